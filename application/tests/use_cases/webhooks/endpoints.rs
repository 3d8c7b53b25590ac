//! Staff say where their service is told.

use application::staff::services::AccessError;
use application::staff::webhooks::{EndpointDescription, EndpointError, EndpointProblem};
use domain::account::Mode;
use domain::audit::Action;
use domain::webhook::endpoint::{ENDPOINT_DESCRIPTION_MAX, ENDPOINTS_MAX};
use domain::webhook::{DeliveryStatus, EndpointStatus, EventType, WebhookEndpoint};
use memory::Reply;

use super::{Desk, HOOK, OTHER_HOOK, seconds};
use crate::scene::hours;
use crate::staff::cast::fact;

fn described(url: &str, description: &str, events: &[EventType]) -> EndpointDescription {
    EndpointDescription {
        url: url.to_owned(),
        description: description.to_owned(),
        events: events.iter().copied().collect(),
    }
}

impl Desk {
    async fn try_register(
        &self,
        description: &EndpointDescription,
    ) -> Result<WebhookEndpoint, EndpointError> {
        let (ada, test) = (self.ada(), Mode::Test);
        let application = &self.scene.application;
        let registered = application.register_endpoint(&ada, &self.house, test, description);
        registered.await
    }

    async fn change(
        &self,
        id: &str,
        description: &EndpointDescription,
    ) -> Result<WebhookEndpoint, EndpointError> {
        let (ada, test) = (self.ada(), Mode::Test);
        let application = &self.scene.application;
        let changed = application.change_endpoint(&ada, &self.house, test, id, description);
        changed.await
    }

    async fn listed(&self) -> Vec<WebhookEndpoint> {
        let application = &self.scene.application;
        let ada = self.ada();
        let listed = application.staff_endpoints(&ada, &self.house, Mode::Test);
        listed.await.unwrap()
    }
}

#[tokio::test]
async fn an_endpoint_is_described_in_full_or_not_registered() {
    use EndpointProblem as P;
    let desk = Desk::new().await;
    let (one, long) = (
        [EventType::CardPaymentFailed],
        "é".repeat(ENDPOINT_DESCRIPTION_MAX + 1),
    );
    for (description, expected) in [
        (
            described("", "", &[]),
            vec![P::NoUrl, P::NoDescription, P::NoEvents],
        ),
        (described(" ", "A", &one), vec![P::NoUrl]),
        (described("service", "A", &one), vec![P::Url]),
        (described("ftp://service.example", "A", &one), vec![P::Url]),
        (described(HOOK, &long, &one), vec![P::LongDescription]),
        (described(HOOK, "  ", &one), vec![P::NoDescription]),
        (described(HOOK, "A", &[]), vec![P::NoEvents]),
    ] {
        let refused = desk.try_register(&description).await;
        let Err(EndpointError::Wrong(problems)) = refused else {
            panic!("{description:?}: {refused:?}");
        };
        assert_eq!(problems, expected, "{description:?}");
    }
    assert_eq!(desk.listed().await, []);

    let longest = "é".repeat(ENDPOINT_DESCRIPTION_MAX);
    let padded = described(&format!(" {HOOK} "), &format!(" {longest} "), &one);
    let registered = desk.try_register(&padded).await.unwrap();

    assert_eq!(registered.url.as_str(), HOOK);
    assert_eq!(registered.description, longest);
    assert_eq!(registered.events, one.into());
    assert_eq!(registered.status, EndpointStatus::Active);
    assert_eq!(desk.listed().await, [registered]);
}

#[tokio::test]
async fn only_a_sandbox_talks_to_http() {
    let desk = Desk::new().await;
    let http = described(
        "http://localhost:3000/",
        "A",
        &[EventType::CardPaymentFailed],
    );
    assert!(desk.try_register(&http).await.is_ok());

    let production = desk.scene.through(|ports| ports.sandbox = None);
    let (ada, test) = (desk.ada(), Mode::Test);
    let application = &production.application;
    let refused = application.register_endpoint(&ada, &desk.house, test, &http);
    let refused = refused.await;

    let Err(EndpointError::Wrong(problems)) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(problems, [EndpointProblem::NotHttps]);
}

#[tokio::test]
async fn an_account_has_no_endpoints_without_end() {
    let desk = Desk::new().await;
    for _ in 0..ENDPOINTS_MAX {
        desk.register(HOOK).await;
    }

    let one_more = described(HOOK, "A", &[EventType::CardPaymentFailed]);
    let refused = desk.try_register(&one_more).await;

    assert!(matches!(refused, Err(EndpointError::TooMany)));
    assert_eq!(desk.listed().await.len(), ENDPOINTS_MAX);
}

#[tokio::test]
async fn what_was_done_to_an_endpoint_is_on_record_and_what_changed_nothing_is_not() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let id = endpoint.id.as_str();
    let new = described(OTHER_HOOK, "New", &[EventType::CardPaymentFailed]);

    for _ in 0..2 {
        let changed = desk.change(id, &new).await.unwrap();
        assert_eq!(changed.url.as_str(), OTHER_HOOK);
        desk.activate(&endpoint, true).await;
    }
    for _ in 0..2 {
        desk.activate(&endpoint, false).await;
    }
    let (ada, application) = (desk.ada(), &desk.scene.application);
    let rotated = application.rotate_secret(&ada, &desk.house, Mode::Test, id);
    rotated.await.unwrap();

    let deeds = desk.scene.house_deeds().await;
    let deeds: Vec<_> = (deeds.iter())
        .filter(|deed| deed.action == Action::WebhookChanged)
        .collect();
    let done: Vec<_> = deeds
        .iter()
        .map(|deed| fact(deed, "done").unwrap())
        .collect();
    assert_eq!(
        done,
        ["registered", "changed", "deactivated", "secret rotated"]
    );
    for deed in deeds {
        assert_eq!(deed.target.as_deref(), Some(id));
        assert_eq!(fact(deed, "mode"), Some("test"));
    }
}

#[tokio::test]
async fn an_endpoint_is_told_at_its_new_address_of_its_new_events() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let before = desk.refunded().await;
    desk.scene
        .world
        .webhook_sender
        .usually(HOOK, Reply::Status(500));
    desk.scene.tell().await;
    let new = described(OTHER_HOOK, "New", &[EventType::CardPaymentCaptured]);
    desk.change(endpoint.id.as_str(), &new).await.unwrap();

    let after = desk.refunded().await;
    desk.scene.pass(seconds(60)).await;

    assert_eq!(desk.heard_of(HOOK, &before).len(), 3);
    assert_eq!(desk.heard_of(OTHER_HOOK, &before).len(), 3);
    assert_eq!(desk.heard_of(OTHER_HOOK, &after), ["card_payment_captured"]);
}

#[tokio::test]
async fn what_waits_for_an_endpoint_that_is_made_inactive_is_not_sent() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.scene.world.webhook_sender.next(HOOK, Reply::TimeOut);
    let tried = desk.failed().await;
    desk.scene.tell().await;
    desk.activate(&endpoint, false).await;

    desk.scene.pass(hours(24 * 3)).await;

    assert_eq!(desk.heard_of(HOOK, &tried).len(), 1);
    assert_eq!(
        desk.statuses(&endpoint).await,
        [DeliveryStatus::WillNotSend]
    );
    assert_eq!(desk.lanes_and_retries(), []);
    desk.activate(&endpoint, true).await;
    desk.scene.pass(hours(1)).await;
    assert_eq!(desk.heard_of(HOOK, &tried).len(), 1);
}

#[tokio::test]
async fn what_is_not_the_accounts_is_not_there() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let live = desk.scene.live().await;
    let (ada, application) = (desk.ada(), &live.application);
    let new = described(OTHER_HOOK, "New", &[EventType::CardPaymentFailed]);

    for (mode, id) in [
        (Mode::Live, endpoint.id.as_str()),
        (Mode::Test, "abcdefghijklmnopqrstuvwxyz"),
        (Mode::Test, "00000000000000000000000000"),
        (Mode::Test, ""),
    ] {
        let seen = application
            .staff_endpoint(&ada, &desk.house, mode, id)
            .await;
        assert!(matches!(seen, Err(AccessError::NotFound)), "{id}");
        let changed = application.change_endpoint(&ada, &desk.house, mode, id, &new);
        let changed = changed.await;
        let not_found = EndpointError::Access(AccessError::NotFound);
        assert_eq!(
            format!("{:?}", changed.unwrap_err()),
            format!("{not_found:?}")
        );
    }
    assert_eq!(desk.listed().await, [endpoint]);
}
