//! The operator changes what an account may do.

use domain::AccountId;
use domain::account::rate_limit::{WINDOW_MAX, WINDOW_MIN};
use domain::account::{EmailCollection, GatewayAccount, RateLimit, Surcharges};
use domain::ports::StoreError;

use crate::Application;

/// What to change. What is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountChange {
    /// Whether paying users may order by mail or telephone.
    pub allows_moto: Option<bool>,
    /// Whether the service may send card details itself.
    pub allows_moto_api: Option<bool>,
    /// Whether the service may report payments that were taken by telephone.
    pub allows_telephone: Option<bool>,
    /// Whether the service may take payments on agreements.
    pub recurring: Option<bool>,
    /// Whether a payment of nothing may be made.
    pub allows_zero: Option<bool>,
    /// Whether it takes prepaid cards.
    pub takes_prepaid: Option<bool>,
    /// Whether the card page asks for a billing address.
    pub asks_billing_address: Option<bool>,
    /// Whether the card page asks for an e-mail address.
    pub email: Option<EmailCollection>,
    /// What corporate cards cost on top.
    pub surcharges: Option<Surcharges>,
    /// How often the service may call; `Some(None)` makes it the usual.
    pub rate_limit: Option<Option<RateLimit>>,
    /// Whether payments and refunds are stopped.
    pub disabled: Option<bool>,
}

/// Why an account was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeAccountError {
    /// There is no such account.
    #[error("there is no such account")]
    NoSuchAccount,
    /// A rate limit's window lasts 0.5 to 60 seconds, and admits something.
    #[error("a rate limit must admit at least one request in a window of 0.5 to 60 seconds")]
    RateLimit,
    /// It could not be stored.
    #[error("the account could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Changes an account, and answers with it as it is then. Requests with its keys
    /// may be served by its former settings for another minute.
    pub async fn change_account(
        &self,
        id: &AccountId,
        change: AccountChange,
    ) -> Result<GatewayAccount, ChangeAccountError> {
        if change.rate_limit.flatten().is_some_and(admits_nothing) {
            return Err(ChangeAccountError::RateLimit);
        }
        let mut unit = self.ports.store.begin().await?;
        let mut account = unit
            .accounts()
            .account(id)
            .await?
            .ok_or(ChangeAccountError::NoSuchAccount)?;
        change.apply(&mut account);
        unit.accounts().save_account(&account).await?;
        unit.commit().await?;
        Ok(account)
    }
}

impl AccountChange {
    fn apply(self, account: &mut GatewayAccount) {
        set(&mut account.allows_moto, self.allows_moto);
        set(&mut account.allows_moto_api, self.allows_moto_api);
        set(&mut account.allows_telephone, self.allows_telephone);
        set(&mut account.recurring, self.recurring);
        set(&mut account.allows_zero, self.allows_zero);
        set(&mut account.takes_prepaid, self.takes_prepaid);
        set(&mut account.asks_billing_address, self.asks_billing_address);
        set(&mut account.email, self.email);
        set(&mut account.surcharges, self.surcharges);
        set(&mut account.rate_limit, self.rate_limit);
        set(&mut account.disabled, self.disabled);
    }
}

fn set<T>(setting: &mut T, to: Option<T>) {
    if let Some(to) = to {
        *setting = to;
    }
}

fn admits_nothing(limit: RateLimit) -> bool {
    limit.reads == 0 || limit.posts == 0 || !(WINDOW_MIN..=WINDOW_MAX).contains(&limit.window)
}
