//! What everybody may do who is signed in, since it is about nobody else.

use domain::SessionId;
use domain::id::ID_LENGTH;
use memory::MemoryDevice;
use secrecy::SecretString;

use super::super::{PASSWORD, origin, password};
use super::{Needs, Walk};

pub(super) async fn walk(walk: &mut Walk) {
    services(walk).await;
    factors(walk).await;
    sessions(walk).await;
}

async fn services(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());

    let mine = application.my_services(&staff).await.unwrap();
    let is_member = staff.member.role_in(&walk.house).is_some();
    assert_eq!(mine.len(), usize::from(is_member));
    permitted(walk, "my_services");
    let done = application.my_service(&staff, walk.house.as_str()).await;
    walk.note("my_service", Needs::Standing, done);
    application
        .create_service(&staff, "Mine", "")
        .await
        .unwrap();
    permitted(walk, "create_service");
    let secret = SecretString::from("0".repeat(64));
    let _over = application.accept(&staff, &secret, &origin()).await;
    permitted(walk, "accept");
}

async fn factors(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());

    let question = application.offer_passkey(&staff).unwrap();
    permitted(walk, "offer_passkey");
    let answer = MemoryDevice::new("key").answer(&question.options);
    let added = application.add_passkey(&staff, "Key", &question.sealed, &answer);
    let added = added.await.unwrap();
    permitted(walk, "add_passkey");
    let removed = application.remove_passkey(&staff, added.id.as_str()).await;
    assert!(removed.unwrap());
    permitted(walk, "remove_passkey");
    let renewed = application.renew_recovery_codes(&staff, &password()).await;
    renewed.unwrap();
    permitted(walk, "renew_recovery_codes");
    let another = SecretString::from("another long phrase");
    let present = SecretString::from(PASSWORD);
    let changed = application.change_password(&staff, &present, another);
    changed.await.unwrap();
    permitted(walk, "change_password");
}

async fn sessions(walk: &mut Walk) {
    let (application, staff) = (walk.scene.application.clone(), walk.staff.clone());

    assert_eq!(application.my_sessions(&staff).await.unwrap().len(), 1);
    permitted(walk, "my_sessions");
    let others = SessionId::from_random([30; ID_LENGTH]);
    assert!(!application.end_session(&staff, &others).await.unwrap());
    permitted(walk, "end_session");
    assert_eq!(application.sign_out_elsewhere(&staff).await.unwrap(), 0);
    permitted(walk, "sign_out_elsewhere");
    application.sign_out(&staff).await.unwrap();
    permitted(walk, "sign_out");
}

fn permitted(walk: &mut Walk, name: &'static str) {
    walk.tell(name, Needs::Nothing, super::Answer::Permitted);
}
