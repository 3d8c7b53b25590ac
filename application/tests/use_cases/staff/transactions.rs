//! Staff look at transactions, and end payments that nobody has finished.

use application::actor::PayingUser;
use application::sandbox::disputes::OpenDispute;
use application::staff::Staff;
use application::staff::services::AccessError;
use application::staff::transactions::StaffCancelError;
use domain::account::Mode;
use domain::audit::Action;
use domain::dispute::DisputeReason;
use domain::payment::Status;
use domain::ports::queries::{TransactionPart, TransactionSearch, TransactionStatus};
use domain::staff::Role;

use super::ADA;
use crate::scene::{Scene, minutes, of};

fn by_email(email: &str) -> TransactionSearch {
    TransactionSearch {
        email: Some(email.to_owned()),
        ..TransactionSearch::default()
    }
}

/// What is listed, in a word for each, and whether it names who pays.
async fn listed(
    scene: &Scene,
    staff: &Staff,
    search: TransactionSearch,
) -> Vec<(TransactionStatus, bool)> {
    let house = scene.house().await;
    let mode = scene.service.account.mode;
    let page = scene
        .application
        .staff_transactions(staff, &house.id, mode, search)
        .await
        .unwrap();
    assert_eq!(page.total, page.items.len() as u64);
    let items = page.items.into_iter();
    items
        .map(|found| {
            let card = found.payment.card.as_ref();
            let named = card.is_some_and(|card| card.holder.is_some());
            assert_eq!(named, found.payment.email.is_some());
            (found.status(), named)
        })
        .collect()
}

/// A payment with a refund and a dispute, a minute apart.
async fn eventful(scene: &Scene) -> PayingUser {
    let paid = scene.paid().await;
    scene.world.clock.pass(minutes(1));
    scene.refund(&paid, of(300, None)).await.unwrap();
    scene.world.clock.pass(minutes(1));
    let command = OpenDispute {
        payment: paid.payment.to_string(),
        reason: DisputeReason::Fraudulent,
        amount: None,
    };
    scene.application.open_dispute(command).await.unwrap();
    paid
}

#[tokio::test]
async fn payments_refunds_and_disputes_stand_in_one_list_newest_first() {
    use TransactionStatus as S;
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    eventful(&scene).await;

    let all = listed(&scene, &ada, TransactionSearch::default()).await;
    let expected = [S::DisputeNeedsResponse, S::RefundSuccess, S::Success];
    assert_eq!(all, expected.map(|status| (status, true)));
    let refunds = TransactionSearch {
        statuses: vec![S::RefundSuccess],
        ..TransactionSearch::default()
    };
    assert_eq!(
        listed(&scene, &ada, refunds).await,
        [(S::RefundSuccess, true)]
    );
    // What is said of a payment holds for what is about it.
    assert_eq!(listed(&scene, &ada, by_email("ADA@")).await.len(), 3);
    assert_eq!(listed(&scene, &ada, by_email("bob@")).await, []);
}

#[tokio::test]
async fn a_developer_sees_and_finds_nobody_who_pays_real_money() {
    let scene = Scene::new().await;
    let (_, dev) = scene.member(ADA, Role::Developer).await;
    scene.paid().await;
    assert_eq!(
        listed(&scene, &dev, by_email("ada@")).await,
        [(TransactionStatus::Success, true)]
    );

    let live = scene.live().await;
    live.paid().await;
    let everything = [(TransactionStatus::Success, false)];
    for search in [
        by_email("ada@"),
        by_email("nobody@"),
        TransactionSearch {
            cardholder_name: Some("nobody".to_owned()),
            ..TransactionSearch::default()
        },
    ] {
        // What they ask about people is passed over: nothing can be learnt by asking.
        assert_eq!(listed(&live, &dev, search).await, everything);
    }
    let nothing = TransactionSearch {
        last_digits: Some("0000".to_owned()),
        ..TransactionSearch::default()
    };
    assert_eq!(listed(&live, &dev, nothing).await, []);
}

#[tokio::test]
async fn over_all_services_people_show_only_to_who_may_see_them_everywhere() {
    let scene = Scene::new().await;
    let (person, ada) = scene.member(ADA, Role::Viewer).await;
    scene.live().await.paid().await;
    let all = async |staff: &Staff, search| {
        let found = scene
            .application
            .staff_all_transactions(staff, Mode::Live, search);
        let (page, accounts) = found.await.unwrap();
        let people = page
            .items
            .iter()
            .filter(|found| found.payment.email.is_some())
            .count();
        (accounts.len(), page.items.len(), people)
    };
    let usual = TransactionSearch::default;
    assert_eq!(all(&ada, usual()).await, (1, 1, 1));
    assert_eq!(all(&ada, by_email("nobody@")).await, (1, 0, 0));

    // In another service she is a developer.
    let other = Scene::over(scene.world.clone()).await;
    let services = scene.application.services().await.unwrap();
    let theirs = services
        .iter()
        .find(|service| service.id == other.service.account.service);
    let theirs = theirs.unwrap();
    scene
        .application
        .place_member(ADA, &theirs.id, Role::Developer)
        .await
        .unwrap();
    let ada = scene.again(&person).await;
    let production = scene.through(|ports| ports.sandbox = None);
    production
        .application
        .open_account(&theirs.id, Mode::Live, domain::account::Provider::Worldpay)
        .await
        .unwrap();
    assert_eq!(all(&ada, usual()).await, (2, 1, 0));
    assert_eq!(all(&ada, by_email("nobody@")).await, (2, 1, 0));
    let (_, grace) = scene.platform_admin().await;
    assert_eq!(all(&grace, usual()).await, (0, 0, 0));
}

#[tokio::test]
async fn looking_at_who_paid_is_written_down_and_looking_at_the_rest_is_not() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let paid = scene.paid().await;
    let (_, viewer) = scene.member(ADA, Role::Viewer).await;
    let (_, admin) = scene.inside().await;
    let (application, mode) = (&scene.application, Mode::Test);
    let id = paid.payment.as_str();

    let seen = application.staff_transaction(&admin, &house.id, mode, id);
    let seen = seen.await.unwrap();
    assert_eq!(seen.payment.email, None);
    assert!(!seen.permitted.personal_data);
    let seen = application.staff_transaction_to_change(&viewer, &house.id, mode, id);
    let seen = seen.await.unwrap();
    assert_eq!(seen.payment.email, None);
    assert_eq!(scene.times(Action::PersonalDataSeen).await, 0);

    let seen = application.staff_transaction(&viewer, &house.id, mode, id);
    let seen = seen.await.unwrap();
    assert!(seen.payment.email.is_some());
    assert!(seen.events.len() > 3);
    let deed = scene.last_deed().await;
    assert_eq!(deed.action, Action::PersonalDataSeen);
    assert_eq!(deed.target.as_deref(), Some(id));
    assert_eq!(deed.by.email(), Some(ADA));
}

#[tokio::test]
async fn a_payment_is_reached_through_its_own_service_and_mode() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let paid = scene.paid().await;
    let created = scene.created(false).await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let other = scene.application.create_service(&ada, "Other", "").await;
    let other = other.unwrap();
    scene.live().await;
    let mut ada = ada;
    ada.member.join(other.id.clone(), Role::ServiceAdmin);

    for (service, mode, payment) in [
        (&other.id, Mode::Test, paid.payment.as_str()),
        (&house.id, Mode::Live, paid.payment.as_str()),
        (&house.id, Mode::Test, "nothing"),
    ] {
        let seen = scene
            .application
            .staff_transaction(&ada, service, mode, payment)
            .await;
        assert!(matches!(seen, Err(AccessError::NotFound)));
    }
    let cancelled = scene
        .application
        .staff_cancel(&ada, &other.id, Mode::Test, created.payment.as_str())
        .await;
    assert!(matches!(
        cancelled,
        Err(StaffCancelError::Access(AccessError::NotFound))
    ));
    assert_eq!(scene.status(&created).await, Status::Created);
}

#[tokio::test]
async fn an_unfinished_payment_is_cancelled_once() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let user = scene.authorised(false).await;
    let (_, ada) = scene.member(ADA, Role::RefundManager).await;
    let cancel = async || {
        scene
            .application
            .staff_cancel(&ada, &house.id, Mode::Test, user.payment.as_str())
            .await
    };

    let work = cancel().await.unwrap();
    scene.perform(work).await;

    assert_eq!(scene.status(&user).await, Status::CancelledByService);
    assert_eq!(scene.books(&user), ["authorised", "cancelled"]);
    assert!(matches!(cancel().await, Err(StaffCancelError::TooLate)));
    assert_eq!(scene.times(Action::PaymentCancelled).await, 1);
}

#[tokio::test]
async fn a_refund_knows_its_payment() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let paid = eventful(&scene).await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;

    let page = scene
        .application
        .staff_transactions(&ada, &house.id, Mode::Test, TransactionSearch::default())
        .await
        .unwrap();

    for found in &page.items {
        assert_eq!(found.payment.id, paid.payment);
    }
    let parts = page.items.iter().map(|found| match &found.part {
        TransactionPart::Payment => found.payment.total(),
        TransactionPart::Refund(refund) => refund.amount,
        TransactionPart::Dispute(dispute) => dispute.amount,
    });
    let parts: Vec<i64> = parts.map(|amount| amount.minor()).collect();
    assert_eq!(parts, [1_000, 300, 1_000]);
}
