//! A service with a key and an account, and the API in front of them.

use std::sync::Arc;
use std::time::Duration;

use api::{ApiSettings, ExtraRefusals};
use application::accounts::change::AccountChange;
use application::actor::{PayingUser, Service};
use application::checkout::submit_card::SubmitCard;
use application::{Application, PeoplePorts, Policy, Ports, SandboxPorts};
use domain::PaymentId;
use domain::account::{Mode, Provider, RateLimit};
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::ports::Clock;
use memory::{MemoryAppCodes, MemoryPasskeys, MemoryPasswords, MemoryVault, World};
use poem::http::header::{AUTHORIZATION, CONTENT_TYPE};
use poem::http::{HeaderMap, Method, StatusCode};
use poem::{Endpoint, EndpointExt, Request, Response};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

pub(crate) const API: &str = "https://api.example.org";
pub(crate) const PAGES: &str = "https://pages.example.org";
pub(crate) const GOOD_CARD: &str = "4242424242424242";
pub(crate) const CORPORATE_CARD: &str = "4988080000000000";
pub(crate) const DECLINED_CARD: &str = "4000000000000002";

pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) application: Arc<Application>,
    pub(crate) key: String,
    pub(crate) endpoint: poem::endpoint::BoxEndpoint<'static>,
}

/// What came out.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The status, and the body in JSON.
    pub(crate) fn pair(&self) -> (u16, Value) {
        (self.status.as_u16(), self.json())
    }
}

impl Scene {
    /// An account that may do everything, and as often as it likes.
    pub(crate) async fn new() -> Self {
        Self::strict(ExtraRefusals::default()).await
    }

    /// The same before an operator who wants more refused.
    pub(crate) async fn strict(extra_refusals: ExtraRefusals) -> Self {
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
            webhook_bodies: Arc::new(api::WebhookBodies),
            webhook_sender: world.webhook_sender.clone(),
            rate_limits: world.rate_limits.clone(),
            local_rate_limits: world.rate_limits.clone(),
            sandbox: Some(SandboxPorts {
                clock: world.clock.clone(),
                data: world.store.clone(),
            }),
        };
        let application = Arc::new(Application::new(ports, Policy::default()));
        let key = new_key(&application).await;
        let settings = ApiSettings {
            api_url: API.to_owned(),
            pages_url: PAGES.to_owned(),
            product_name: "Payments & Co".to_owned(),
            support_url: "https://help.example.org".to_owned(),
            documentation_url: "https://docs.example.org".to_owned(),
            extra_refusals,
        };
        let endpoint = api::endpoint(Arc::clone(&application), settings).boxed();
        Self {
            world,
            application,
            key,
            endpoint,
        }
    }

    /// A key of another service.
    pub(crate) async fn another_key(&self) -> String {
        new_key(&self.application).await
    }

    /// Sends whatever it is told.
    pub(crate) async fn send(&self, request: Request) -> Answer {
        answer(self.endpoint.call(request).await.unwrap()).await
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.send(self.request(Method::GET, uri).finish()).await
    }

    pub(crate) async fn post(&self, uri: &str, body: impl ToString) -> Answer {
        let request = self
            .request(Method::POST, uri)
            .header(CONTENT_TYPE, "application/json");
        self.send(request.body(body.to_string())).await
    }

    /// A request with our key.
    pub(crate) fn request(&self, method: Method, uri: &str) -> poem::RequestBuilder {
        Request::builder()
            .method(method)
            .uri_str(uri)
            .header(AUTHORIZATION, format!("Bearer {}", self.key))
    }

    /// The account's settings from now on.
    pub(crate) async fn change(&mut self, change: AccountChange) {
        let service = self.application.authenticate(&self.key).await.unwrap();
        let account = service.account.id;
        self.application
            .change_account(&account, change)
            .await
            .unwrap();
        // Keys are remembered with their account; a new one is looked up.
        let key = self.application.make_key(&account, "new").await.unwrap();
        key.text.expose_secret().clone_into(&mut self.key);
    }

    /// Posts under an idempotency key.
    pub(crate) async fn post_once(&self, uri: &str, key: &str, body: impl ToString) -> Answer {
        let request = self
            .request(Method::POST, uri)
            .header(CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", key);
        self.send(request.body(body.to_string())).await
    }

    /// Creates a payment and answers with its id.
    pub(crate) async fn created(&self, more: Value) -> String {
        let mut body = small_body();
        body.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let created = self.post("/v1/payments", body).await;
        assert_eq!(created.status, 201, "{}", created.text());
        created.json()["payment_id"].as_str().unwrap().to_owned()
    }

    /// The paying user starts a payment and submits a card.
    pub(crate) async fn submitted(&self, id: &str, number: &str) -> PayingUser {
        let user = PayingUser {
            payment: PaymentId::parse(id).unwrap(),
            admitted_at: self.world.clock.now(),
        };
        self.application.start_payment(&user).await.unwrap();
        let card = SubmitCard {
            card: CardDetails {
                number: CardNumber::parse(number).unwrap(),
                expiry: Expiry::parse("12", "2030").unwrap(),
                security_code: SecurityCode::parse("123", None).unwrap(),
                holder: Holder::parse("Ada Lovelace").unwrap(),
                billing_address: None,
            },
            email: None,
        };
        self.application.submit_card(&user, card).await.unwrap();
        user
    }

    /// The paying user confirms, too.
    pub(crate) async fn confirmed(&self, id: &str) {
        let user = self.submitted(id, GOOD_CARD).await;
        if let Some(work) = self.application.confirm_payment(&user).await.unwrap() {
            self.application.perform(&work).await.unwrap();
        }
    }
}

/// A body that is refused nowhere.
pub(crate) fn small_body() -> Value {
    json!({
        "amount": 14500,
        "reference": "LIC-1",
        "description": "A licence",
        "return_url": "https://service.example.org/done",
    })
}

pub(crate) async fn answer(response: Response) -> Answer {
    let (parts, body) = response.into_parts();
    Answer {
        status: parts.status,
        headers: parts.headers,
        bytes: body.into_vec().await.unwrap(),
    }
}

async fn new_key(application: &Application) -> String {
    let service = application.open_service("Licences").await.unwrap();
    let account = application
        .open_account(&service.id, Mode::Test, Provider::Sandbox)
        .await
        .unwrap();
    let everything = AccountChange {
        allows_moto: Some(true),
        allows_moto_api: Some(true),
        allows_telephone: Some(true),
        recurring: Some(true),
        rate_limit: Some(Some(RateLimit::of(10_000, 10_000, Duration::from_secs(1)))),
        ..AccountChange::default()
    };
    application
        .change_account(&account.id, everything)
        .await
        .unwrap();
    let key = application.make_key(&account.id, "test").await.unwrap();
    let key = key.text.expose_secret().to_owned();
    let Service { .. } = application.authenticate(&key).await.unwrap();
    key
}
