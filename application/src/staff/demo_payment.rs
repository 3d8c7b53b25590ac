//! Staff try a payment out with test money.

use domain::ApiKeyId;
use domain::ServiceId;
use domain::account::Mode;
use domain::money::Amount;
use domain::payment::{AuthorisationMode, Description, Language, Metadata, Reference, ReturnUrl};
use domain::ports::StoreError;
use domain::staff::Permission;

use super::Staff;
use super::services::AccessError;
use crate::Application;
use crate::actor::Service;
use crate::payments::create::{CreatePayment, CreatePaymentError, CreatedPayment};

/// Why there is no demo payment.
#[derive(Debug, thiserror::Error)]
pub enum DemoPaymentError {
    /// They do not get to it.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// Only test money is played with.
    #[error("only test money is played with")]
    Live,
    /// The account does not permit it.
    #[error(transparent)]
    Refused(CreatePaymentError),
}

impl From<StoreError> for DemoPaymentError {
    fn from(error: StoreError) -> Self {
        Self::Access(error.into())
    }
}

impl Application {
    /// Creates a payment in a service's test account, as its integration would. The
    /// paying user comes back to `return_url`.
    pub async fn staff_demo_payment(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        (amount, description): (Amount, Description),
        return_url: ReturnUrl,
    ) -> Result<CreatedPayment, DemoPaymentError> {
        let see = Permission::SeeTransactions;
        let account = self.account_for(staff, service, mode, see).await?;
        if mode != Mode::Test {
            return Err(DemoPaymentError::Live);
        }
        // No key asked for it; the name is nobody's.
        let actor = Service {
            account,
            key: ApiKeyId::from_random(self.random()),
        };
        let command = CreatePayment {
            amount,
            reference: Reference::parse("Demo payment").map_err(|_| AccessError::NotFound)?,
            description,
            mode: AuthorisationMode::Web,
            return_url: Some(return_url),
            language: Language::English,
            moto: false,
            agreement: None,
            set_up_agreement: None,
            agreement_payment_type: None,
            delayed_capture: false,
            email: None,
            metadata: Metadata::default(),
            prefilled: None,
            typed_reference: false,
            repeatable: None,
        };
        let created = self.create_payment(&actor, command).await;
        created.map_err(|error| match error {
            CreatePaymentError::Store(error) => error.into(),
            refused => DemoPaymentError::Refused(refused),
        })
    }
}
