//! Which events are told to whom.

use application::accounts::change::AccountChange;
use domain::account::{EmailCollection, Mode, Provider};
use domain::payment::report::{ReportedCode, ReportedOutcome};
use domain::ports::{Clock, Queries};
use domain::webhook::{DeliveryStatus, EventType};
use domain::work::{Handled, Work, WorkKind};
use domain::{Payment, WorkId};
use memory::{Behaviour, Call};

use super::{Desk, HOOK, OTHER_HOOK, said};
use crate::scene::reporting::{failed, report};
use crate::scene::{DECLINED, FAILING, GOOD, Scene, hours, minutes, new_payment};

impl Desk {
    /// The payment that somebody is paying, under each of these names, and what a service
    /// is to be told of it.
    async fn journeys(&self) -> Vec<(&'static str, Payment, Vec<&'static str>)> {
        let scene = &self.scene;
        let mut journeys = Vec::new();
        let paid = scene.paid().await;
        journeys.push(("paid", paid, vec!["succeeded", "captured"]));
        let refunded = self.refunded().await;
        let three = vec!["succeeded", "captured", "refunded"];
        journeys.push(("refunded", refunded, three));
        for (name, card) in [("declined", DECLINED), ("an error", FAILING)] {
            let user = scene.started(false).await;
            scene.submit(&user, card).await.ok();
            journeys.push((name, user, vec!["failed"]));
        }
        let cancelled = self.failed().await;
        journeys.push(("cancelled by the service", cancelled, vec!["failed"]));
        let abandoned = scene.started(false).await;
        scene.application.abandon_payment(&abandoned).await.unwrap();
        journeys.push(("cancelled by its user", abandoned, vec!["failed"]));
        journeys.push(("waiting", scene.capturable().await, vec![]));
        let captured = scene.capturable().await;
        let id = captured.payment.as_str();
        let work = scene.application.capture_payment(&scene.service, id).await;
        scene.perform(work.unwrap()).await;
        let two = vec!["succeeded", "captured"];
        journeys.push(("captured by the service", captured, two.clone()));
        let (by_api, token) = scene.by_api(false).await;
        scene.send_card(&token, GOOD).await.unwrap();
        journeys.push(("by API", by_api, two.clone()));
        let agreement = scene.agreed().await;
        journeys.push((
            "setting an agreement up",
            scene.set_up(&agreement, GOOD).await,
            two.clone(),
        ));
        let on_it = scene.taken_on(&agreement).await;
        journeys.push(("on an agreement", on_it, two));
        for (name, provider_id, outcome, told) in [
            ("reported", "call-1", ReportedOutcome::Success, "succeeded"),
            (
                "reported failed",
                "call-2",
                failed(ReportedCode::Declined),
                "failed",
            ),
        ] {
            let command = report(provider_id, outcome);
            let reported = scene.application.report_payment(&scene.service, command);
            let user = scene.user(&reported.await.unwrap().payment);
            journeys.push((name, user, vec![told]));
        }
        let mut payments = Vec::new();
        for (name, user, told) in journeys {
            payments.push((name, scene.payment(&user).await, told));
        }
        payments
    }
}

#[tokio::test]
async fn every_event_reaches_the_endpoint_that_wants_it_and_no_other() {
    let desk = Desk::new().await;
    desk.register(HOOK).await;
    let url = |event: EventType| format!("https://service.example/{}", event.word());
    for event in EventType::offered() {
        desk.register_for(&url(event), [event]).await;
    }

    let journeys = desk.journeys().await;
    let unfinished = desk.scene.created(false).await;
    desk.scene.tell().await;
    desk.scene.pass(minutes(90)).await;

    let mut expected = 0;
    for (name, payment, told) in &journeys {
        let user = desk.scene.user(payment);
        let heard = desk.heard_of(HOOK, &user);
        let told: Vec<_> = told
            .iter()
            .map(|word| format!("card_payment_{word}"))
            .collect();
        assert_eq!(heard, told, "{name}");
        for event in EventType::offered() {
            let here: Vec<_> = told.iter().filter(|word| *word == event.word()).collect();
            let heard = desk.heard_of(&url(event), &user);
            assert_eq!(heard.iter().collect::<Vec<_>>(), here, "{name}");
        }
        expected += told.len();
    }
    let expired = desk.heard_of(HOOK, &unfinished);
    assert_eq!(expired, ["card_payment_expired"]);
    let all = desk.scene.world.webhook_sender.sent().len();
    assert_eq!(all, 2 * (expected + 1));
}

#[tokio::test]
async fn a_payment_that_its_service_forgot_expires_once() {
    let (desk, _) = Desk::with_endpoint().await;
    let user = desk.scene.capturable().await;

    desk.scene.pass(hours(24 * 30)).await;
    desk.scene.settle().await;

    assert_eq!(desk.heard_of(HOOK, &user), ["card_payment_expired"]);
}

#[tokio::test]
async fn a_capture_that_takes_long_is_told_when_the_psp_has_captured() {
    let (desk, _) = Desk::with_endpoint().await;
    desk.scene.world.psp.next(Call::Capture, Behaviour::NotSend);
    let user = desk.scene.paid().await;

    desk.scene.tell().await;
    assert_eq!(desk.heard_of(HOOK, &user), ["card_payment_succeeded"]);

    desk.scene.pass(hours(2)).await;
    let heard = desk.heard_of(HOOK, &user);
    assert_eq!(heard, ["card_payment_succeeded", "card_payment_captured"]);
}

#[tokio::test]
async fn a_message_shows_the_payment_as_it_was_when_its_event_was_handed_on() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let user = desk.scene.capturable().await;
    let id = user.payment.as_str();
    let service = &desk.scene.service;
    let work = desk.scene.application.capture_payment(service, id).await;
    desk.scene.tell().await;
    desk.scene.perform(work.unwrap()).await;
    desk.scene.tell().await;

    let sent = desk.sent_to(HOOK);
    let statuses: Vec<_> = sent.iter().map(|one| said(one).status.to_owned()).collect();
    assert_eq!(statuses, ["Success", "Success"]);
    let deliveries = desk.deliveries(&endpoint).await;
    for message in &sent {
        let told = said(message);
        let delivery = deliveries.iter().find(|one| one.id == message.id).unwrap();
        assert_eq!(told.id, delivery.id.as_str());
        assert_eq!(told.event, delivery.event.word());
        assert_eq!(told.payment, id);
        assert_eq!(message.body, delivery.body);
        assert_eq!(delivery.status, DeliveryStatus::Successful);
        let status = delivery.attempts[0].outcome.status();
        assert_eq!((delivery.attempts.len(), status), (1, Some(200)));
        assert_eq!(delivery.attempts[0].answer, "status 200");
    }
}

#[tokio::test]
async fn an_event_is_handed_on_once_however_often_that_is_tried() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    desk.refunded().await;
    let again = Work::due(
        WorkId::from_random([9; domain::id::ID_LENGTH]),
        WorkKind::DispatchEvents,
        desk.scene.world.clock.now(),
    );

    for _ in 0..3 {
        let handled = desk.scene.application.perform(&again).await.unwrap();
        assert_eq!(handled, Handled::Finished);
        desk.scene.tell().await;
    }

    assert_eq!(desk.heard(HOOK).len(), 3);
    assert_eq!(desk.deliveries(&endpoint).await.len(), 3);
    let events = desk.scene.world.store.all_events();
    assert!(events.iter().all(|(_, handed_on)| *handed_on));
    assert!(!desk.scene.world.store.has_undispatched().await.unwrap());
}

#[tokio::test]
async fn several_endpoints_are_told_and_none_that_was_not_there_or_not_active() {
    let (desk, _) = Desk::with_endpoint().await;
    let other = desk.register(OTHER_HOOK).await;
    let silent = desk.register("https://service.example/silent").await;
    desk.activate(&silent, false).await;
    let before = desk.failed().await;
    desk.scene.tell().await;
    let late = desk.register("https://service.example/late").await;
    desk.activate(&other, false).await;

    let after = desk.failed().await;
    desk.scene.tell().await;

    for (url, user, told) in [
        (HOOK, &before, true),
        (HOOK, &after, true),
        (OTHER_HOOK, &before, true),
        (OTHER_HOOK, &after, false),
        ("https://service.example/silent", &before, false),
        ("https://service.example/late", &before, false),
        ("https://service.example/late", &after, true),
    ] {
        assert_eq!(desk.heard_of(url, user).len(), usize::from(told), "{url}");
    }
    assert_eq!(desk.deliveries(&silent).await, []);
    assert_eq!(desk.deliveries(&late).await.len(), 1);
}

#[tokio::test]
async fn another_accounts_payments_are_not_told() {
    let (desk, endpoint) = Desk::with_endpoint().await;
    let other = Scene::over(desk.scene.world.clone()).await;
    let theirs = other.paid().await;
    let live = desk.scene.live().await;
    assert_eq!(live.service.account.mode, Mode::Live);
    assert_eq!(live.service.account.provider, Provider::Worldpay);
    live.paid().await;

    desk.scene.tell().await;

    assert_eq!(desk.heard_of(HOOK, &theirs), [""; 0]);
    assert_eq!(desk.deliveries(&endpoint).await, []);
}

#[tokio::test]
async fn what_nobody_wants_to_know_is_handed_on_without_a_trace() {
    let desk = Desk::new().await;
    let quiet = AccountChange {
        email: Some(EmailCollection::Off),
        ..AccountChange::default()
    };
    let scene = desk.scene.with_account(quiet).await;
    scene.create(new_payment(false)).await.unwrap();
    scene.paid().await;

    scene.tell().await;

    assert!(!scene.world.store.has_undispatched().await.unwrap());
    assert_eq!(desk.lanes_and_retries(), []);
    assert_eq!(scene.post().await, []);
}
