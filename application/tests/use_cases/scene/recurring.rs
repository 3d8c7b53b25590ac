//! Agreements, and payments that set them up or are taken on them.

use application::actor::PayingUser;
use application::agreements::create::CreateAgreement;
use application::payments::create::CreatePayment;
use domain::agreement::{AgreementStatus, UserIdentifier};
use domain::payment::{Description, Reference};
use domain::ports::Queries;
use domain::{Agreement, AgreementId};

use super::{GOOD, Scene, new_payment, on_agreement};

/// A card that is good once, and declined for good when it is kept.
pub(crate) const GOOD_ONCE: &str = "5105105105105100";

pub(crate) fn new_agreement() -> CreateAgreement {
    CreateAgreement {
        reference: Reference::parse("SUB-1").unwrap(),
        description: Description::parse("A subscription").unwrap(),
        user_identifier: Some(UserIdentifier::parse("user-1").unwrap()),
        repeatable: None,
    }
}

/// A payment that sets an agreement up.
pub(crate) fn setting_up(agreement: &AgreementId, delayed_capture: bool) -> CreatePayment {
    CreatePayment {
        set_up_agreement: Some(agreement.as_str().to_owned()),
        ..new_payment(delayed_capture)
    }
}

impl Scene {
    /// An agreement without a card.
    pub(crate) async fn agreed(&self) -> AgreementId {
        let made = self
            .application
            .create_agreement(&self.service, new_agreement());
        made.await.unwrap().id
    }

    /// An agreement with this card.
    pub(crate) async fn active(&self, number: &str) -> AgreementId {
        let agreement = self.agreed().await;
        self.set_up(&agreement, number).await;
        agreement
    }

    /// A payment that sets the agreement up, on its pages.
    pub(crate) async fn setting_up(
        &self,
        agreement: &AgreementId,
        delayed_capture: bool,
    ) -> PayingUser {
        let created = self.create(setting_up(agreement, delayed_capture)).await;
        let user = self.user(&created.unwrap().linked.payment);
        self.application.start_payment(&user).await.unwrap();
        user
    }

    /// Brings the agreement this card, by a payment that is paid.
    pub(crate) async fn set_up(&self, agreement: &AgreementId, number: &str) -> PayingUser {
        let user = self.setting_up(agreement, false).await;
        self.submit(&user, number).await.unwrap();
        let work = self.application.confirm_payment(&user).await.unwrap();
        self.perform(work).await;
        user
    }

    /// A payment on the agreement, and the PSP asked about it at once.
    pub(crate) async fn taken_on(&self, agreement: &AgreementId) -> PayingUser {
        let created = self.create(on_agreement(agreement.as_str())).await.unwrap();
        self.perform(created.work).await;
        self.user(&created.linked.payment)
    }

    pub(crate) async fn agreement(&self, id: &AgreementId) -> Agreement {
        let account = &self.service.account.id;
        let agreement = self.world.store.agreement(account, id).await;
        agreement.unwrap().unwrap()
    }

    pub(crate) async fn agreement_status(&self, id: &AgreementId) -> AgreementStatus {
        self.agreement(id).await.status
    }

    /// An agreement with a good card.
    pub(crate) async fn active_with_good_card(&self) -> AgreementId {
        self.active(GOOD).await
    }
}
