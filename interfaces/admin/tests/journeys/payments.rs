//! Payments in the house: a service asks for them, and somebody pays.

use application::actor::{PayingUser, Service};
use application::agreements::create::CreateAgreement;
use application::checkout::submit_card::SubmitCard;
use application::payments::create::CreatePayment;
use domain::account::{GatewayAccount, Mode, Provider};
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::dispute::{Dispute, DisputeReason, DisputeStatus};
use domain::id::ID_LENGTH;
use domain::payment::metadata::MetadataValue;
use domain::payment::{
    AuthorisationMode, Description, Email, Language, Metadata, Reference, ReturnUrl,
};
use domain::ports::{Clock, Queries, Store};
use domain::staff::{Role, StaffEmail};
use domain::{AccountId, AgreementId, Amount, ApiKeyId, DisputeId, Payment, PaymentId, ServiceId};

use crate::house::{House, fresh};

/// A card that pays.
pub(crate) const GOOD: &str = "4242424242424242";
/// A company's credit card, which costs more.
pub(crate) const CORPORATE: &str = "4111111111111111";
/// A card that the bank refuses.
pub(crate) const REFUSED: &str = "4000000000000002";

impl House {
    /// A payment that nobody has begun to pay.
    pub(crate) async fn created(&self, reference: &str) -> PaymentId {
        self.created_in(&self.account, reference).await
    }

    /// The same in another account.
    pub(crate) async fn created_in(&self, account: &GatewayAccount, reference: &str) -> PaymentId {
        self.ordered(account, reference, |_| {}).await
    }

    /// The same with something else about it.
    pub(crate) async fn ordered(
        &self,
        account: &GatewayAccount,
        reference: &str,
        change: impl FnOnce(&mut CreatePayment),
    ) -> PaymentId {
        let text = |key: &str, value: &str| (key.to_owned(), MetadataValue::Text(value.to_owned()));
        let pairs = vec![text("rod", "carp & <pike>"), text("Area", "North")];
        let mut command = CreatePayment {
            amount: Amount::from_minor(12_050).unwrap(),
            reference: Reference::parse(reference).unwrap(),
            description: Description::parse("Fishing licence").unwrap(),
            mode: AuthorisationMode::Web,
            return_url: ReturnUrl::parse("https://service.example/done").ok(),
            language: Language::English,
            moto: false,
            delayed_capture: false,
            set_up_agreement: None,
            agreement: None,
            agreement_payment_type: None,
            email: Email::parse("grace@example.org").ok(),
            metadata: Metadata::parse(pairs).unwrap(),
            prefilled: None,
            typed_reference: false,
            repeatable: None,
        };
        change(&mut command);
        let service = Service {
            account: account.clone(),
            key: ApiKeyId::from_random([1; ID_LENGTH]),
        };
        let created = self.application.create_payment(&service, command);
        created.await.unwrap().linked.payment.id.clone()
    }

    /// A payment that was paid.
    pub(crate) async fn paid(&self, reference: &str) -> PaymentId {
        let id = self.created(reference).await;
        self.pay(&id).await;
        id
    }

    /// Pays a payment.
    pub(crate) async fn pay(&self, id: &PaymentId) {
        self.pay_with(id, GOOD).await;
    }

    /// Pays a payment with this card.
    pub(crate) async fn pay_with(&self, id: &PaymentId, number: &str) {
        let user = self.submitted(id, number).await;
        let work = self.application.confirm_payment(&user).await.unwrap();
        self.application.perform(&work.unwrap()).await.unwrap();
    }

    /// Somebody disputes £20.00 of the payment, and it comes as far as this.
    pub(crate) async fn disputed(&self, id: &PaymentId, status: DisputeStatus) {
        let now = self.world.clock.now();
        let dispute = Dispute {
            id: DisputeId::from_random([status as u8; ID_LENGTH]),
            amount: Amount::from_minor(2_000).unwrap(),
            fee: None,
            created_at: now,
            evidence_due_at: Some(now),
            reason: DisputeReason::Fraudulent,
            status: DisputeStatus::NeedsResponse,
            settled_on: None,
        };
        let mut unit = self.world.store.begin().await.unwrap();
        let mut payment = unit.payments().get(id).await.unwrap().unwrap();
        payment.open_dispute(dispute.clone(), now).unwrap();
        if status != DisputeStatus::NeedsResponse {
            payment.move_dispute(&dispute.id, status, now).unwrap();
        }
        unit.payments().save(&mut payment).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// Changes the test account, and answers with what it is now.
    pub(crate) async fn change(&self, change: impl FnOnce(&mut GatewayAccount)) -> GatewayAccount {
        let account = self.world.store.account(&self.account.id).await;
        let mut account = account.unwrap().unwrap();
        change(&mut account);
        let mut unit = self.world.store.begin().await.unwrap();
        unit.accounts().save_account(&mut account).await.unwrap();
        unit.commit().await.unwrap();
        account
    }

    /// Has colleagues approve refunds above so many pence.
    pub(crate) async fn limit_refunds(&self, pence: i64) {
        let limit = Amount::from_minor(pence).ok();
        self.change(|account| account.approval_above = limit).await;
    }

    /// A payment that the bank refused.
    pub(crate) async fn declined(&self, reference: &str) -> PaymentId {
        let id = self.created(reference).await;
        self.submitted(&id, REFUSED).await;
        id
    }

    /// Somebody sends a card for a payment, and may confirm it.
    pub(crate) async fn submitted(&self, id: &PaymentId, number: &str) -> PayingUser {
        let user = PayingUser {
            payment: id.clone(),
            admitted_at: self.world.clock.now(),
        };
        self.application.start_payment(&user).await.unwrap();
        let card = CardDetails {
            number: CardNumber::parse(number).unwrap(),
            expiry: Expiry::parse("11", "29").unwrap(),
            security_code: SecurityCode::parse("123", None).unwrap(),
            holder: Holder::parse("Grace Hopper").unwrap(),
            billing_address: None,
        };
        let command = SubmitCard { card, email: None };
        self.application.submit_card(&user, command).await.unwrap();
        user
    }

    /// The payment as it is now.
    pub(crate) async fn payment(&self, id: &PaymentId) -> Payment {
        let payment = self.world.store.any_payment(id).await;
        payment.unwrap().unwrap()
    }

    /// A live account of the service.
    pub(crate) async fn go_live(&self) -> GatewayAccount {
        let service = self.world.store.service(self.service_id()).await;
        self.open(&service.unwrap().unwrap(), Mode::Live).await
    }

    /// An account of this service. The use case opens no live one in a sandbox.
    pub(crate) async fn open(
        &self,
        service: &domain::account::Service,
        mode: Mode,
    ) -> GatewayAccount {
        let id = AccountId::from_random(fresh(&format!("{} {}", mode.word(), service.id)));
        let (sandbox, now) = (Provider::Sandbox, self.world.clock.now());
        let mut account = GatewayAccount::open(id, service, mode, sandbox, now);
        let mut unit = self.world.store.begin().await.unwrap();
        unit.accounts().add_account(&mut account).await.unwrap();
        unit.commit().await.unwrap();
        account
    }

    /// An agreement of this account.
    pub(crate) async fn agreement(&self, account: &GatewayAccount) -> AgreementId {
        let service = Service {
            account: account.clone(),
            key: ApiKeyId::from_random([1; ID_LENGTH]),
        };
        let command = CreateAgreement {
            reference: Reference::parse("A-1").unwrap(),
            description: Description::parse("Every month").unwrap(),
            user_identifier: None,
            repeatable: None,
        };
        let made = self.application.create_agreement(&service, command);
        made.await.unwrap().id.clone()
    }

    /// Makes somebody one of another service's people too.
    pub(crate) async fn join(&self, email: &str, service: &ServiceId, role: Role) {
        let mut unit = self.world.store.begin().await.unwrap();
        let email = StaffEmail::parse(email).unwrap();
        let mut member = unit.staff().by_email(&email).await.unwrap().unwrap();
        member.join(service.clone(), role);
        unit.staff().save(&mut member).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// Stops payments and refunds of the test account.
    pub(crate) async fn stop_account(&self) {
        self.change(|account| account.disabled = true).await;
    }

    /// The address of a payment's page, or of one about it.
    pub(crate) fn at_payment(&self, id: &PaymentId, rest: &str) -> String {
        self.at(&format!("/test/transactions/{id}{rest}"))
    }
}
