//! Any payment is found, and what lies behind it is seen: never who pays.

use application::staff::platform::PlatformError;
use domain::audit::Action;
use domain::payment::Payment;
use domain::payment::report::ReportedOutcome;
use domain::ports::queries::PaymentLookup;

use super::super::cast::{by_admin, fact};
use super::{WHY, both, hidden};
use crate::scene::reporting::report;
use crate::scene::{Scene, minutes, of};

fn named(name: &str) -> PaymentLookup {
    PaymentLookup {
        name: Some(name.to_owned()),
        service: None,
    }
}

fn says_who_pays(payment: &Payment) -> bool {
    let report = payment.report.as_ref();
    payment.holds_personal_data()
        || report.is_some_and(|report| {
            let number = report.telephone_number.as_deref();
            number == Some(crate::scene::reporting::TELEPHONE)
        })
}

#[tokio::test]
async fn a_payment_is_found_by_every_name_it_has() {
    let scene = Scene::new().await;
    let (grace, ada) = both(&scene).await;
    let paid = scene.paid().await;
    let payment = scene.payment(&paid).await;
    scene.world.clock.pass(minutes(1));
    let other = Scene::over(scene.world.clone()).await;
    let elsewhere = other.created(false).await.payment;
    let psp = payment.state.psp_reference().unwrap().as_str().to_owned();
    let find = async |lookup: PaymentLookup| {
        let found = scene.application.platform_payments(&grace, &lookup);
        let found = found.await.unwrap().into_iter();
        found
            .map(|found| {
                assert!(!says_who_pays(&found.payment));
                assert_eq!(found.account.id, found.payment.account);
                found.payment.id.clone()
            })
            .collect::<Vec<_>>()
    };

    for name in [paid.payment.as_str(), &psp] {
        assert_eq!(find(named(name)).await, std::slice::from_ref(&paid.payment));
    }
    let both = [elsewhere.clone(), paid.payment.clone()];
    assert_eq!(find(named("lic-1")).await, both);
    assert_eq!(find(named("lic")).await, []);
    let in_other = PaymentLookup {
        service: Some(other.house().await.id),
        ..named("LIC-1")
    };
    assert_eq!(find(in_other.clone()).await, [elsewhere]);
    let deed = scene.last_platform_deed().await;
    assert_eq!(deed.action, Action::PaymentsLookedUp);
    assert!(by_admin(&deed));
    assert_eq!(deed.target.as_deref(), Some("LIC-1"));
    let service = in_other.service.unwrap();
    assert_eq!(fact(&deed, "service"), Some(service.as_str()));
    let lookup = named("LIC-1");
    let nothing = scene.application.platform_payments(&ada, &lookup).await;
    assert!(hidden(nothing));
}

#[tokio::test]
async fn who_looks_for_nothing_finds_nothing_and_is_not_written_down() {
    let scene = Scene::new().await;
    let (grace, _) = both(&scene).await;
    scene.paid().await;
    let before = scene.last_platform_deed().await;

    let found = scene
        .application
        .platform_payments(&grace, &PaymentLookup::default())
        .await;

    assert!(found.unwrap().is_empty());
    assert_eq!(scene.last_platform_deed().await, before);
}

#[tokio::test]
async fn a_look_that_finds_nothing_is_written_down_too() {
    let scene = Scene::new().await;
    let (grace, _) = both(&scene).await;

    let lookup = named("somebody's reference");
    let found = scene.application.platform_payments(&grace, &lookup).await;

    assert!(found.unwrap().is_empty());
    let deed = scene.last_platform_deed().await;
    assert_eq!(deed.action, Action::PaymentsLookedUp);
}

#[tokio::test]
async fn what_lies_behind_a_payment_is_seen_from_inside_its_service() {
    let scene = Scene::new().await;
    let (person, grace) = scene.platform_admin().await;
    let paid = scene.paid().await;
    let refund = scene.refund(&paid, of(300, None)).await.unwrap();
    let id = paid.payment.as_str();
    let outside = scene.application.platform_payment(&grace, id).await;
    let Err(PlatformError::NotEntered(service)) = outside else {
        panic!("{outside:?}");
    };
    assert_eq!(*service, scene.house().await);

    let entered = scene.application.enter_service(&grace, &service.id, WHY);
    entered.await.unwrap();
    let inside = scene.again(&person).await;
    let seen = scene.application.platform_payment(&inside, id).await;
    let seen = seen.unwrap();

    assert!(!says_who_pays(&seen.payment));
    assert!(seen.payment.refund(&refund).is_some());
    assert!(seen.events.len() > 3);
    assert_eq!(seen.operations.len(), 3);
    assert!(seen.operations.iter().all(|one| one.ended.is_some()));
    let asked: Vec<&str> = seen.exchanges.iter().map(|one| &*one.asked).collect();
    assert_eq!(asked[..2], ["authorise 1000 pence", "capture 1000 pence"]);
    assert_eq!(asked.len(), 3);
    assert_eq!(seen.work.len(), 1, "it may still expire");
    let everything = format!("{seen:?}");
    for secret in ["ada@example.org", "Lovelace", crate::scene::GOOD] {
        assert!(!everything.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn from_inside_one_service_no_other_is_seen() {
    let scene = Scene::new().await;
    let (_, inside) = scene.inside().await;
    let other = Scene::over(scene.world.clone()).await;
    let theirs = other.paid().await;

    let id = theirs.payment.as_str();
    let seen = scene.application.platform_payment(&inside, id).await;

    assert!(matches!(seen, Err(PlatformError::NotEntered(_))));
    let nothing = scene.application.platform_payment(&inside, "nothing");
    assert!(hidden(nothing.await));
}

#[tokio::test]
async fn a_payment_that_was_reported_is_found_by_its_providers_name_without_who_called() {
    let scene = Scene::new().await;
    let (grace, _) = both(&scene).await;
    let reported = scene
        .application
        .report_payment(
            &scene.service,
            report("provider-7", ReportedOutcome::Success),
        )
        .await;
    reported.unwrap();

    let lookup = named("provider-7");
    let found = scene.application.platform_payments(&grace, &lookup).await;

    let found = found.unwrap();
    assert_eq!(found.len(), 1);
    assert!(!says_who_pays(&found[0].payment));
}
