//! What was done is written down, in chains that hold.

use std::collections::BTreeSet;

use application::staff::Staff;
use application::staff::platform::PlatformError;
use application::staff::platform::record::LINKS_A_PAGE;
use application::staff::services::AccessError;
use domain::account::Mode;
use domain::audit::{Action, BrokenLink, Chain};
use domain::ports::queries::{AuditSearch, Sheet};
use domain::staff::Role;

use super::{ADA, ADMIN, PASSWORD, link};
use crate::scene::Scene;

async fn actions(scene: &Scene, chain: &Chain) -> Vec<Action> {
    let deeds = scene.deeds(chain).await;
    deeds.into_iter().map(|deed| deed.action).collect()
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

fn by(doer: &str) -> AuditSearch {
    AuditSearch {
        doer: Some(doer.to_owned()),
        ..AuditSearch::default()
    }
}

/// What somebody finds in the service's record.
async fn found(scene: &Scene, staff: &Staff, search: AuditSearch) -> Vec<Action> {
    let house = scene.house().await;
    let page = scene.application.staff_record(staff, &house.id, search);
    let links = page.await.unwrap().items.into_iter();
    links.map(|link| link.deed.action).collect()
}

#[tokio::test]
async fn a_service_searches_its_own_record_and_no_other() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    scene.inside().await;
    let application = &scene.application;
    application.team(&ada, &house.id).await.unwrap();
    let renamed = application.rename_service(&ada, &house.id, "Fishing", "");
    renamed.await.unwrap();
    let key = application.staff_create_key(&ada, &house.id, Mode::Test, "CI");
    let key = key.await.unwrap().key.id;

    // Whatever chain is asked for, it is the service's.
    let elsewhere = AuditSearch {
        chain: Some(Chain::Platform),
        ..AuditSearch::default()
    };
    let all = [
        Action::KeyCreated,
        Action::ServiceChanged,
        Action::ServiceEntered,
    ];
    assert_eq!(found(&scene, &ada, elsewhere).await, all);
    assert_eq!(found(&scene, &ada, by("GRACE@")).await, all[2..]);
    assert_eq!(found(&scene, &ada, by("nobody")).await, []);
    let about_the_key = AuditSearch {
        target: Some(key.as_str()[..8].to_uppercase()),
        ..AuditSearch::default()
    };
    assert_eq!(found(&scene, &ada, about_the_key).await, all[..1]);
    let some = AuditSearch {
        actions: vec![Action::ServiceChanged, Action::ServiceEntered],
        ..AuditSearch::default()
    };
    assert_eq!(found(&scene, &ada, some).await, all[1..]);
    let until_then = AuditSearch {
        to: Some(ada.at),
        ..AuditSearch::default()
    };
    assert_eq!(found(&scene, &ada, until_then).await, []);
    let from_then = AuditSearch {
        from: Some(ada.at),
        ..AuditSearch::default()
    };
    assert_eq!(found(&scene, &ada, from_then).await, all);
}

#[tokio::test]
async fn the_platform_searches_every_record_page_by_page() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let (_, grace) = scene.platform_admin().await;
    let application = &scene.application;
    for n in 0..LINKS_A_PAGE {
        let name = format!("Licences {n}");
        let renamed = application.rename_service(&ada, &house.id, &name, "");
        renamed.await.unwrap();
    }
    let page = async |number| {
        let search = AuditSearch {
            sheet: Sheet {
                page: number,
                display_size: 500,
            },
            ..AuditSearch::default()
        };
        application.platform_record(&grace, search).await.unwrap()
    };

    let (first, second) = (page(1).await, page(2).await);
    assert_eq!(first.items.len() as u64, LINKS_A_PAGE);
    assert_eq!(
        first.total,
        first.items.len() as u64 + second.items.len() as u64
    );
    let chains: BTreeSet<Chain> = first
        .items
        .iter()
        .chain(&second.items)
        .map(|link| link.deed.chain.clone())
        .collect();
    let expected = [Chain::Platform, Chain::Service(house.id)];
    assert_eq!(chains, expected.into_iter().collect());
    let hidden = application.platform_record(&ada, AuditSearch::default());
    assert!(matches!(
        hidden.await,
        Err(PlatformError::Access(AccessError::NotFound))
    ));
}
