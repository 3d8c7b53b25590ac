//! A receiver of webhooks that outlives those who send to it, and what must have been told
//! once the program runs again: everything, in order, fanned out once.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use application::accounts::change::AccountChange;
use domain::account::{GatewayAccount, Mode};
use domain::email::{EmailContent, EmailState};
use domain::id::ID_LENGTH;
use domain::ports::queries::DeliverySearch;
use domain::webhook::secret::{place, text};
use domain::webhook::{
    Delivery, DeliveryStatus, EndpointStatus, EndpointUrl, EventType, SigningSecret,
    WebhookEndpoint,
};
use domain::work::LEASE;
use domain::{Payment, Timestamp, WebhookId};
use secrecy::{ExposeSecret, SecretString};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use super::House;

/// Where the endpoints are.
const PATHS: [&str; 2] = ["/one", "/two"];
/// What a payment that was paid and partly given back is told as, in order.
const EVENTS: [EventType; 3] = [
    EventType::CardPaymentSucceeded,
    EventType::CardPaymentCaptured,
    EventType::CardPaymentRefunded,
];

/// A server that takes every message.
pub struct Receiver(MockServer);

impl Receiver {
    /// Starts one, and registers two endpoints of an account with it. Paying users are told
    /// of refunds too.
    pub async fn start(house: &House, account: &GatewayAccount) -> anyhow::Result<Self> {
        let server = MockServer::start().await;
        let takes_all = Mock::given(method("POST")).respond_with(ResponseTemplate::new(204));
        takes_all.mount(&server).await;
        for (number, path) in (1..).zip(PATHS) {
            let url = format!("{}{path}", server.uri());
            let mut endpoint = endpoint(house, account, number, &url)?;
            let mut unit = house.ports.store.begin().await?;
            unit.webhooks().add(&mut endpoint).await?;
            unit.commit().await?;
        }
        let change = AccountChange {
            confirms_refunds: Some(true),
            ..AccountChange::default()
        };
        house
            .application()
            .change_account(&account.id, change)
            .await?;
        Ok(Self(server))
    }

    /// Checks that, a lease after the crash, everything about the payment is told.
    pub async fn check(&self, house: &House, payment: &Payment) -> anyhow::Result<()> {
        house.application().advance_clock(LEASE).await?;
        let received = self.0.received_requests().await.context("no records")?;
        let ours: Vec<_> = received
            .iter()
            .filter(|request| text_of(request).contains(payment.id.as_str()))
            .collect();
        // One crash repeats one message at most.
        let told = PATHS.len() * EVENTS.len();
        ensure!(
            ours.len() == told || ours.len() == told + 1,
            "{} messages",
            ours.len()
        );
        let endpoints = house.ports.queries.webhook_endpoints(&payment.account);
        for endpoint in endpoints.await? {
            let path = endpoint.url.as_url().path();
            let here = ours.iter().filter(|request| request.url.path() == path);
            let here: Vec<&Request> = here.copied().collect();
            in_order(&deliveries(house, &endpoint, payment).await?, &here)?;
        }
        emails(house, payment).await
    }
}

/// Whether an endpoint was told everything once, in order, however often it was said.
fn in_order(deliveries: &[Delivery], received: &[&Request]) -> anyhow::Result<()> {
    let events: Vec<EventType> = deliveries.iter().map(|delivery| delivery.event).collect();
    ensure!(events == EVENTS, "{events:?}");
    for delivery in deliveries {
        ensure!(
            delivery.status == DeliveryStatus::Successful,
            "{delivery:?}"
        );
    }
    let mut seen = Vec::new();
    let mut bodies = BTreeMap::new();
    for request in received {
        let name = request.headers.get("webhook-id").context("no name")?;
        let name = name.to_str()?;
        if !seen.contains(&name) {
            seen.push(name);
        }
        let body = bodies.entry(name).or_insert_with(|| text_of(request));
        ensure!(
            *body == text_of(request),
            "a repetition says something else"
        );
    }
    let expected: Vec<&str> = deliveries
        .iter()
        .map(|delivery| delivery.id.as_str())
        .collect();
    ensure!(seen == expected, "{seen:?} {expected:?}");
    Ok(())
}

/// The endpoint's deliveries of a payment, in the order of their events.
async fn deliveries(
    house: &House,
    endpoint: &WebhookEndpoint,
    payment: &Payment,
) -> anyhow::Result<Vec<Delivery>> {
    let search = DeliverySearch {
        payment: Some(payment.id.clone()),
        ..DeliverySearch::default()
    };
    let found = house
        .ports
        .queries
        .deliveries(&endpoint.id, &search)
        .await?;
    let mut deliveries = found.items;
    deliveries.sort_by_key(|delivery| delivery.position);
    Ok(deliveries)
}

/// Whether the paying user was written to once about each of both.
async fn emails(house: &House, payment: &Payment) -> anyhow::Result<()> {
    let emails = house.ports.queries.emails_about(&payment.id).await?;
    let told = |tells: fn(&EmailContent) -> bool| {
        let told = emails.iter().filter(|email| tells(&email.content));
        told.count()
    };
    let confirmed = told(|content| matches!(content, EmailContent::PaymentConfirmed(_)));
    let refunded = told(|content| matches!(content, EmailContent::RefundIssued(_)));
    ensure!((confirmed, refunded) == (1, 1), "{confirmed} {refunded}");
    for email in emails {
        ensure!(matches!(email.state, EmailState::Sent(_)), "{email:?}");
    }
    Ok(())
}

fn text_of(request: &Request) -> String {
    String::from_utf8_lossy(&request.body).into_owned()
}

/// An endpoint of an account that wants every event, not yet added.
pub fn endpoint(
    house: &House,
    account: &GatewayAccount,
    number: u8,
    url: &str,
) -> anyhow::Result<WebhookEndpoint> {
    let id = WebhookId::from_random([number; ID_LENGTH]);
    let secret = SecretString::from(text(Mode::Test, [number; ID_LENGTH]));
    let vault = &house.ports.people.vault;
    Ok(WebhookEndpoint {
        account: account.id.clone(),
        url: EndpointUrl::parse(url, true)?,
        description: format!("Endpoint {number}"),
        events: EventType::offered().collect(),
        secrets: vec![SigningSecret {
            sealed: vault.seal(&place(&id), secret.expose_secret().as_bytes()),
            made_at: Timestamp::from_millis(0),
            retires_at: None,
        }],
        status: EndpointStatus::Active,
        failing: None,
        created_at: Timestamp::from_millis(i64::from(number)),
        version: 0,
        id,
    })
}
