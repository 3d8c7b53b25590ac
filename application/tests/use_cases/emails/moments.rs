//! When paying users are written to, and what they read.

use application::accounts::change::AccountChange;
use application::payments::create::CreatePayment;
use domain::account::{EmailCollection, Mode, ServiceName, Surcharges};
use domain::payment::report::ReportedOutcome;
use domain::payment::{Email, Language};
use domain::ports::Store;
use domain::staff::Role;
use memory::{Behaviour, Call};

use super::Written;
use crate::scene::recurring::setting_up;
use crate::scene::reporting::report;
use crate::scene::{AMOUNT, DECLINED, GOOD, Scene, by_api, hours, minutes, new_payment, of, pence};
use crate::staff::ADA;

/// A corporate credit card.
const CORPORATE: &str = "4111111111111111";

/// A change of what paying users are written.
fn confirming(payments: bool, refunds: bool) -> AccountChange {
    AccountChange {
        confirms_payments: Some(payments),
        confirms_refunds: Some(refunds),
        ..AccountChange::default()
    }
}

#[tokio::test]
async fn a_payment_is_confirmed_as_soon_as_it_is_approved() {
    let scene = Scene::new().await;
    let user = scene.authorised(false).await;
    assert_eq!(scene.written(&user).await, []);

    let work = scene.application.confirm_payment(&user).await.unwrap();
    let before_capture = scene.written(&user).await;
    scene.perform(work).await;
    scene.settle().await;

    let [Written::Confirmed(receipt)] = before_capture.as_slice() else {
        panic!("{before_capture:?}");
    };
    assert_eq!(scene.written(&user).await, before_capture);
    let payment = scene.payment(&user).await;
    assert_eq!(receipt.service, "Licences");
    assert_eq!(receipt.reference, "LIC-1");
    assert_eq!(receipt.description, "A licence");
    assert_eq!(receipt.amount, pence(AMOUNT));
    assert_eq!(receipt.created_at, payment.created_at);
    assert_eq!((receipt.surcharge, &receipt.paragraph), (None, &None));
    let [email] = scene.post_about(&user).await.try_into().unwrap();
    assert_eq!(email.to, "ada@example.org");
    assert_eq!(email.about.unwrap().0, scene.service.account.id);
}

#[tokio::test]
async fn one_whose_capture_is_delayed_is_confirmed_when_the_psp_has_captured() {
    let scene = Scene::new().await;
    let user = scene.capturable().await;
    assert_eq!(scene.written(&user).await, []);
    scene.world.psp.next(Call::Capture, Behaviour::LoseAnswer);
    let id = user.payment.as_str();
    let work = scene.application.capture_payment(&scene.service, id).await;
    scene.perform(work.unwrap()).await;
    assert_eq!(scene.written(&user).await, []);

    scene.settle().await;

    assert!(matches!(
        scene.written(&user).await.as_slice(),
        [Written::Confirmed(_)]
    ));
}

#[tokio::test]
async fn what_comes_to_nothing_is_not_confirmed() {
    let scene = Scene::new().await;
    let declined = scene.started(false).await;
    scene.submit(&declined, DECLINED).await.ok();
    let cancelled = scene.authorised(true).await;
    scene.cancel(&cancelled).await;
    let expired = scene.created(false).await;
    scene.pass(minutes(90)).await;
    let released = scene.capturable().await;
    scene.pass(hours(24 * 30)).await;
    scene.settle().await;

    for user in [declined, cancelled, expired, released] {
        assert_eq!(scene.written(&user).await, []);
    }
}

#[tokio::test]
async fn a_payment_whose_capture_fails_later_was_confirmed_once() {
    let scene = Scene::new().await;
    scene.world.psp.usually(Call::Capture, Behaviour::Refuse);
    let user = scene.paid().await;

    scene.settle().await;

    assert!(matches!(
        scene.written(&user).await.as_slice(),
        [Written::Confirmed(_)]
    ));
}

#[tokio::test]
async fn payments_of_every_kind_are_confirmed_where_there_is_an_address() {
    let scene = Scene::new().await;
    let address = || Some(Email::parse("ada@example.org").unwrap());
    let moto = CreatePayment {
        moto: true,
        ..new_payment(false)
    };
    let telephone = scene.create(moto).await.unwrap().linked.payment;
    let telephone = scene.user(&telephone);
    scene.application.start_payment(&telephone).await.unwrap();
    scene.submit(&telephone, GOOD).await.unwrap();
    let work = scene.application.confirm_payment(&telephone).await.unwrap();
    scene.perform(work).await;

    let mut sent = Vec::new();
    for email in [address(), None] {
        let command = CreatePayment {
            email,
            ..by_api(false)
        };
        let linked = scene.create(command).await.unwrap().linked;
        let token = linked.token.unwrap().value.to_string();
        scene.send_card(&token, GOOD).await.unwrap();
        sent.push(scene.user(&linked.payment));
    }

    let agreement = scene.agreed().await;
    let first = scene.create(setting_up(&agreement, false)).await.unwrap();
    let first = scene.user(&first.linked.payment);
    scene.application.start_payment(&first).await.unwrap();
    scene.submit(&first, GOOD).await.unwrap();
    let work = scene.application.confirm_payment(&first).await.unwrap();
    scene.perform(work).await;
    let later = scene.taken_on(&agreement).await;

    let command = report("call-1", ReportedOutcome::Success);
    let reported = scene.application.report_payment(&scene.service, command);
    let reported = scene.user(&reported.await.unwrap().payment);
    scene.settle().await;

    for (name, user, number) in [
        ("telephone", &telephone, 1),
        ("by API", &sent[0], 1),
        ("by API, without an address", &sent[1], 0),
        ("setting an agreement up", &first, 1),
        ("on an agreement", &later, 0),
        ("reported", &reported, 0),
    ] {
        let written = scene.written(user).await;
        assert_eq!(written.len(), number, "{name}: {written:?}");
    }
}

#[tokio::test]
async fn a_payment_of_nothing_is_confirmed_too() {
    let scene = Scene::new().await;
    let scene = scene
        .with_account(AccountChange {
            allows_zero: Some(true),
            ..AccountChange::default()
        })
        .await;
    let nothing = CreatePayment {
        amount: pence(0),
        ..new_payment(false)
    };
    let created = scene.create(nothing).await.unwrap();
    let user = scene.user(&created.linked.payment);
    scene.application.start_payment(&user).await.unwrap();
    scene.submit(&user, GOOD).await.unwrap();
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;

    let written = scene.written(&user).await;
    let [Written::Confirmed(receipt)] = written.as_slice() else {
        panic!("{written:?}");
    };
    assert_eq!(receipt.amount, pence(0));
}

#[tokio::test]
async fn nobody_is_written_to_where_the_service_does_not_want_it() {
    let off = AccountChange {
        email: Some(EmailCollection::Off),
        ..confirming(true, true)
    };
    for (change, number) in [
        (confirming(true, true), 2),
        (confirming(true, false), 1),
        (confirming(false, true), 1),
        (confirming(false, false), 0),
        (off, 0),
    ] {
        let scene = Scene::new().await.with_account(change.clone()).await;
        let user = scene.paid().await;
        scene.refund(&user, of(300, None)).await.unwrap();
        let written = scene.written(&user).await;
        assert_eq!(written.len(), number, "{change:?}");
    }
}

#[tokio::test]
async fn a_new_account_confirms_payments_and_no_refunds() {
    let scene = Scene::new().await;
    let user = scene.paid().await;
    scene.refund(&user, of(300, None)).await.unwrap();

    let written = scene.written(&user).await;

    assert!(matches!(written.as_slice(), [Written::Confirmed(_)]));
}

#[tokio::test]
async fn nobody_who_gave_no_address_is_written_to() {
    let scene = Scene::new().await;
    let optional = AccountChange {
        email: Some(EmailCollection::Optional),
        ..confirming(true, true)
    };
    let scene = scene.with_account(optional).await;
    let without = CreatePayment {
        email: None,
        ..new_payment(false)
    };
    let created = scene.create(without).await.unwrap();
    let user = scene.user(&created.linked.payment);
    scene.application.start_payment(&user).await.unwrap();
    scene.submit(&user, GOOD).await.unwrap();
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;
    scene.refund(&user, of(300, None)).await.unwrap();

    assert_eq!(scene.post().await, []);
}

#[tokio::test]
async fn a_refund_is_told_once_the_psp_has_given_the_money_back() {
    let scene = Scene::new()
        .await
        .with_account(confirming(false, true))
        .await;
    let user = scene.paid().await;
    scene.world.psp.next(Call::Refund, Behaviour::Defer);
    scene.refund(&user, of(300, None)).await.unwrap();
    assert_eq!(scene.written(&user).await, []);
    scene.settle().await;
    scene.world.psp.next(Call::Refund, Behaviour::Refuse);
    scene.refund(&user, of(200, None)).await.unwrap();
    scene.settle().await;

    let written = scene.written(&user).await;
    let [Written::Refunded(receipt)] = written.as_slice() else {
        panic!("{written:?}");
    };
    assert_eq!(receipt.amount, pence(300));
    assert_eq!(receipt.reference, "LIC-1");
    assert_eq!((receipt.surcharge, &receipt.paragraph), (None, &None));
    assert_eq!(receipt.created_at, scene.payment(&user).await.created_at);
}

#[tokio::test]
async fn a_surcharge_and_the_services_own_paragraph_stand_in_the_confirmation() {
    let change = AccountChange {
        surcharges: Some(Surcharges {
            credit: Some(pence(250)),
            ..Surcharges::default()
        }),
        email_paragraph: Some(Some("Keep $reference. Show $reference.".to_owned())),
        ..confirming(true, true)
    };
    let scene = Scene::new().await.with_account(change).await;
    let user = scene.started(false).await;
    scene.submit(&user, CORPORATE).await.unwrap();
    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;
    scene.refund(&user, of(300, None)).await.unwrap();

    let [confirmed, refunded] = scene.written(&user).await.try_into().unwrap();

    let receipt = confirmed.receipt();
    assert_eq!(receipt.amount, pence(AMOUNT + 250));
    assert_eq!(receipt.surcharge, Some(pence(250)));
    assert_eq!(
        receipt.paragraph.as_deref(),
        Some("Keep LIC-1. Show LIC-1.")
    );
    assert_eq!(refunded.receipt().paragraph, None);
}

#[tokio::test]
async fn staff_see_beforehand_what_their_paying_users_will_read() {
    let change = AccountChange {
        email_paragraph: Some(Some("Keep $reference.".to_owned())),
        ..AccountChange::default()
    };
    let scene = Scene::new().await.with_account(change).await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let house = scene.house().await;

    for (language, word) in [(Language::English, "English"), (Language::Welsh, "Welsh")] {
        let application = &scene.application;
        let previews = application.preview_emails(&ada, &house.id, Mode::Test, language);
        let previews = previews.await.unwrap();
        let (confirmed, refunded) = (previews.payment_confirmed, previews.refund_issued);
        for letter in [&confirmed, &refunded] {
            let lines: Vec<_> = letter.text.lines().collect();
            assert_eq!(lines[..2], [word, "Licences"]);
        }
        assert!(confirmed.text.contains("Keep ABC-1234."));
        assert!(!refunded.text.contains("Keep"));
    }
    assert_eq!(scene.post().await, []);
}

#[tokio::test]
async fn who_pays_in_welsh_reads_the_welsh_name_where_there_is_one() {
    let scene = Scene::new().await;
    let welsh = || CreatePayment {
        language: Language::Welsh,
        ..new_payment(false)
    };
    let paid = async || {
        let created = scene.create(welsh()).await.unwrap();
        let user = scene.user(&created.linked.payment);
        scene.application.start_payment(&user).await.unwrap();
        scene.submit(&user, GOOD).await.unwrap();
        let work = scene.application.confirm_payment(&user).await.unwrap();
        scene.perform(work).await;
        scene.written(&user).await
    };

    let [before] = paid().await.try_into().unwrap();
    let mut house = scene.house().await;
    house.welsh_name = Some(ServiceName::parse("Trwyddedau").unwrap());
    let mut unit = scene.world.store.begin().await.unwrap();
    unit.accounts().save_service(&mut house).await.unwrap();
    unit.commit().await.unwrap();
    let [after] = paid().await.try_into().unwrap();
    let english = scene.paid().await;
    let [english] = scene.written(&english).await.try_into().unwrap();

    for (written, name, language) in [
        (before, "Licences", Language::Welsh),
        (after, "Trwyddedau", Language::Welsh),
        (english, "Licences", Language::English),
    ] {
        assert_eq!(written.receipt().service, name);
        assert_eq!(written.language(), language);
    }
}
