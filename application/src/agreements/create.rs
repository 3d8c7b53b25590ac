//! A service makes an agreement. A payment that sets it up brings the card.

use domain::agreement::{NewAgreement, UserIdentifier};
use domain::id::ID_LENGTH;
use domain::idempotency::Made;
use domain::payment::{Description, Reference};
use domain::ports::StoreError;
use domain::{Agreement, AgreementId};

use crate::Application;
use crate::actor::Service;
use crate::idempotency::{Claiming, KeyInUse, Repeatable};

/// What the service asks for.
#[derive(Clone, Debug)]
pub struct CreateAgreement {
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told it is for.
    pub description: Description,
    /// The service's name for the paying user.
    pub user_identifier: Option<UserIdentifier>,
    /// By which the request can be repeated.
    pub repeatable: Option<Repeatable>,
}

/// Why there is no agreement.
#[derive(Debug, thiserror::Error)]
pub enum CreateAgreementError {
    /// The account may not take payments on agreements.
    #[error("the account may not take payments on agreements")]
    RecurringDisabled,
    /// The idempotency key was used for something else.
    #[error(transparent)]
    KeyInUse(#[from] KeyInUse),
    /// It could not be stored.
    #[error("the agreement could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Makes an agreement, or answers with the one that the same request made before.
    pub async fn create_agreement(
        &self,
        service: &Service,
        command: CreateAgreement,
    ) -> Result<Agreement, CreateAgreementError> {
        let now = self.now();
        let id = AgreementId::from_random(self.random::<ID_LENGTH>());
        let mut unit = self.ports.store.begin().await?;
        if let Some(request) = self.remembered(command.repeatable.as_ref()) {
            let made = Made::Agreement(id.clone());
            match self
                .claim(unit.as_mut(), service, request, made, now)
                .await?
            {
                Claiming::First => {}
                Claiming::Before(Made::Agreement(id)) => {
                    let agreement = unit.agreements().get(&id).await?;
                    return Ok(agreement.ok_or(KeyInUse)?);
                }
                Claiming::Before(_) | Claiming::InUse => return Err(KeyInUse.into()),
            }
        }
        if !service.account.recurring {
            return Err(CreateAgreementError::RecurringDisabled);
        }
        let new = NewAgreement {
            id,
            account: service.account.id.clone(),
            reference: command.reference,
            description: command.description,
            user_identifier: command.user_identifier,
        };
        let mut agreement = Agreement::create(new, now);
        unit.agreements().add(&mut agreement).await?;
        unit.commit().await?;
        Ok(agreement)
    }
}
