//! What the program refuses, always with one line on standard error.

use crate::bursar::Place;

#[track_caller]
fn refused(place: &Place, arguments: &[&str], expected: &str) {
    let outcome = place.run(arguments);
    assert!(!outcome.succeeded, "{}", outcome.stdout);
    assert_eq!(outcome.stdout, "");
    let lines: Vec<_> = outcome.stderr.lines().collect();
    assert_eq!(lines.len(), 1, "{}", outcome.stderr);
    assert!(lines[0].starts_with("bursar: "), "{}", lines[0]);
    assert!(lines[0].contains(expected), "{}", lines[0]);
}

#[test]
fn a_bad_value_is_named() {
    let place = Place::sandbox().with("BURSAR_RETENTION_DAYS", "soon");
    refused(
        &place,
        &[],
        "BURSAR_RETENTION_DAYS cannot be \"soon\"; set it to a whole number",
    );
}

#[test]
fn production_says_what_it_requires() {
    let place = Place::sandbox().with("BURSAR_MODE", "production");
    refused(
        &place,
        &["serve"],
        "DATABASE_URL is required in production mode; set it to",
    );
}

#[test]
fn production_does_not_serve_old_tables() {
    refused(&Place::production(), &[], "run: bursar migrate");
}

#[test]
fn sqlite_is_not_split() {
    let place = Place::sandbox();
    refused(
        &place,
        &["serve", "--role", "worker"],
        "--role cannot split the program on SQLite",
    );
}

#[test]
fn a_rate_limit_that_admits_nothing_is_refused() {
    let place = Place::production();
    place.printed(&["migrate"]);
    let service = place.printed(&["service", "create", "--name", "Parking permits"]);
    let account = place.printed(&[
        "account",
        "create",
        "--service",
        &service,
        "--mode",
        "test",
        "--psp",
        "sandbox",
    ]);
    for (limit, expected) in [
        ("0,15,1000", "must admit at least one request"),
        ("75,15,100", "a window of 0.5 to 60 seconds"),
        ("fast", "--rate-limit can be: usual, elevated, low, or"),
    ] {
        let change = ["account", "change", &account, "--rate-limit", limit];
        refused(&place, &change, expected);
    }
    refused(
        &place,
        &["account", "change", "nobody"],
        "bursar account list shows them",
    );
}

#[test]
fn a_taken_address_is_named() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let place = Place::sandbox().with("BURSAR_LISTEN", &address);
    refused(&place, &[], &format!("cannot listen on {address}"));
}

#[test]
fn a_database_that_does_not_answer_is_named_without_its_password() {
    let place = Place::sandbox().with("DATABASE_URL", "postgres://me:hunter2@127.0.0.1:1/none");
    refused(&place, &["check-config"], "check DATABASE_URL");
    let outcome = place.run(&["check-config"]);
    assert!(!outcome.stderr.contains("hunter2"), "{}", outcome.stderr);
}

#[test]
fn a_mail_server_that_cannot_be_used_is_refused_without_its_password() {
    let place = Place::sandbox()
        .with(
            "BURSAR_MAIL_URL",
            "smtp://me:hunter2@mail.example.org?tls=none",
        )
        .with("BURSAR_MAIL_FROM", "no-reply@example.org");
    for arguments in [&["check-config"][..], &[]] {
        refused(&place, arguments, "check BURSAR_MAIL_URL, BURSAR_MAIL_FROM");
        let outcome = place.run(arguments);
        assert!(!outcome.stderr.contains("hunter2"), "{}", outcome.stderr);
    }
}

#[test]
fn there_is_one_way_for_emails() {
    let place = Place::sandbox()
        .with("BURSAR_MAIL_URL", "smtp://mail.example.org")
        .with("BURSAR_NOTIFY_API_KEY", "name-id-secret");
    refused(&place, &[], "unset one of the two");
}

#[test]
fn the_sandbox_has_no_live_accounts() {
    let place = Place::sandbox();
    let service = place.printed(&["service", "create", "--name", "Parking"]);
    let arguments = [
        "account",
        "create",
        "--service",
        &service,
        "--mode",
        "live",
        "--psp",
        "sandbox",
    ];
    refused(&place, &arguments, "sandbox mode has no live accounts");
}

#[test]
fn an_unknown_psp_is_named() {
    let place = Place::sandbox();
    let service = place.printed(&["service", "create", "--name", "Parking"]);
    let arguments = [
        "account",
        "create",
        "--service",
        &service,
        "--mode",
        "test",
        "--psp",
        "none",
    ];
    refused(&place, &arguments, "there is no PSP \"none\"");
}
