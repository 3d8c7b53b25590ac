//! What is kept of passwords, how long it takes, and which are refused.

use std::time::{Duration, Instant};

use domain::staff::StaffEmail;

use super::*;

const PASSWORD: &str = "a quiet harbour at dusk";

async fn hashed(passwords: &Argon2Passwords, text: &str) -> PasswordHash {
    let email = StaffEmail::parse("ada@example.org").unwrap();
    let password = NewPassword::accept(SecretString::from(text), &email, |_| false).unwrap();
    passwords.hash(&password).await
}

#[tokio::test]
async fn a_password_is_known_by_its_hash_and_no_other_is() {
    let passwords = Argon2Passwords::new();
    let hash = hashed(&passwords, PASSWORD).await;
    for (text, expected) in [
        (PASSWORD, true),
        ("a quiet harbour at dawn", false),
        ("A quiet harbour at dusk", false),
        ("", false),
    ] {
        let password = SecretString::from(text);
        let known = passwords.verify(&password, Some(&hash)).await;
        assert_eq!(known, expected, "{text}");
    }
    assert!(!passwords.verify(&SecretString::from(PASSWORD), None).await);
}

#[tokio::test]
async fn a_hash_names_its_costs_and_is_never_the_same_twice() {
    let passwords = Argon2Passwords::new();
    let first = hashed(&passwords, PASSWORD).await;
    let second = hashed(&passwords, PASSWORD).await;
    assert!(
        first
            .as_str()
            .starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
        "{}",
        first.as_str()
    );
    assert_ne!(first, second);
}

#[tokio::test]
async fn what_is_no_hash_is_nobodys_password() {
    let passwords = Argon2Passwords::new();
    for text in ["", UNUSABLE, "plain:x", "$argon2id$v=19$m=19456,t=2,p=1$"] {
        let hash = PasswordHash::stored(text);
        for password in [text, "", PASSWORD] {
            let password = SecretString::from(password);
            assert!(!passwords.verify(&password, Some(&hash)).await, "{text}");
        }
    }
}

/// Without a hash it takes as long. The best of several, since the machine is shared.
#[tokio::test]
async fn nobody_is_told_by_the_time_it_takes() {
    let passwords = Argon2Passwords::new();
    let hash = hashed(&passwords, PASSWORD).await;
    let wrong = SecretString::from("another one entirely");
    let (mut with, mut without) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        let start = Instant::now();
        passwords.verify(&wrong, Some(&hash)).await;
        with = with.min(start.elapsed());
        let start = Instant::now();
        passwords.verify(&wrong, None).await;
        without = without.min(start.elapsed());
    }
    assert!(
        without * 2 > with && with * 2 > without,
        "{with:?} {without:?}"
    );
}

#[tokio::test]
async fn the_executor_goes_on_while_hashes_wait_for_their_turn() {
    let passwords = Argon2Passwords::new();
    let wrong = SecretString::from(PASSWORD);
    let waiting: Vec<_> = (0..4)
        .map(|_| {
            let (passwords, wrong) = (passwords.clone(), wrong.clone());
            tokio::spawn(async move { passwords.verify(&wrong, None).await })
        })
        .collect();
    while passwords.places.available_permits() == AT_A_TIME {
        task::yield_now().await;
    }
    assert_eq!(passwords.places.available_permits(), 0);
    assert!(waiting.iter().any(|task| !task.is_finished()));
    for task in waiting {
        assert!(!task.await.unwrap());
    }
    assert_eq!(passwords.places.available_permits(), AT_A_TIME);
}

#[test]
fn what_many_people_have_is_known() {
    let passwords = Argon2Passwords::new();
    for (text, expected) in [
        ("password1234", true),
        ("passwordpassword", true),
        ("qwertyuiop123", true),
        ("1q2w3e4r5t6y", true),
        ("123456789012", true),
        ("iloveyou2024", true),
        ("sunshine2026", true),
        ("abcdefghijkl", true),
        ("manchesterunited", true),
        (PASSWORD, false),
        ("correct horse battery staple", false),
        ("xkqz-84mv-tt2p", false),
        ("møøse-bïte-sïster", false),
    ] {
        assert_eq!(passwords.is_common(text), expected, "{text}");
    }
}

#[test]
fn the_longest_password_is_judged_soon() {
    let passwords = Argon2Passwords::new();
    let start = Instant::now();
    for text in ["aB3$".repeat(64), "password".repeat(32), "1a".repeat(128)] {
        passwords.is_common(&text);
    }
    assert!(
        start.elapsed() < Duration::from_secs(3),
        "{:?}",
        start.elapsed()
    );
}
