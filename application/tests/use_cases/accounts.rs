//! What the operator lets an account do.

use application::Application;
use application::accounts::change::{AccountChange, ChangeAccountError};
use domain::AccountId;
use domain::account::{EmailCollection, GatewayAccount, RateLimit, Surcharges};
use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};
use domain::id::ID_LENGTH;
use domain::ports::Queries;
use memory::World;

use crate::scene::{Scene, pence, policy, ports};

async fn stored(scene: &Scene) -> GatewayAccount {
    let id = &scene.service.account.id;
    let account = scene.world.store.account(id).await;
    account.unwrap().unwrap()
}

#[tokio::test]
async fn what_is_not_named_stays_as_it_is() {
    let scene = Scene::new().await;
    let before = stored(&scene).await;

    let id = &scene.service.account.id;
    let changed = scene
        .application
        .change_account(id, AccountChange::default());

    assert_eq!(changed.await.unwrap(), before);
    assert_eq!(stored(&scene).await, before);
}

#[tokio::test]
async fn what_is_named_is_changed() {
    let scene = Scene::new().await;
    let before = stored(&scene).await;
    let surcharges = Surcharges {
        credit: Some(pence(250)),
        ..Surcharges::default()
    };

    let change = AccountChange {
        cards: Some(AcceptedCards::of([(Brand::Visa, CardType::Debit)])),
        allows_moto: Some(false),
        allows_moto_api: Some(false),
        allows_telephone: Some(false),
        recurring: Some(false),
        allows_zero: Some(true),
        takes_prepaid: Some(false),
        asks_billing_address: Some(false),
        presumes_uk: Some(false),
        email: Some(EmailCollection::Off),
        confirms_payments: Some(false),
        confirms_refunds: Some(true),
        email_paragraph: Some(Some("Bring $reference.".to_owned())),
        requires_3ds: Some(false),
        masks_card_number: Some(false),
        masks_security_code: Some(false),
        approval_above: Some(Some(pence(5_000))),
        surcharges: Some(surcharges),
        rate_limit: Some(Some(RateLimit::ELEVATED)),
        disabled: Some(true),
    };
    let id = &scene.service.account.id;
    scene.application.change_account(id, change).await.unwrap();

    let expected = GatewayAccount {
        allows_moto: false,
        allows_moto_api: false,
        allows_telephone: false,
        recurring: false,
        allows_zero: true,
        takes_prepaid: false,
        asks_billing_address: false,
        presumes_uk: false,
        email: EmailCollection::Off,
        confirms_payments: false,
        confirms_refunds: true,
        email_paragraph: Some("Bring $reference.".to_owned()),
        requires_3ds: false,
        approval_above: Some(pence(5_000)),
        surcharges,
        rate_limit: Some(RateLimit::ELEVATED),
        disabled: true,
        cards: AcceptedCards::of([(Brand::Visa, CardType::Debit)]),
        version: before.version + 1,
        ..before
    };
    assert_eq!(stored(&scene).await, expected);
}

#[tokio::test]
async fn an_account_that_is_not_there_cannot_be_changed() {
    let scene = Scene::new().await;

    let id = AccountId::from_random([9; ID_LENGTH]);
    let changed = scene
        .application
        .change_account(&id, AccountChange::default());

    assert!(matches!(
        changed.await,
        Err(ChangeAccountError::NoSuchAccount)
    ));
}

#[tokio::test]
async fn a_new_account_may_do_little_and_the_demo_account_everything() {
    let application = Application::new(ports(&World::new()), policy());

    let demo = application.demo_account("Demo").await.unwrap();
    let again = application.demo_account("Demo").await.unwrap();
    let service = application.open_service("Other").await.unwrap();
    let opened = application.open_account(&service.id, demo.mode, demo.provider);
    let opened = opened.await.unwrap();

    let may = |account: &GatewayAccount| {
        [
            account.allows_moto,
            account.allows_moto_api,
            account.allows_telephone,
            account.recurring,
        ]
    };
    assert_eq!(may(&demo), [true; 4]);
    assert_eq!(may(&opened), [false; 4]);
    assert_eq!(again.id, demo.id);
}
