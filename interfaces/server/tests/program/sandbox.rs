//! Sandbox mode from the first start on.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::bursar::{Place, Served};

fn variable(place: &Place, name: &str) -> String {
    let text = fs::read_to_string(place.path("bursar-data/sandbox.env")).unwrap();
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{name}=")));
    value.unwrap().to_owned()
}

fn status(served: &Served, path: &str) -> String {
    let answer = served.get(path);
    answer.get(9..12).unwrap_or_default().to_owned()
}

#[test]
fn the_first_start_says_everything_one_needs() {
    let place = Place::sandbox();
    let served = place.serve(&[]);
    let address = served.address.clone();
    let key = variable(&place, "BURSAR_API_KEY");
    assert_eq!(variable(&place, "BURSAR_URL"), format!("http://{address}"));
    assert!(served.pay_with(&key).starts_with("HTTP/1.1 201"));
    for path in [
        "/docs/explorer",
        "/openapi.yaml",
        "/openapi.json",
        "/sandbox",
        "/metrics",
    ] {
        assert_eq!(status(&served, path), "200", "{path}");
    }
    let printed = served.stop();
    assert!(
        printed.contains(&key) && printed.contains("curl http://"),
        "{printed}"
    );
}

#[test]
fn nobody_else_can_read_what_it_keeps() {
    let place = Place::sandbox();
    let served = place.serve(&[]);
    let mode = |path: &str| {
        let metadata = fs::metadata(place.path(path)).unwrap();
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(mode("bursar-data"), 0o700);
    for entry in fs::read_dir(place.path("bursar-data")).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(path.to_str().unwrap()), 0o600, "{}", path.display());
    }
    served.stop();
}

#[test]
fn the_key_and_the_payments_survive_a_restart() {
    let place = Place::sandbox();
    place.serve(&[]).stop();
    let key = variable(&place, "BURSAR_API_KEY");
    let served = place.serve(&[]);
    assert_eq!(variable(&place, "BURSAR_API_KEY"), key);
    assert!(served.pay_with(&key).starts_with("HTTP/1.1 201"));
}

#[test]
fn the_key_survives_a_new_database() {
    let place = Place::sandbox().with("DATABASE_URL", "sqlite::memory:");
    place.serve(&[]).stop();
    let key = variable(&place, "BURSAR_API_KEY");
    let served = place.serve(&[]);
    assert!(served.pay_with(&key).starts_with("HTTP/1.1 201"));
}

#[test]
fn a_test_suite_can_fix_the_key() {
    let fixed = "it's-a-key-of-our-own";
    let place = Place::sandbox().with("BURSAR_SANDBOX_API_KEY", fixed);
    for _ in 0..2 {
        let served = place.serve(&[]);
        assert!(served.pay_with(fixed).starts_with("HTTP/1.1 201"));
        served.stop();
    }
}

#[test]
fn it_warns_when_it_listens_beyond_this_machine() {
    let place = Place::sandbox().with("BURSAR_LISTEN", "0.0.0.0:0");
    // The warning is logged before the line that a start waits for.
    let served = place.serve(&[]);
    assert!(served.get("/health/live").contains("200 OK"));
    let log = served.earlier();
    assert!(log.contains("beyond this machine"), "{log}");
}

#[test]
fn the_root_leads_to_the_sandboxs_page() {
    let served = Place::sandbox().serve(&[]);
    let answer = served.get("/").to_ascii_lowercase();
    assert!(
        answer.contains("303 see other") && answer.contains("location: /sandbox"),
        "{answer}"
    );
}

#[test]
fn health_is_told_in_full() {
    let served = Place::sandbox().serve(&[]);
    let answer = served.get("/healthcheck");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains(r#""ping":{"healthy":true}"#), "{answer}");
    assert!(
        answer.contains(r#""database":{"healthy":true}"#),
        "{answer}"
    );
}

#[test]
fn tokens_stay_out_of_the_log() {
    let served = Place::sandbox().serve(&[]);
    served.get("/secure/0b46f2b1-5e43-4c3c-b0b2-37a2d1b8a5d4?x=hidden");
    let line = served.logged("/secure/");
    assert!(line.contains("/secure/***"), "{line}");
    assert!(
        !line.contains("0b46f2b1") && !line.contains("hidden"),
        "{line}"
    );
}

#[test]
fn the_announcement_suffices_to_sign_in() {
    let place = Place::sandbox();
    let served = place.serve(&[]);
    let code = place.printed(&["staff", "code"]);
    assert!(
        code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()),
        "{code}"
    );
    assert_eq!(status(&served, "/admin/sign-in"), "200");
    let colleague = variable(&place, "BURSAR_COLLEAGUE_EMAIL");
    let theirs = place.printed(&["staff", "code", "--email", &colleague]);
    assert_ne!(theirs, code);
    let printed = served.stop();
    for part in [
        variable(&place, "BURSAR_COLLEAGUE_PASSWORD"),
        format!("--email {colleague}\n"),
        variable(&place, "BURSAR_STAFF_PASSWORD"),
        variable(&place, "BURSAR_STAFF_APP_SECRET"),
        variable(&place, "BURSAR_STAFF_EMAIL"),
        "/admin\n".to_owned(),
    ] {
        assert!(printed.contains(&part), "{part}:\n{printed}");
    }
    assert!(place.printed(&["audit", "verify"]).contains("is whole"));
}

#[test]
fn staff_sign_in_alike_after_a_restart_and_with_a_new_database() {
    let place = Place::sandbox().with("DATABASE_URL", "sqlite::memory:");
    let how = || {
        place.serve(&[]).stop();
        [
            "BURSAR_STAFF_PASSWORD",
            "BURSAR_STAFF_APP_SECRET",
            "BURSAR_COLLEAGUE_PASSWORD",
            "BURSAR_COLLEAGUE_APP_SECRET",
        ]
        .map(|name| variable(&place, name))
    };
    assert_eq!(how(), how());
}

#[test]
fn links_of_staff_stay_out_of_the_log() {
    let served = Place::sandbox().serve(&[]);
    served.get("/admin/invitation/0b46f2b15e43");
    let line = served.logged("/admin/invitation/");
    assert!(line.contains("/admin/invitation/***"), "{line}");
    assert!(!line.contains("0b46f2b15e43"), "{line}");
}
