use domain::staff::{Passkey, StaffEmail};
use domain::{PasskeyId, StaffId, Timestamp};
use serde_json::Value;

use self::software_key::SoftwareKey;
use super::*;

mod software_key;

const ORIGIN: &str = "https://pay.example.org";

fn passkeys() -> WebauthnPasskeys {
    WebauthnPasskeys::of(ORIGIN, "Bursar").unwrap()
}

fn member() -> StaffMember {
    let email = StaffEmail::parse("ada@example.org").unwrap();
    StaffMember::new(StaffId::from_random([1; 26]), email, now())
}

fn now() -> Timestamp {
    Timestamp::from_millis(1_800_000_000_000)
}

/// Keeps a passkey for a member, as the application does.
fn keep(member: &mut StaffMember, seed: u8, credential: String) -> PasskeyId {
    let id = PasskeyId::from_random([seed; 26]);
    member.passkeys.push(Passkey {
        id: id.clone(),
        name: "A key".to_owned(),
        credential,
        added_at: now(),
        used_at: None,
    });
    id
}

/// A member with this passkey.
fn member_with(key: &SoftwareKey) -> (StaffMember, PasskeyId) {
    let mut member = member();
    let asked = passkeys().ask_to_add(&member).unwrap();
    let added = passkeys().add(&member, &asked.asked, &key.make(&asked.options));
    let id = keep(&mut member, 1, added.unwrap());
    (member, id)
}

fn prove(member: &StaffMember, key: &SoftwareKey) -> Result<(PasskeyId, String), PasskeyError> {
    let asked = passkeys().ask_to_prove(member)?;
    passkeys().prove(member, &asked.asked, &key.prove(&asked.options))
}

fn is_wrong<T>(taken: Result<T, PasskeyError>) -> bool {
    matches!(taken, Err(PasskeyError::Wrong))
}

#[test]
fn a_passkey_that_was_added_proves_that_it_is_here() {
    let key = SoftwareKey::new(7, ORIGIN);
    let (member, id) = member_with(&key);
    assert_eq!(prove(&member, &key).unwrap().0, id);
}

#[test]
fn the_browser_is_asked_for_the_people_and_the_place() {
    let mut member = member();
    let asked = |member: &StaffMember| -> Value {
        serde_json::from_str(&passkeys().ask_to_add(member).unwrap().options).unwrap()
    };
    let options = asked(&member);
    let options = &options["publicKey"];
    assert_eq!(options["rp"]["id"], "pay.example.org");
    assert_eq!(options["rp"]["name"], "Bursar");
    assert_eq!(options["user"]["name"], "ada@example.org");
    assert_eq!(
        options["authenticatorSelection"]["userVerification"],
        "required"
    );
    assert_eq!(
        options["user"]["id"],
        asked(&member)["publicKey"]["user"]["id"]
    );
    assert_ne!(
        options["challenge"],
        asked(&member)["publicKey"]["challenge"]
    );
    let (with, _) = member_with(&SoftwareKey::new(7, ORIGIN));
    member.passkeys = with.passkeys;
    let had = &asked(&member)["publicKey"]["excludeCredentials"];
    assert_eq!(had.as_array().map(Vec::len), Some(1));
}

#[test]
fn a_passkey_is_added_once() {
    let key = SoftwareKey::new(7, ORIGIN);
    let (member, _) = member_with(&key);
    let asked = passkeys().ask_to_add(&member).unwrap();
    let again = passkeys().add(&member, &asked.asked, &key.make(&asked.options));
    assert!(is_wrong(again));
}

#[test]
fn nothing_is_added_from_another_page_or_without_its_owner_or_for_another_question() {
    let member = member();
    let asked = passkeys().ask_to_add(&member).unwrap();
    let earlier = passkeys().ask_to_add(&member).unwrap();
    let key = SoftwareKey::new(7, ORIGIN);
    let elsewhere = SoftwareKey::new(7, "https://pay.example.com");
    let mut unverified = key.clone();
    unverified.verifies = false;
    for answer in [
        elsewhere.make(&asked.options),
        unverified.make(&asked.options),
        key.make(&earlier.options),
        "{}".to_owned(),
        String::new(),
    ] {
        let added = passkeys().add(&member, &asked.asked, &answer);
        assert!(is_wrong(added), "{answer}");
    }
}

#[test]
fn nothing_is_proved_from_another_page_or_without_its_owner_or_for_another_question() {
    let key = SoftwareKey::new(7, ORIGIN);
    let (member, _) = member_with(&key);
    let asked = passkeys().ask_to_prove(&member).unwrap();
    let earlier = passkeys().ask_to_prove(&member).unwrap();
    let mut elsewhere = key.clone();
    elsewhere.origin = "https://pay.example.com".to_owned();
    let mut unverified = key.clone();
    unverified.verifies = false;
    for answer in [
        elsewhere.prove(&asked.options),
        unverified.prove(&asked.options),
        key.prove(&earlier.options),
        SoftwareKey::new(8, ORIGIN).prove(&asked.options),
        "null".to_owned(),
    ] {
        let proved = passkeys().prove(&member, &asked.asked, &answer);
        assert!(is_wrong(proved), "{answer}");
    }
}

#[test]
fn a_passkey_that_was_removed_meanwhile_proves_nothing() {
    let key = SoftwareKey::new(7, ORIGIN);
    let (mut member, _) = member_with(&key);
    let asked = passkeys().ask_to_prove(&member).unwrap();
    member.passkeys.clear();
    let proved = passkeys().prove(&member, &asked.asked, &key.prove(&asked.options));
    assert!(is_wrong(proved));
}

#[test]
fn a_copy_whose_counter_stayed_behind_is_noticed() {
    let mut key = SoftwareKey::new(7, ORIGIN);
    let (mut member, _) = member_with(&key);
    let copy = key.clone();
    // Asked before the counter moved on, too.
    let earlier = passkeys().ask_to_prove(&member).unwrap();
    for counter in [3, 4] {
        key.counter = counter;
        let (_, credential) = prove(&member, &key).unwrap();
        member.passkeys[0].credential = credential;
    }
    assert!(is_wrong(prove(&member, &key)));
    assert!(is_wrong(prove(&member, &copy)));
    let mut behind = copy;
    behind.counter = 2;
    let proved = passkeys().prove(&member, &earlier.asked, &behind.prove(&earlier.options));
    assert!(is_wrong(proved));
}

#[test]
fn what_is_kept_must_be_readable() {
    let mut member = member();
    keep(&mut member, 1, "not a passkey".to_owned());
    let asked = passkeys().ask_to_prove(&member);
    assert!(matches!(asked, Err(PasskeyError::Kept(_))));
}

#[test]
fn an_address_of_numbers_becomes_the_machine_itself() {
    for (origin, place, from) in [
        (
            "http://127.0.0.1:8080",
            Some("localhost"),
            "http://localhost:8080",
        ),
        (
            "http://[::1]:8080",
            Some("localhost"),
            "http://localhost:8080",
        ),
        (
            "http://localhost:9000",
            Some("localhost"),
            "http://localhost:9000",
        ),
        (
            "https://pay.example.org",
            Some("pay.example.org"),
            "https://pay.example.org",
        ),
        ("pay.example.org", None, ""),
        ("", None, ""),
    ] {
        let made = WebauthnPasskeys::of(origin, "Bursar").ok();
        let asked = made
            .as_ref()
            .map(|passkeys| passkeys.ask_to_add(&member()).unwrap());
        let options = asked.as_ref().map(|asked| {
            let options: Value = serde_json::from_str(&asked.options).unwrap();
            options["publicKey"]["rp"]["id"]
                .as_str()
                .unwrap()
                .to_owned()
        });
        assert_eq!(options.as_deref(), place, "{origin}");
        if let (Some(passkeys), Some(asked)) = (made, asked) {
            let answer = SoftwareKey::new(7, from).make(&asked.options);
            assert!(passkeys.add(&member(), &asked.asked, &answer).is_ok());
        }
    }
}
