//! What the paying user does, page by page.

pub mod abandon;
pub mod confirm;
pub mod open;
pub mod session;
pub mod start;
pub mod submit_card;

use domain::account::{GatewayAccount, Service};
use domain::payment::AuthorisationMode;
use domain::ports::StoreError;
use domain::{Agreement, Payment, Timestamp};

use crate::Application;
use crate::actor::PayingUser;

/// A payment as its pages need it.
#[derive(Clone, Debug)]
pub struct Checkout {
    /// The payment.
    pub payment: Payment,
    /// The account it is paid to.
    pub account: GatewayAccount,
    /// The service it is paid for.
    pub service: Service,
    /// The agreement it sets up, if it sets one up.
    pub agreement: Option<Agreement>,
    /// The instant it was read.
    pub now: Timestamp,
}

/// Why there is nothing to show the paying user.
#[derive(Debug, thiserror::Error)]
pub enum CheckoutError {
    /// There is no such payment any more.
    #[error("there is no such payment")]
    NotFound,
    /// It could not be read or stored.
    #[error("the payment could not be read or stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// The paying user's payment as it is now.
    pub async fn checkout(&self, user: &PayingUser) -> Result<Checkout, CheckoutError> {
        let payment = self
            .ports
            .queries
            .any_payment(&user.payment)
            .await?
            .filter(|payment| payment.mode == AuthorisationMode::Web)
            .ok_or(CheckoutError::NotFound)?;
        let account = self
            .ports
            .queries
            .account(&payment.account)
            .await?
            .ok_or(CheckoutError::NotFound)?;
        let service = self.ports.queries.service(&account.service).await?;
        let service = service.ok_or(CheckoutError::NotFound)?;
        let agreement = match payment.sets_up() {
            Some(part) => {
                let queries = &self.ports.queries;
                queries.agreement(&account.id, &part.agreement).await?
            }
            None => None,
        };
        Ok(Checkout {
            payment,
            account,
            service,
            agreement,
            now: self.now(),
        })
    }
}
