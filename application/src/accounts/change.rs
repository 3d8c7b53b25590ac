//! What an account may do is changed, by the operator or by staff.

use domain::AccountId;
use domain::account::rate_limit::{WINDOW_MAX, WINDOW_MIN};
use domain::account::{EmailCollection, GatewayAccount, RateLimit, Surcharges};
use domain::card::Brand;
use domain::card::brand::AcceptedCards;
use domain::email::PARAGRAPH_MAX;
use domain::money::Amount;
use domain::ports::{StoreError, UnitOfWork};

use crate::Application;
use crate::staff::record::short;

/// What to change. What is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountChange {
    /// The cards it takes.
    pub cards: Option<AcceptedCards>,
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
    /// Whether that address begins with the United Kingdom.
    pub presumes_uk: Option<bool>,
    /// Whether the card page asks for an e-mail address.
    pub email: Option<EmailCollection>,
    /// Whether paying users are told by e-mail that they have paid.
    pub confirms_payments: Option<bool>,
    /// Whether paying users are told by e-mail that they were given money back.
    pub confirms_refunds: Option<bool>,
    /// What the service adds to the first; `Some(None)` is nothing.
    pub email_paragraph: Option<Option<String>>,
    /// Whether paying users prove who they are to their banks.
    pub requires_3ds: Option<bool>,
    /// Whether the card page hides the card number of payments taken by telephone.
    pub masks_card_number: Option<bool>,
    /// The same for the security code.
    pub masks_security_code: Option<bool>,
    /// Above what refunds of staff need a colleague's approval; `Some(None)` is never.
    pub approval_above: Option<Option<Amount>>,
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
    /// An account takes at least one kind of card.
    #[error("an account must take at least one kind of card")]
    NoCards,
    /// The paragraph for e-mails is over [`PARAGRAPH_MAX`] characters.
    #[error("a paragraph for e-mails has at most {PARAGRAPH_MAX} characters")]
    LongParagraph,
    /// Maestro is taken with 3-D Secure alone.
    #[error("Maestro cards need 3-D Secure")]
    NeedsThreeDSecure,
    /// Nothing is hidden where no orders are taken by telephone.
    #[error("the account takes no orders by mail or telephone")]
    NotForTelephone,
    /// It could not be stored.
    #[error("the account could not be stored")]
    Store(#[from] StoreError),
}

/// An account that was changed.
pub(crate) struct ChangedAccount {
    pub(crate) account: GatewayAccount,
    /// What differs, and what it is now.
    pub(crate) differences: Vec<(&'static str, String)>,
}

impl Application {
    /// Changes an account, and answers with it as it is then. Requests with its keys
    /// may be served by its former settings for another minute.
    pub async fn change_account(
        &self,
        id: &AccountId,
        change: AccountChange,
    ) -> Result<GatewayAccount, ChangeAccountError> {
        let mut unit = self.ports.store.begin().await?;
        let changed = self.change_in(unit.as_mut(), id, change).await?;
        unit.commit().await?;
        Ok(changed.account)
    }

    /// Changes an account inside the caller's unit.
    pub(crate) async fn change_in(
        &self,
        unit: &mut dyn UnitOfWork,
        id: &AccountId,
        change: AccountChange,
    ) -> Result<ChangedAccount, ChangeAccountError> {
        if change.rate_limit.flatten().is_some_and(admits_nothing) {
            return Err(ChangeAccountError::RateLimit);
        }
        let account = unit.accounts().account(id).await?;
        let before = account.ok_or(ChangeAccountError::NoSuchAccount)?;
        let mut account = before.clone();
        let hides = [change.masks_card_number, change.masks_security_code].contains(&Some(true));
        change.apply(&mut account);
        let paragraph = account.email_paragraph.as_ref();
        if paragraph.is_some_and(|text| text.chars().count() > PARAGRAPH_MAX) {
            return Err(ChangeAccountError::LongParagraph);
        }
        if hides && !account.allows_moto {
            return Err(ChangeAccountError::NotForTelephone);
        }
        if account.cards.iter().next().is_none() {
            return Err(ChangeAccountError::NoCards);
        }
        let maestro = account
            .cards
            .iter()
            .any(|(brand, _)| brand == Brand::Maestro);
        if maestro && !account.requires_3ds {
            return Err(ChangeAccountError::NeedsThreeDSecure);
        }
        let differences = differences(&before, &account);
        if !differences.is_empty() {
            unit.accounts().save_account(&mut account).await?;
        }
        Ok(ChangedAccount {
            account,
            differences,
        })
    }
}

impl AccountChange {
    /// Whether it is for platform administrators alone.
    pub(crate) fn is_for_the_platform(&self) -> bool {
        self.allows_moto.is_some()
            || self.allows_moto_api.is_some()
            || self.allows_telephone.is_some()
            || self.recurring.is_some()
            || self.allows_zero.is_some()
            || self.rate_limit.is_some()
            || self.disabled.is_some()
    }

    fn apply(self, account: &mut GatewayAccount) {
        set(&mut account.cards, self.cards);
        set(&mut account.allows_moto, self.allows_moto);
        set(&mut account.allows_moto_api, self.allows_moto_api);
        set(&mut account.allows_telephone, self.allows_telephone);
        set(&mut account.recurring, self.recurring);
        set(&mut account.allows_zero, self.allows_zero);
        set(&mut account.takes_prepaid, self.takes_prepaid);
        set(&mut account.asks_billing_address, self.asks_billing_address);
        set(&mut account.presumes_uk, self.presumes_uk);
        set(&mut account.email, self.email);
        set(&mut account.confirms_payments, self.confirms_payments);
        set(&mut account.confirms_refunds, self.confirms_refunds);
        set(&mut account.email_paragraph, self.email_paragraph);
        set(&mut account.requires_3ds, self.requires_3ds);
        set(&mut account.masks_card_number, self.masks_card_number);
        set(&mut account.masks_security_code, self.masks_security_code);
        set(&mut account.approval_above, self.approval_above);
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

/// What differs, by names that records use, and what it is afterwards.
fn differences(before: &GatewayAccount, after: &GatewayAccount) -> Vec<(&'static str, String)> {
    let settings = |account: &GatewayAccount| {
        let yes = |setting| if setting { "yes" } else { "no" }.to_owned();
        let pence = |amount: Option<Amount>| match amount {
            Some(amount) => format!("{} pence", amount.minor()),
            None => "none".to_owned(),
        };
        let cards = account.cards.iter();
        let cards = cards.map(|(brand, card_type)| {
            let card_type: &str = card_type.into();
            format!("{} {card_type}", brand.id())
        });
        let email: &str = account.email.into();
        let rate_limit = match account.rate_limit {
            None => "usual".to_owned(),
            Some(limit) => format!("{limit:?}"),
        };
        [
            ("cards", cards.collect::<Vec<_>>().join(", ")),
            ("orders by telephone", yes(account.allows_moto)),
            ("card details by API", yes(account.allows_moto_api)),
            (
                "reports of telephone payments",
                yes(account.allows_telephone),
            ),
            ("payments on agreements", yes(account.recurring)),
            ("payments of nothing", yes(account.allows_zero)),
            ("prepaid cards", yes(account.takes_prepaid)),
            ("billing address", yes(account.asks_billing_address)),
            ("presumes United Kingdom", yes(account.presumes_uk)),
            ("e-mail address", email.to_owned()),
            ("confirms payments", yes(account.confirms_payments)),
            ("confirms refunds", yes(account.confirms_refunds)),
            (
                "e-mail paragraph",
                short(account.email_paragraph.as_deref().unwrap_or("none")),
            ),
            ("3-D Secure", yes(account.requires_3ds)),
            ("hides card number", yes(account.masks_card_number)),
            ("hides security code", yes(account.masks_security_code)),
            ("refund approval above", pence(account.approval_above)),
            ("surcharge, credit", pence(account.surcharges.credit)),
            ("surcharge, debit", pence(account.surcharges.debit)),
            (
                "surcharge, prepaid debit",
                pence(account.surcharges.prepaid_debit),
            ),
            ("rate limit", rate_limit),
            ("stopped", yes(account.disabled)),
        ]
    };
    let pairs = settings(before).into_iter().zip(settings(after));
    let changed = pairs.filter(|(before, after)| before != after);
    changed.map(|(_, after)| after).collect()
}

fn admits_nothing(limit: RateLimit) -> bool {
    limit.reads == 0 || limit.posts == 0 || !(WINDOW_MIN..=WINDOW_MAX).contains(&limit.window)
}
