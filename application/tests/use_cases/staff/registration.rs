//! Somebody of a body that the operator trusts registers themselves.

use application::Policy;
use application::staff::registration::{RegistrationDomains, RegistrationError};
use domain::audit::Action;
use domain::email::StaffMessage;
use domain::staff::invitation::REGISTRATION_LIFETIME;
use domain::staff::session::Stage;
use secrecy::SecretString;

use super::{PASSWORD, origin, password};
use crate::scene::{Scene, policy};

const NEW: &str = "alan@parks.council.example";

async fn open() -> Scene {
    let domains = RegistrationDomains::of(["council.example"]);
    Scene::new().await.under(Policy {
        registration_domains: domains,
        ..policy()
    })
}

/// The secret of the link that somebody new was sent.
async fn asked(scene: &Scene) -> String {
    let link = |secret: &str| format!("link:{secret}");
    scene.application.ask_to_register(NEW, link).await.unwrap();
    match scene.told(NEW).await.pop() {
        Some(StaffMessage::Registration { link }) => link.replace("link:", ""),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn whose_address_is_on_the_list_registers_once_and_belongs_nowhere() {
    let scene = open().await;
    let link = asked(&scene).await;
    let whom = scene.application.registering(&link).await.unwrap();
    assert_eq!(whom.as_str(), NEW);
    let register = async |password: &str| {
        let password = SecretString::from(password);
        scene.application.register(&link, password, &origin()).await
    };

    assert!(matches!(
        register("short").await,
        Err(RegistrationError::Password(_))
    ));
    let member = register(PASSWORD).await.unwrap();

    assert!(member.memberships.is_empty() && !member.is_platform_admin);
    let deed = scene.last_platform_deed().await;
    assert_eq!(deed.action, Action::StaffCreated);
    assert_eq!(deed.target.as_deref(), Some(NEW));
    let begun = scene.with_password(NEW, PASSWORD).await.unwrap();
    assert_eq!(begun.session.stage, Stage::SetUp);
    let (_, alan) = scene.first_sign_in(NEW).await;
    let created = scene.application.create_service(&alan, "Parks", "").await;
    assert_eq!(created.unwrap().name.as_str(), "Parks");
    assert!(matches!(
        register(PASSWORD).await,
        Err(RegistrationError::LinkOver)
    ));
    // Asked again, only the owner of the address is told that it is known.
    let again = scene.application.ask_to_register(NEW, str::to_owned).await;
    again.unwrap();
    assert_eq!(
        scene.told(NEW).await.last(),
        Some(&StaffMessage::RegisteredAlready)
    );
}

#[tokio::test]
async fn a_link_is_good_for_a_while_and_for_what_was_sealed_in_it() {
    let scene = open().await;
    let link = asked(&scene).await;

    let mut changed = link.clone();
    let last = if changed.ends_with('0') { "1" } else { "0" };
    changed.replace_range(changed.len() - 1.., last);
    for bad in ["", "zz", "é", &changed, &link[..link.len() - 1]] {
        let refused = scene.application.register(bad, password(), &origin()).await;
        assert!(matches!(refused, Err(RegistrationError::LinkOver)), "{bad}");
    }
    scene.world.clock.pass(REGISTRATION_LIFETIME);
    let (password, origin) = (password(), origin());
    let late = scene.application.register(&link, password, &origin).await;
    assert!(matches!(late, Err(RegistrationError::LinkOver)));
}

#[tokio::test]
async fn others_are_not_sent_anything() {
    let scene = open().await;
    let ask = async |scene: &Scene, email: &str| {
        let asked = scene.application.ask_to_register(email, str::to_owned);
        asked.await.unwrap_err()
    };

    for email in ["eve@example.org", "eve@evilcouncil.example"] {
        let refused = ask(&scene, email).await;
        assert!(matches!(refused, RegistrationError::Domain), "{email}");
    }
    let refused = ask(&scene, "no address").await;
    assert!(matches!(refused, RegistrationError::NotAnEmail));
    let closed = Scene::new().await;
    assert!(!closed.application.takes_registrations());
    let refused = ask(&closed, NEW).await;
    assert!(matches!(refused, RegistrationError::Closed));
    assert_eq!(scene.post().await, []);
}
