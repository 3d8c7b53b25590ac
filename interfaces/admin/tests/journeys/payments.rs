//! Payments in the house: a service asks for them, and somebody pays.

use application::actor::{PayingUser, Service};
use application::checkout::submit_card::SubmitCard;
use application::payments::create::CreatePayment;
use domain::account::{GatewayAccount, Mode, Provider};
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::id::ID_LENGTH;
use domain::payment::metadata::MetadataValue;
use domain::payment::{
    AuthorisationMode, Description, Email, Language, Metadata, Reference, ReturnUrl,
};
use domain::ports::Clock;
use domain::{AccountId, Amount, ApiKeyId, Payment, PaymentId};

use crate::house::House;

/// A card that pays.
pub(crate) const GOOD: &str = "4242424242424242";
/// A card that the bank refuses.
pub(crate) const REFUSED: &str = "4000000000000002";

impl House {
    /// A payment that nobody has begun to pay.
    pub(crate) async fn created(&self, reference: &str) -> PaymentId {
        self.created_in(&self.account, reference).await
    }

    /// The same in another account.
    pub(crate) async fn created_in(&self, account: &GatewayAccount, reference: &str) -> PaymentId {
        let text = |key: &str, value: &str| (key.to_owned(), MetadataValue::Text(value.to_owned()));
        let pairs = vec![text("rod", "carp & <pike>"), text("Area", "North")];
        let command = CreatePayment {
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
        let user = self.submitted(&id, GOOD).await;
        let work = self.application.confirm_payment(&user).await.unwrap();
        self.application.perform(&work.unwrap()).await.unwrap();
        id
    }

    /// A payment that the bank refused.
    pub(crate) async fn declined(&self, reference: &str) -> PaymentId {
        let id = self.created(reference).await;
        self.submitted(&id, REFUSED).await;
        id
    }

    async fn submitted(&self, id: &PaymentId, number: &str) -> PayingUser {
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
        use domain::ports::Queries;
        let payment = self.world.store.any_payment(id).await;
        payment.unwrap().unwrap()
    }

    /// A live account of the service.
    pub(crate) async fn go_live(&self) -> GatewayAccount {
        use domain::ports::Store;
        let id = AccountId::from_random([7; ID_LENGTH]);
        let services = self.application.services().await.unwrap();
        let service = services
            .iter()
            .find(|service| service.id == *self.service_id());
        let now = self.world.clock.now();
        // The use case opens none in a sandbox.
        let sandbox = Provider::Sandbox;
        let account = GatewayAccount::open(id, service.unwrap(), Mode::Live, sandbox, now);
        let mut unit = self.world.store.begin().await.unwrap();
        unit.accounts().add_account(&account).await.unwrap();
        unit.commit().await.unwrap();
        account
    }

    /// Stops payments and refunds of the test account.
    pub(crate) async fn stop_account(&self) {
        use domain::ports::Store;
        let account = GatewayAccount {
            disabled: true,
            ..self.account.clone()
        };
        let mut unit = self.world.store.begin().await.unwrap();
        unit.accounts().save_account(&account).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// The address of a payment's page, or of one about it.
    pub(crate) fn at_payment(&self, id: &PaymentId, rest: &str) -> String {
        self.at(&format!("/test/transactions/{id}{rest}"))
    }
}
