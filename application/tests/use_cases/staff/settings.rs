//! Staff change how payments are taken, within what fits together.

mod fitting;

use application::accounts::change::AccountChange;
use application::staff::Staff;
use application::staff::services::AccessError;
use application::staff::settings::SettingsError;
use domain::account::{EmailCollection, GatewayAccount, Mode, RateLimit, Surcharges};
use domain::audit::Action;
use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};
use domain::ports::{Queries, Store, StoreError};
use domain::staff::{Permission, Role};

use super::ADA;
use super::cast::fact;
use crate::scene::{Scene, pence};

async fn stored(scene: &Scene) -> GatewayAccount {
    let id = &scene.service.account.id;
    scene.world.store.account(id).await.unwrap().unwrap()
}

async fn change(
    scene: &Scene,
    staff: &Staff,
    change: AccountChange,
) -> Result<GatewayAccount, SettingsError> {
    let house = scene.house().await;
    scene
        .application
        .staff_change_settings(staff, &house.id, Mode::Test, change)
        .await
}

#[tokio::test]
async fn an_admin_changes_settings_and_the_record_says_what_they_are_now() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let before = stored(&scene).await;
    let surcharges = Surcharges {
        credit: Some(pence(250)),
        ..Surcharges::default()
    };

    let wanted = AccountChange {
        cards: Some(AcceptedCards::of([(Brand::Visa, CardType::Debit)])),
        takes_prepaid: Some(false),
        asks_billing_address: Some(false),
        email: Some(EmailCollection::Optional),
        masks_security_code: Some(true),
        approval_above: Some(Some(pence(5_000))),
        surcharges: Some(surcharges),
        // As it was.
        presumes_uk: Some(before.presumes_uk),
        ..AccountChange::default()
    };
    let changed = change(&scene, &ada, wanted).await.unwrap();

    assert_eq!(changed, stored(&scene).await);
    assert_eq!(changed.version, before.version + 1);
    assert_eq!(changed.approval_above, Some(pence(5_000)));
    assert_eq!(changed.surcharges, surcharges);
    let deed = scene.last_deed().await;
    assert_eq!(deed.action, Action::SettingsChanged);
    assert_eq!(deed.by.email(), Some(ADA));
    let facts: Vec<(&str, &str)> = deed.facts.iter().map(|(a, b)| (&**a, &**b)).collect();
    assert_eq!(
        facts,
        [
            ("mode", "test"),
            ("cards", "visa debit"),
            ("prepaid cards", "no"),
            ("billing address", "no"),
            ("e-mail address", "optional"),
            ("hides security code", "yes"),
            ("refund approval above", "5000 pence"),
            ("surcharge, credit", "250 pence"),
        ]
    );
}

#[tokio::test]
async fn nothing_is_recorded_where_nothing_changed() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let before = stored(&scene).await;

    let same = AccountChange {
        cards: Some(before.cards.clone()),
        email: Some(before.email),
        ..AccountChange::default()
    };
    let changed = change(&scene, &ada, same).await.unwrap();

    assert_eq!(changed, before);
    assert_eq!(stored(&scene).await, before);
    assert_eq!(scene.house_deeds().await, []);
}

#[tokio::test]
async fn only_the_platform_changes_what_is_worth_money_to_it() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let (_, admin) = scene.inside().await;
    let usual = AccountChange::default;

    for (name, wanted) in [
        (
            "orders by telephone",
            AccountChange {
                allows_moto: Some(false),
                ..usual()
            },
        ),
        (
            "card details by API",
            AccountChange {
                allows_moto_api: Some(false),
                ..usual()
            },
        ),
        (
            "reports of telephone payments",
            AccountChange {
                allows_telephone: Some(false),
                ..usual()
            },
        ),
        (
            "payments on agreements",
            AccountChange {
                recurring: Some(false),
                ..usual()
            },
        ),
        (
            "payments of nothing",
            AccountChange {
                allows_zero: Some(true),
                ..usual()
            },
        ),
        (
            "rate limit",
            AccountChange {
                rate_limit: Some(Some(RateLimit::ELEVATED)),
                ..usual()
            },
        ),
        (
            "stopped",
            AccountChange {
                disabled: Some(true),
                ..usual()
            },
        ),
    ] {
        let before = stored(&scene).await;
        let refused = change(&scene, &ada, wanted.clone()).await;
        assert!(
            matches!(
                refused,
                Err(SettingsError::Access(AccessError::NotPermitted(
                    Permission::ChangeSettings
                )))
            ),
            "{name}"
        );
        assert_eq!(stored(&scene).await, before, "{name}");

        change(&scene, &admin, wanted).await.unwrap();
        assert_ne!(stored(&scene).await, before, "{name}");
        let deed = scene.last_deed().await;
        assert!(super::cast::by_admin(&deed), "{name}");
        assert!(fact(&deed, name).is_some(), "{name}");
    }
}

#[tokio::test]
async fn who_cannot_change_settings_sees_them() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, viewer) = scene.member(ADA, Role::Viewer).await;

    let seen = scene
        .application
        .staff_settings(&viewer, &house.id, Mode::Test)
        .await
        .unwrap();
    assert_eq!(seen, stored(&scene).await);
    let none = scene
        .application
        .staff_settings(&viewer, &house.id, Mode::Live)
        .await;
    assert!(matches!(none, Err(AccessError::NotFound)));
    let refused = change(&scene, &viewer, AccountChange::default()).await;
    assert!(matches!(
        refused,
        Err(SettingsError::Access(AccessError::NotPermitted(_)))
    ));
}

#[tokio::test]
async fn two_who_save_at_once_do_not_overwrite_each_other() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let mut theirs = stored(&scene).await;
    theirs.takes_prepaid = false;
    let mut unit = scene.world.store.begin().await.unwrap();
    unit.accounts().save_account(&mut theirs).await.unwrap();

    let wanted = AccountChange {
        asks_billing_address: Some(false),
        ..AccountChange::default()
    };
    let (changed, committed) = tokio::join!(change(&scene, &ada, wanted), unit.commit());

    committed.unwrap();
    assert!(matches!(
        changed,
        Err(SettingsError::Access(AccessError::Store(StoreError::Stale)))
    ));
    let after = stored(&scene).await;
    assert!(!after.takes_prepaid && after.asks_billing_address);
    assert_eq!(scene.house_deeds().await, []);
}
