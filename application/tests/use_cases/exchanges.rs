//! What was said between us and a PSP is written down, in words that may rest.

use domain::work::WorkKind;
use memory::{Behaviour, Call};

use crate::scene::{AMOUNT, DECLINED, FAILING, GOOD, Scene, hours, minutes, of, on_agreement};

/// What was asked and answered about all payments so far.
fn heard(scene: &Scene) -> Vec<(String, String)> {
    let exchanges = scene.world.store.all_exchanges().into_iter();
    exchanges.map(|one| (one.asked, one.answered)).collect()
}

/// The last question, and the beginning of its answer.
fn assert_last(scene: &Scene, asked: &str, answered: &str) {
    let (last_asked, last_answered) = heard(scene).pop().unwrap();
    assert_eq!(last_asked, asked);
    assert!(last_answered.starts_with(answered), "{last_answered}");
    let calls = scene.world.psp.calls().len();
    assert_eq!(heard(scene).len(), calls, "as many answers as calls");
}

#[tokio::test]
async fn a_payment_leaves_a_line_for_each_call() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    assert_last(&scene, "authorise 1000 pence", "authorised as psp-");
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;
    assert_last(&scene, "capture 1000 pence", "captured on 2026-06-24");
    let refund = scene.refund(&user, of(300, None)).await.unwrap();
    let asked = format!("give back 300 pence as refund {refund}");
    assert_last(&scene, &asked, "given back as psp-");

    for exchange in scene.world.store.all_exchanges() {
        assert_eq!(exchange.payment, user.payment);
        assert_eq!(exchange.at, memory::START);
        let calls = scene.world.psp.calls();
        assert!(calls.iter().all(|(_, of)| *of == exchange.order_code));
    }
}

#[tokio::test]
async fn answers_that_are_no_are_written_down() {
    let scene = Scene::new().await;
    for (number, answered) in [(DECLINED, "declined"), (FAILING, "failed")] {
        let user = scene.started(false).await;
        let _ = scene.submit(&user, number).await;
        assert_last(&scene, "authorise 1000 pence", answered);
    }

    let user = scene.capturable().await;
    scene.world.psp.next(Call::Cancel, Behaviour::Refuse);
    scene.cancel(&user).await;
    assert_last(&scene, "release what is held", "refused");
    scene.pass(minutes(10)).await;
    assert_last(&scene, "release what is held", "released");
    let user = scene.paid().await;
    scene.world.psp.next(Call::Refund, Behaviour::Refuse);
    let refund = scene.refund(&user, of(1, None)).await.unwrap();
    let asked = format!("give back 1 pence as refund {refund}");
    assert_last(&scene, &asked, "refused");
}

#[tokio::test]
async fn no_answer_is_written_down_and_so_is_the_question_after_it() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);
    scene.submit(&user, GOOD).await.unwrap();
    assert_last(
        &scene,
        "authorise 1000 pence",
        "the outcome at the PSP is unknown: ",
    );
    scene.pass(minutes(1)).await;
    assert_last(&scene, "what became of it?", "authorised as psp-");

    for call in [Call::Capture, Call::Refund] {
        scene.world.psp.next(call, Behaviour::LoseAnswer);
    }
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;
    assert_last(
        &scene,
        "capture 1000 pence",
        "the outcome at the PSP is unknown: ",
    );
    scene.pass(hours(2)).await;
    assert_last(&scene, "capture 1000 pence", "captured on");
    let refund = scene.refund(&user, of(1, None)).await.unwrap();
    let asked = format!("give back 1 pence as refund {refund}");
    assert_last(&scene, &asked, "the outcome at the PSP is unknown: ");
    scene.pass(hours(2)).await;
    assert_last(&scene, &asked, "given back as");
}

#[tokio::test]
async fn a_request_that_never_left_us_is_written_down_as_that() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::NotSend);

    let _ = scene.submit(&user, GOOD).await;

    let (asked, answered) = heard(&scene).pop().unwrap();
    assert_eq!(asked, "authorise 1000 pence");
    assert!(
        answered.starts_with("the request was not sent"),
        "{answered}"
    );
}

#[tokio::test]
async fn what_is_answered_later_is_asked_about_and_written_down() {
    let scene = Scene::new().await;
    scene.world.psp.next(Call::Capture, Behaviour::Defer);
    let user = scene.paid().await;
    assert_last(&scene, "capture 1000 pence", "will be captured");
    scene.pass(hours(1)).await;
    assert_last(&scene, "what became of it?", "authorised as");

    let paid = scene.paid().await;
    scene.world.psp.next(Call::Refund, Behaviour::Defer);
    let refund = scene.refund(&paid, of(1, None)).await.unwrap();
    let asked = format!("give back 1 pence as refund {refund}");
    assert_last(&scene, &asked, "will be given back as");
    let held = scene.capturable().await;
    scene.world.psp.next(Call::Cancel, Behaviour::Defer);
    scene.cancel(&held).await;
    assert_last(&scene, "release what is held", "will be released");
    assert_ne!(user.payment, paid.payment);
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_written_down_all_the_same() {
    let scene = Scene::new().await;
    let user = scene.started(false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::Stall);
    let paying = tokio::spawn({
        let (scene, user) = (scene.shared(), user.clone());
        async move { scene.submit(&user, GOOD).await }
    });
    scene.until_stalled().await;
    scene.cancel(&user).await;
    scene.world.psp.release();
    let _ = paying.await.unwrap();

    let words = heard(&scene);
    let authorised = words
        .iter()
        .filter(|(asked, answered)| asked.starts_with("authorise") && answered.contains("psp-"));
    assert_eq!(authorised.count(), 1, "{words:?}");
    scene.settle().await;
    assert_eq!(heard(&scene).len(), scene.world.psp.calls().len());
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
}

#[tokio::test]
async fn the_second_of_two_captures_is_written_down_too() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.world.psp.next(Call::Capture, Behaviour::Stall);
    let stalled = tokio::spawn({
        let (scene, work) = (scene.shared(), work.clone());
        async move { scene.perform(work).await }
    });
    scene.until_stalled().await;
    scene.perform(work).await;
    scene.world.psp.release();
    stalled.await.unwrap();

    assert_eq!(scene.world.psp.count(Call::Capture), 2);
    assert_eq!(heard(&scene).len(), scene.world.psp.calls().len());
    assert_eq!(scene.books(&user), ["authorised", "captured"]);
}

#[tokio::test]
async fn a_payment_on_an_agreement_names_no_card() {
    let scene = Scene::new().await;
    let agreement = scene.active(GOOD).await;
    let created = scene
        .create(on_agreement(agreement.as_str()))
        .await
        .unwrap();
    let payment = created.linked.payment;
    scene.pass(minutes(1)).await;

    let words = heard(&scene);
    let on_the_card_kept = format!("authorise {AMOUNT} pence on the card kept");
    assert!(
        words.iter().any(|(asked, _)| *asked == on_the_card_kept),
        "{words:?}"
    );
    let everything = format!("{words:?}");
    for secret in [GOOD, "4242 ", "kept-", "Lovelace", "ada@example.org"] {
        assert!(!everything.contains(secret), "{secret}");
    }
    let left = scene.payment_work();
    assert!(!left.contains(&WorkKind::AuthoriseStored(payment.id.clone())));
}
