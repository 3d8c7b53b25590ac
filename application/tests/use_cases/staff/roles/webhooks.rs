//! Webhook endpoints, and what they were told.

use Permission as P;
use application::staff::webhooks::EndpointDescription;
use application::staff::webhooks::deliveries::Replay;
use domain::account::Mode;
use domain::id::ID_LENGTH;
use domain::ports::Store;
use domain::ports::Vault;
use domain::ports::queries::DeliverySearch;
use domain::staff::Permission;
use domain::webhook::secret::{place, text};
use domain::webhook::{
    Delivery, DeliveryStatus, EndpointStatus, EndpointUrl, EventType, SigningSecret,
    WebhookEndpoint,
};
use domain::{DeliveryId, PaymentId, WebhookId};
use memory::MemoryVault;

use super::{Answer, Needs, Walk};

pub(super) async fn walk(walk: &mut Walk) {
    let endpoint = endpoint(walk).await;
    seeing(walk, &endpoint).await;
    changing(walk, &endpoint).await;
    telling(walk, &endpoint).await;
}

fn described() -> EndpointDescription {
    EndpointDescription {
        url: "https://service.example/changed".to_owned(),
        description: "Changed".to_owned(),
        events: EventType::offered().collect(),
    }
}

/// An endpoint that somebody registered.
async fn endpoint(walk: &Walk) -> WebhookEndpoint {
    let id = WebhookId::from_random([9; ID_LENGTH]);
    let text = text(walk.mode, [9; ID_LENGTH]);
    let mut endpoint = WebhookEndpoint {
        account: walk.scene.service.account.id.clone(),
        url: EndpointUrl::parse("https://service.example/hook", false).unwrap(),
        description: "Theirs".to_owned(),
        events: EventType::offered().collect(),
        secrets: vec![SigningSecret {
            sealed: MemoryVault.seal(&place(&id), text.as_bytes()),
            made_at: walk.staff.at,
            retires_at: None,
        }],
        status: EndpointStatus::Active,
        failing: None,
        created_at: walk.staff.at,
        version: 0,
        id,
    };
    let mut unit = walk.scene.world.store.begin().await.unwrap();
    unit.webhooks().add(&mut endpoint).await.unwrap();
    unit.commit().await.unwrap();
    endpoint
}

/// What the endpoint was told of a payment.
async fn told(walk: &Walk, endpoint: &WebhookEndpoint) -> Delivery {
    let delivery = Delivery {
        id: DeliveryId::from_random([9; ID_LENGTH]),
        endpoint: endpoint.id.clone(),
        payment: PaymentId::from_random([9; ID_LENGTH]),
        event: EventType::CardPaymentCaptured,
        position: 1,
        happened_at: walk.staff.at,
        body: "who paid".to_owned(),
        status: DeliveryStatus::Successful,
        attempts: Vec::new(),
        next_at: None,
        replayed_after: 0,
        is_test: false,
        created_at: walk.staff.at,
    };
    let mut unit = walk.scene.world.store.begin().await.unwrap();
    let one = std::slice::from_ref(&delivery);
    unit.webhooks().add_deliveries(one).await.unwrap();
    unit.commit().await.unwrap();
    delivery
}

async fn seeing(walk: &mut Walk, endpoint: &WebhookEndpoint) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let (house, mode) = (walk.house.clone(), walk.mode);
    let (see, id) = (Needs::May(P::SeeWebhooks), endpoint.id.as_str());
    let delivery = told(walk, endpoint).await.id;

    let done = application.staff_endpoints(&staff, &house, mode).await;
    walk.note("staff_endpoints", see, done);

    let done = application.staff_endpoint(&staff, &house, mode, id).await;
    let secrets = done.as_ref().ok().map(|seen| !seen.secrets.is_empty());
    shows(walk, "staff_endpoint: secrets", P::ManageWebhooks, secrets);
    let changes = done.as_ref().ok().map(|seen| seen.may_change);
    shows(
        walk,
        "staff_endpoint: to change",
        P::ManageWebhooks,
        changes,
    );
    walk.note("staff_endpoint", see, done);

    let all = DeliverySearch::default();
    let done = application.staff_deliveries(&staff, &house, mode, id, all);
    let done = done.await;
    let hides = |page: &domain::ports::queries::Page<Delivery>| {
        page.items.iter().all(|delivery| delivery.body.is_empty())
    };
    assert!(done.as_ref().is_ok_and(hides) || done.is_err());
    walk.note("staff_deliveries", see, done);

    let done = application.staff_delivery(&staff, &house, mode, id, delivery.as_str());
    let done = done.await;
    let bodies = done.as_ref().ok();
    let bodies = bodies.map(|seen| !seen.delivery.body.is_empty());
    shows(walk, "staff_delivery: body", P::SeePersonalData, bodies);
    let replays = done.as_ref().ok().map(|seen| seen.may_replay);
    shows(walk, "staff_delivery: again", P::ManageWebhooks, replays);
    walk.note("staff_delivery", see, done);

    let other = match mode {
        Mode::Test => Mode::Live,
        Mode::Live => Mode::Test,
    };
    let done = application.staff_endpoint(&staff, &house, other, id).await;
    assert!(done.is_err(), "the other account has no such endpoint");
}

/// Whether a part of what they see is there for them: who sees nothing at all is not asked.
fn shows(walk: &mut Walk, name: &'static str, permission: Permission, there: Option<bool>) {
    let Some(there) = there else {
        return;
    };
    let answer = match there {
        true => Answer::Permitted,
        false => Answer::NotPermitted(permission),
    };
    walk.tell(name, Needs::May(permission), answer);
}

async fn changing(walk: &mut Walk, endpoint: &WebhookEndpoint) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let (house, mode) = (walk.house.clone(), walk.mode);
    let (manage, id) = (Needs::May(P::ManageWebhooks), endpoint.id.as_str());

    let described = described();
    let done = application.register_endpoint(&staff, &house, mode, &described);
    walk.note("register_endpoint", manage, done.await);
    let done = application.change_endpoint(&staff, &house, mode, id, &described);
    walk.note("change_endpoint", manage, done.await);
    for active in [false, true] {
        let done = application.activate_endpoint(&staff, &house, mode, id, active);
        walk.note("activate_endpoint", manage, done.await);
    }
    let done = application.rotate_secret(&staff, &house, mode, id).await;
    walk.note("rotate_secret", manage, done);
}

async fn telling(walk: &mut Walk, endpoint: &WebhookEndpoint) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());
    let (house, mode) = (walk.house.clone(), walk.mode);
    let (manage, id) = (Needs::May(P::ManageWebhooks), endpoint.id.as_str());

    let everything = Replay::Matching(Box::default());
    let done = application.replay_deliveries(&staff, &house, mode, id, everything);
    walk.note("replay_deliveries", manage, done.await);
    let event = EventType::CardPaymentFailed;
    let done = application.test_endpoint(&staff, &house, mode, id, event);
    walk.note("test_endpoint", manage, done.await);
}
