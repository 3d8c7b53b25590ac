//! Agreements: set up on the pages, and ended by the bank or the service.

use application::accounts::change::AccountChange;
use application::agreements::cancel::CancelAgreementError;
use application::agreements::create::CreateAgreementError;
use application::agreements::get::GetAgreementError;
use application::searching::SearchError;
use domain::agreement::AgreementStatus;
use domain::payment::Status;
use domain::ports::queries::{AgreementSearch, Sheet};
use memory::{Behaviour, Call};

use crate::scene::recurring::{GOOD_ONCE, new_agreement};
use crate::scene::{DECLINED, GOOD, Scene};

/// Another card that is authorised.
const ANOTHER: &str = "4444333322221111";

#[tokio::test]
async fn an_agreement_begins_without_a_card() {
    let scene = Scene::new().await;

    let id = scene.agreed().await;

    let application = &scene.application;
    let agreement = application.get_agreement(&scene.service, id.as_str()).await;
    let agreement = agreement.unwrap();
    assert_eq!(agreement.status, AgreementStatus::Created);
    assert_eq!(agreement.instrument, None);
    assert_eq!(agreement.reference.as_str(), "SUB-1");
    assert_eq!(agreement.user_identifier.unwrap().as_str(), "user-1");
}

#[tokio::test]
async fn an_account_without_recurring_payments_has_no_agreements() {
    let scene = Scene::new().await;
    let change = AccountChange {
        recurring: Some(false),
        ..AccountChange::default()
    };
    let scene = scene.with_account(change).await;

    let refused = scene
        .application
        .create_agreement(&scene.service, new_agreement());

    assert!(matches!(
        refused.await,
        Err(CreateAgreementError::RecurringDisabled)
    ));
}

#[tokio::test]
async fn it_gets_its_card_when_the_paying_user_confirms() {
    let scene = Scene::new().await;
    let agreement = scene.agreed().await;
    let user = scene.setting_up(&agreement, false).await;

    scene.submit(&user, GOOD).await.unwrap();
    let authorised = scene.agreement(&agreement).await;
    let work = scene.application.confirm_payment(&user).await.unwrap();
    let confirmed = scene.agreement(&agreement).await;
    scene.perform(work).await;

    assert_eq!(authorised.status, AgreementStatus::Created);
    assert_eq!(confirmed.status, AgreementStatus::Active);
    let payment = scene.payment(&user).await;
    let instrument = confirmed.instrument.unwrap();
    assert_eq!(Some(instrument.card), payment.card);
    assert_eq!(Some(instrument.stored), payment.stored_card);
    assert_eq!(payment.status(), Status::Success);
}

#[tokio::test]
async fn a_delayed_capture_does_not_delay_the_agreement() {
    let scene = Scene::new().await;
    let agreement = scene.agreed().await;
    let user = scene.setting_up(&agreement, true).await;
    scene.submit(&user, GOOD).await.unwrap();

    scene.application.confirm_payment(&user).await.unwrap();

    assert_eq!(scene.status(&user).await, Status::Capturable);
    let status = scene.agreement_status(&agreement).await;
    assert_eq!(status, AgreementStatus::Active);
}

#[tokio::test]
async fn a_payment_that_is_not_confirmed_brings_no_card() {
    for number in [GOOD, DECLINED] {
        let scene = Scene::new().await;
        let agreement = scene.agreed().await;
        let user = scene.setting_up(&agreement, false).await;
        scene.submit(&user, number).await.unwrap();

        let _ = scene.application.abandon_payment(&user).await;

        scene.settle().await;
        let agreement = scene.agreement(&agreement).await;
        assert_eq!(agreement.status, AgreementStatus::Created);
        assert_eq!(agreement.instrument, None);
    }
}

#[tokio::test]
async fn an_answer_found_later_brings_the_card_as_well() {
    let scene = Scene::new().await;
    let agreement = scene.agreed().await;
    let user = scene.setting_up(&agreement, false).await;
    scene.world.psp.next(Call::Authorise, Behaviour::LoseAnswer);
    scene.submit(&user, GOOD).await.unwrap();
    scene.pass(std::time::Duration::from_secs(5)).await;

    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;

    let status = scene.agreement_status(&agreement).await;
    assert_eq!(status, AgreementStatus::Active);
    let taken = scene.taken_on(&agreement).await;
    assert_eq!(scene.books(&taken)[0], "authorised");
}

#[tokio::test]
async fn a_psp_keeps_cards_for_agreements_alone() {
    let scene = Scene::new().await;
    let agreement = scene.agreed().await;

    let with = scene.set_up(&agreement, GOOD).await;
    let without = scene.paid().await;

    assert!(scene.payment(&with).await.stored_card.is_some());
    assert_eq!(scene.payment(&without).await.stored_card, None);
}

#[tokio::test]
async fn a_new_card_replaces_the_old_one() {
    let scene = Scene::new().await;
    let agreement = scene.active(GOOD_ONCE).await;

    scene.set_up(&agreement, ANOTHER).await;

    let replaced = scene.agreement(&agreement).await;
    assert_eq!(replaced.status, AgreementStatus::Active);
    let last_four = replaced.instrument.unwrap().card.last_four;
    assert_eq!(last_four.unwrap(), "1111");
    let taken = scene.taken_on(&agreement).await;
    assert_eq!(scene.books(&taken), ["authorised"]);
}

#[tokio::test]
async fn a_new_card_revives_an_agreement_that_became_inactive() {
    let scene = Scene::new().await;
    let agreement = scene.active(GOOD_ONCE).await;
    scene.taken_on(&agreement).await;
    let declined = scene.agreement_status(&agreement).await;

    scene.set_up(&agreement, GOOD).await;

    assert_eq!(declined, AgreementStatus::Inactive);
    let revived = scene.agreement_status(&agreement).await;
    assert_eq!(revived, AgreementStatus::Active);
}

#[tokio::test]
async fn an_agreement_that_is_ended_while_somebody_pays_takes_no_card() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let user = scene.setting_up(&agreement, false).await;
    scene.submit(&user, ANOTHER).await.unwrap();
    let id = agreement.as_str();
    let cancelled = scene.application.cancel_agreement(&scene.service, id);
    cancelled.await.unwrap();

    let work = scene.application.confirm_payment(&user).await.unwrap();
    scene.perform(work).await;

    let agreement = scene.agreement(&agreement).await;
    assert_eq!(agreement.status, AgreementStatus::Cancelled);
    let last_four = agreement.instrument.unwrap().card.last_four;
    assert_eq!(last_four.unwrap(), "4242");
    assert_eq!(scene.status(&user).await, Status::Success);
}

#[tokio::test]
async fn only_an_active_agreement_can_be_ended() {
    let scene = Scene::new().await;
    let without_card = scene.agreed().await;
    let active = scene.active_with_good_card().await;
    let inactive = scene.active(GOOD_ONCE).await;
    scene.taken_on(&inactive).await;
    let cancel = async |id: &str| {
        let cancelled = scene.application.cancel_agreement(&scene.service, id);
        cancelled.await
    };

    cancel(active.as_str()).await.unwrap();

    assert!(scene.agreement(&active).await.cancelled_at.is_some());
    for id in [&without_card, &active, &inactive] {
        let refused = cancel(id.as_str()).await;
        assert!(matches!(refused, Err(CancelAgreementError::NotActive)));
    }
    for id in ["nonsense", "abcdefghijklmnopqrstuvwxyz"] {
        let refused = cancel(id).await;
        assert!(matches!(refused, Err(CancelAgreementError::NotFound)));
    }
}

#[tokio::test]
async fn another_account_sees_no_agreement_and_ends_none() {
    let scene = Scene::new().await;
    let agreement = scene.active_with_good_card().await;
    let stranger = Scene::over(scene.world.clone()).await.service;
    let application = &scene.application;

    let seen = application.get_agreement(&stranger, agreement.as_str());
    let seen = seen.await;
    let ended = application.cancel_agreement(&stranger, agreement.as_str());
    let ended = ended.await;
    let found = application
        .search_agreements(&stranger, &AgreementSearch::default())
        .await;

    assert!(matches!(seen, Err(GetAgreementError::NotFound)));
    assert!(matches!(ended, Err(CancelAgreementError::NotFound)));
    assert_eq!(found.unwrap().total, 0);
}

#[tokio::test]
async fn agreements_are_found_by_where_they_stand() {
    let scene = Scene::new().await;
    scene.agreed().await;
    let active = scene.active_with_good_card().await;
    let search = async |status, page| {
        let search = AgreementSearch {
            reference: Some("sub-1".to_owned()),
            status,
            sheet: Sheet {
                page,
                display_size: 1,
            },
        };
        let application = &scene.application;
        application.search_agreements(&scene.service, &search).await
    };

    let found = search(Some(AgreementStatus::Active), 1).await.unwrap();

    assert_eq!(found.total, 1);
    assert_eq!(found.items[0].id, active);
    assert_eq!(search(None, 1).await.unwrap().total, 2);
    let beyond = search(None, 3).await;
    assert!(matches!(beyond, Err(SearchError::NoSuchPage)));
}
