//! What does not fit together is refused as a whole.

use application::accounts::change::{AccountChange, ChangeAccountError};
use application::staff::settings::SettingsError;
use domain::account::{EmailCollection, GatewayAccount};
use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};
use domain::email::PARAGRAPH_MAX;
use domain::staff::Role;

use super::super::ADA;
use super::{change, stored};
use crate::scene::Scene;

fn refused(result: Result<GatewayAccount, SettingsError>) -> ChangeAccountError {
    match result {
        Err(SettingsError::Refused(error)) => error,
        other => panic!("{other:?}"),
    }
}

fn maestro() -> AcceptedCards {
    AcceptedCards::of([(Brand::Maestro, CardType::Debit)])
}

#[tokio::test]
async fn maestro_needs_3_d_secure_whichever_is_changed_first() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let with_maestro = AccountChange {
        cards: Some(maestro()),
        ..AccountChange::default()
    };
    let without_3ds = AccountChange {
        requires_3ds: Some(false),
        ..AccountChange::default()
    };

    change(&scene, &ada, with_maestro.clone()).await.unwrap();
    let error = refused(change(&scene, &ada, without_3ds.clone()).await);
    assert!(matches!(error, ChangeAccountError::NeedsThreeDSecure));

    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    change(&scene, &ada, without_3ds.clone()).await.unwrap();
    let error = refused(change(&scene, &ada, with_maestro.clone()).await);
    assert!(matches!(error, ChangeAccountError::NeedsThreeDSecure));
    let both = AccountChange {
        requires_3ds: Some(true),
        ..with_maestro
    };
    change(&scene, &ada, both).await.unwrap();
}

#[tokio::test]
async fn a_paragraph_for_emails_has_an_end() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let saying = |length| AccountChange {
        email_paragraph: Some(Some("ŵ".repeat(length))),
        ..AccountChange::default()
    };

    let error = refused(change(&scene, &ada, saying(PARAGRAPH_MAX + 1)).await);
    assert!(matches!(error, ChangeAccountError::LongParagraph));
    assert_eq!(stored(&scene).await.email_paragraph, None);

    change(&scene, &ada, saying(PARAGRAPH_MAX)).await.unwrap();
    let kept = stored(&scene).await.email_paragraph;
    assert_eq!(kept, Some("ŵ".repeat(PARAGRAPH_MAX)));
}

#[tokio::test]
async fn some_card_is_always_taken() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let before = stored(&scene).await;

    let none = AccountChange {
        cards: Some(AcceptedCards::of([])),
        email: Some(EmailCollection::Off),
        ..AccountChange::default()
    };
    let error = refused(change(&scene, &ada, none).await);

    assert!(matches!(error, ChangeAccountError::NoCards));
    assert_eq!(stored(&scene).await, before);
}

#[tokio::test]
async fn digits_are_hidden_only_where_orders_are_taken_by_telephone() {
    let telephone_off = AccountChange {
        allows_moto: Some(false),
        ..AccountChange::default()
    };
    let scene = Scene::new().await.with_account(telephone_off).await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;

    for (number, code, permitted) in [
        (Some(true), None, false),
        (None, Some(true), false),
        (Some(false), Some(true), false),
        (Some(true), Some(false), false),
        (Some(false), Some(false), true),
    ] {
        let wanted = AccountChange {
            masks_card_number: number,
            masks_security_code: code,
            ..AccountChange::default()
        };
        match change(&scene, &ada, wanted).await {
            Ok(_) => assert!(permitted, "{number:?} {code:?}"),
            Err(SettingsError::Refused(ChangeAccountError::NotForTelephone)) => {
                assert!(!permitted, "{number:?} {code:?}");
            }
            Err(error) => panic!("{error:?}"),
        }
    }
}
