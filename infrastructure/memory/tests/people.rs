//! What people's ports do in memory, beyond what is asked of every adapter.
#![cfg(test)]

use domain::id::ID_LENGTH;
use domain::ports::people::{PasskeyError, Passkeys, Vault};
use domain::ports::{Queries, Store};
use domain::staff::session::Stage;
use domain::staff::{Passkey, Session, StaffEmail, StaffMember};
use domain::{PasskeyId, SessionId, StaffId};
use memory::{MemoryDevice, MemoryPasskeys, MemoryVault, START, World};

fn member(n: u8) -> StaffMember {
    let email = StaffEmail::parse(&format!("{n}@example.org")).unwrap();
    StaffMember::new(StaffId::from_random([n; ID_LENGTH]), email, START)
}

/// Somebody who has this device's passkey.
fn with(passkeys: &MemoryPasskeys, n: u8, device: &mut MemoryDevice) -> StaffMember {
    let mut member = member(n);
    let asked = passkeys.ask_to_add(&member).unwrap();
    let answer = device.answer(&asked.options);
    let credential = passkeys.add(&member, &asked.asked, &answer).unwrap();
    member.passkeys.push(Passkey {
        id: PasskeyId::from_random([n; ID_LENGTH]),
        name: "Device".to_owned(),
        credential,
        added_at: START,
        used_at: None,
    });
    member
}

#[test]
fn a_device_proves_what_it_was_asked_and_its_counter_grows() {
    let passkeys = MemoryPasskeys::default();
    let mut device = MemoryDevice::new("phone");
    let mut ada = with(&passkeys, 1, &mut device);

    let asked = passkeys.ask_to_prove(&ada).unwrap();
    let answer = device.answer(&asked.options);
    let (id, credential) = passkeys.prove(&ada, &asked.asked, &answer).unwrap();

    assert_eq!(id, ada.passkeys[0].id);
    assert_ne!(credential, ada.passkeys[0].credential);
    ada.passkeys[0].credential = credential;
    let replayed = passkeys.prove(&ada, &asked.asked, &answer);
    assert!(matches!(replayed, Err(PasskeyError::Wrong)));
}

#[test]
fn what_answers_something_else_is_wrong() {
    let passkeys = MemoryPasskeys::default();
    let mut device = MemoryDevice::new("phone");
    let ada = with(&passkeys, 1, &mut device);
    let bob = with(&passkeys, 2, &mut device);
    let asked = passkeys.ask_to_prove(&ada).unwrap();
    let others = passkeys.ask_to_prove(&bob).unwrap();
    let to_add = passkeys.ask_to_add(&ada).unwrap();
    assert_ne!(asked, passkeys.ask_to_prove(&ada).unwrap());

    for (question, answer) in [
        (&asked, device.answer(&others.options)),
        (&others, device.answer(&others.options)),
        (&to_add, device.answer(&to_add.options)),
        (&asked, MemoryDevice::new("stolen").answer(&asked.options)),
        (&asked, String::new()),
        (&asked, "nonsense without an end".to_owned()),
    ] {
        let proved = passkeys.prove(&ada, &question.asked, &answer);
        assert!(matches!(proved, Err(PasskeyError::Wrong)), "{answer}");
    }
    let again = device.answer(&to_add.options);
    let added = passkeys.add(&ada, &to_add.asked, &again);
    assert!(matches!(added, Err(PasskeyError::Wrong)));
}

#[test]
fn what_is_kept_of_another_kind_cannot_be_read() {
    let passkeys = MemoryPasskeys::default();
    let mut ada = with(&passkeys, 1, &mut MemoryDevice::new("phone"));
    ada.passkeys[0].credential = "{}".to_owned();

    let asked = passkeys.ask_to_prove(&ada);

    assert!(matches!(asked, Err(PasskeyError::Kept(_))));
}

#[test]
fn what_was_sealed_opens_in_its_place_and_unchanged() {
    let sealed = MemoryVault.seal("here", b"secret");

    let opened = MemoryVault.open("here", &sealed);
    assert_eq!(opened.as_deref(), Some(&b"secret"[..]));
    assert_eq!(MemoryVault.open("there", &sealed), None);
    assert_eq!(MemoryVault.open("her", &sealed), None);
    for at in 0..sealed.len() {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert_eq!(MemoryVault.open("here", &changed), None, "{at}");
        assert_eq!(MemoryVault.open("here", &sealed[..at]), None, "{at}");
    }
}

#[tokio::test]
async fn a_session_that_another_unit_ends_stays_ended() {
    let world = World::new();
    let ada = member(1);
    let session = Session {
        id: SessionId::from_random([3; ID_LENGTH]),
        member: ada.id.clone(),
        digest: [4; 32],
        stage: Stage::SignedIn,
        began_at: START,
        seen_at: START,
        browser: String::new(),
        address: String::new(),
        entered: None,
    };
    let mut unit = world.store.begin().await.unwrap();
    unit.sessions().add(&session).await.unwrap();
    unit.commit().await.unwrap();

    let mut saving = world.store.begin().await.unwrap();
    saving.sessions().save(&session).await.unwrap();
    let mut ending = world.store.begin().await.unwrap();
    let ended = ending.sessions().end(&ada.id, &session.id).await;
    assert!(ended.unwrap());
    ending.commit().await.unwrap();
    saving.commit().await.unwrap();

    let left = world.store.sessions(&ada.id, START).await.unwrap();
    assert_eq!(left, []);
}
