//! What was done is written down, in chains that hold.

use domain::audit::{Action, BrokenLink, Chain};
use domain::ports::Queries;
use domain::staff::Role;

use super::{ADA, ADMIN, PASSWORD, link};
use crate::scene::Scene;

async fn actions(scene: &Scene, chain: &Chain) -> Vec<Action> {
    let queries = &scene.world.store;
    let (links, _) = queries.audit_links(chain, 1, 1_000).await.unwrap();
    links.into_iter().map(|link| link.deed.action).collect()
}

#[tokio::test]
async fn everything_leaves_a_record_and_the_record_is_sound() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    scene.platform_admin().await;
    let _refused = scene.with_password(ADMIN, "not the password at all").await;
    let _unknown = scene.with_password("nobody@example.org", PASSWORD).await;
    let invite = scene
        .application
        .invite(&ada, &house, "bob@example.org", Role::Viewer, link);
    invite.await.unwrap();
    scene.application.sign_out(&ada).await.unwrap();

    let platform = actions(&scene, &Chain::Platform).await;
    for action in [
        Action::StaffCreated,
        Action::SecondFactorChanged,
        Action::SignedIn,
        Action::SignInRefused,
        Action::SignedOut,
    ] {
        assert!(platform.contains(&action), "{action:?}");
    }
    let service = Chain::Service(house.id);
    assert_eq!(actions(&scene, &service).await, [Action::Invited]);
    let verdicts = scene.application.verify_audit().await.unwrap();
    assert_eq!(verdicts.len(), 2);
    for verdict in verdicts {
        assert!(verdict.links.is_ok(), "{verdict:?}");
    }
}

#[tokio::test]
async fn a_changed_record_is_found_out() {
    let scene = Scene::new().await;
    scene.platform_admin().await;

    scene.world.store.tamper(&Chain::Platform, 2, |deed| {
        deed.target = Some("somebody else".to_owned());
    });

    let verdicts = scene.application.verify_audit().await.unwrap();
    assert_eq!(verdicts[0].links, Err(BrokenLink::Changed(2)));
}
