//! The pages over ports in memory, and a service that asks for payments.

use std::sync::Arc;

use application::actor::Service;
use application::payments::create::CreatePayment;
use application::{Application, PeoplePorts, Policy, Ports, SandboxPorts};
use domain::account::GatewayAccount;
use domain::id::ID_LENGTH;
use domain::payment::{
    Address, AuthorisationMode, Description, Email, Language, PrefilledCardholder, Reference,
    ReturnUrl, Status,
};
use domain::ports::queries::PaymentSearch;
use domain::ports::{Queries, Store};
use domain::{Amount, ApiKeyId, Payment, PaymentId};
use memory::{MemoryAppCodes, MemoryPasskeys, MemoryPasswords, MemoryVault, World};
use pages::PagesSettings;
use poem::endpoint::BoxEndpoint;
use poem::{EndpointExt, Response, Route};

use crate::browser::Browser;

/// Where every payment's paying user goes afterwards.
pub(crate) const RETURN_URL: &str = "http://service.example/done?a=1";

/// Everything the pages stand on.
pub(crate) struct House {
    pub(crate) world: World,
    pub(crate) application: Application,
    account: GatewayAccount,
    endpoint: Arc<BoxEndpoint<'static, Response>>,
}

impl House {
    pub(crate) async fn build() -> Self {
        Self::build_with(|_| {}).await
    }

    pub(crate) async fn build_with(change: impl FnOnce(&mut PagesSettings)) -> Self {
        let world = World::new();
        let ports = Ports {
            store: world.store.clone(),
            queries: world.store.clone(),
            psps: world.psp.clone(),
            clock: world.clock.clone(),
            random: world.random.clone(),
            secrets: world.secrets.clone(),
            people: PeoplePorts {
                passwords: Arc::new(MemoryPasswords),
                vault: Arc::new(MemoryVault),
                app_codes: Arc::new(MemoryAppCodes),
                passkeys: Arc::new(MemoryPasskeys::default()),
            },
            mailer: world.mailer.clone(),
            webhook_bodies: world.webhook_bodies.clone(),
            webhook_sender: world.webhook_sender.clone(),
            rate_limits: world.rate_limits.clone(),
            local_rate_limits: world.rate_limits.clone(),
            sandbox: Some(SandboxPorts {
                clock: world.clock.clone(),
                data: world.store.clone(),
            }),
        };
        let application = Application::new(ports, Policy::default());
        let account = application.demo_account("Fishing licences").await.unwrap();
        let mut settings = PagesSettings {
            product_name: "Bursar".to_owned(),
            public_url: "http://127.0.0.1:8080".to_owned(),
            api_url: "http://127.0.0.1:8080".to_owned(),
            support_address: None,
            sandbox: true,
            sandbox_api_key: None,
        };
        change(&mut settings);
        let endpoint =
            Route::new().nest_no_strip("/", pages::routes(application.clone(), settings));
        let endpoint = Arc::new(endpoint.map_to_response().boxed());
        Self {
            world,
            application,
            account,
            endpoint,
        }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(Arc::clone(&self.endpoint))
    }

    /// Asks for a payment, and answers with its link.
    pub(crate) async fn link(&self) -> String {
        self.link_with(|_| {}).await
    }

    /// Asks for a payment of somebody the service knows.
    pub(crate) async fn prefilled_link(&self) -> String {
        let address = Address {
            line1: Some("1 Rue".to_owned()),
            country: Some("FR".to_owned()),
            ..Address::default()
        };
        let known = PrefilledCardholder {
            name: Some("Grace Hopper".to_owned()),
            billing_address: Some(address),
        };
        let email = Email::parse("grace@example.org").ok();
        self.link_with(|command| {
            command.prefilled = Some(known);
            command.email = email;
        })
        .await
    }

    /// Asks for a payment that is not like the others, and answers with its link.
    pub(crate) async fn link_with(&self, change: impl FnOnce(&mut CreatePayment)) -> String {
        let mut command = CreatePayment {
            amount: Amount::from_minor(1_250).unwrap(),
            reference: Reference::parse("FL-1").unwrap(),
            description: Description::parse("Fishing licence").unwrap(),
            mode: AuthorisationMode::Web,
            return_url: ReturnUrl::parse(RETURN_URL).ok(),
            language: Language::English,
            moto: false,
            delayed_capture: false,
            set_up_agreement: None,
            agreement: None,
            agreement_payment_type: None,
            email: None,
            metadata: Default::default(),
            prefilled: None,
            typed_reference: false,
            repeatable: None,
        };
        change(&mut command);
        let created = self
            .application
            .create_payment(&self.service(), command)
            .await
            .unwrap();
        format!("/secure/{}", created.linked.token.unwrap().value)
    }

    /// Asks for a payment whose pages are in Welsh, and answers with its link.
    pub(crate) async fn welsh_link(&self) -> String {
        self.link_with(|command| command.language = Language::Welsh)
            .await
    }

    /// The service that asks.
    pub(crate) fn service(&self) -> Service {
        Service {
            account: self.account.clone(),
            key: ApiKeyId::from_random([1; ID_LENGTH]),
        }
    }

    pub(crate) async fn change_account(&self, change: impl FnOnce(&mut GatewayAccount)) {
        let mut unit = self.world.store.begin().await.unwrap();
        let account = unit.accounts().account(&self.account.id).await.unwrap();
        let mut account = account.unwrap();
        change(&mut account);
        unit.accounts().save_account(&mut account).await.unwrap();
        unit.commit().await.unwrap();
    }

    pub(crate) async fn change_service(&self, change: impl FnOnce(&mut domain::account::Service)) {
        let mut unit = self.world.store.begin().await.unwrap();
        let service = unit.accounts().service(&self.account.service).await;
        let mut service = service.unwrap().unwrap();
        change(&mut service);
        unit.accounts().save_service(&mut service).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// Does what is due: hands events on, writes e-mails and sends them.
    pub(crate) async fn work(&self) {
        self.application.run_due_work(1_000).await.unwrap();
    }

    /// The newest payment, if there is one.
    pub(crate) async fn find_payment(&self) -> Option<Payment> {
        let page = self
            .world
            .store
            .search(&self.account.id, &PaymentSearch::default())
            .await
            .unwrap();
        page.items.into_iter().next()
    }

    pub(crate) async fn payment_id(&self) -> PaymentId {
        self.find_payment().await.unwrap().id.clone()
    }

    pub(crate) async fn status(&self) -> Status {
        self.find_payment().await.unwrap().status()
    }
}

/// A card form, filled in well.
pub(crate) fn card(number: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("cardNo", number),
        ("expiryMonth", "10"),
        ("expiryYear", "29"),
        ("cardholderName", "Ada Lovelace"),
        ("cvc", "737"),
        ("addressLine1", "1 High Street"),
        ("addressCity", "Leeds"),
        ("addressPostcode", "LS1 1AA"),
        ("email", "ada@example.org"),
    ]
}
