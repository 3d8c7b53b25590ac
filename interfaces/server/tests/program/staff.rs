//! The people who sign in: added, let in again, and the record of it proved.

use crate::bursar::{Outcome, Place};

const EMAIL: &str = "ada@example.org";
const PASSWORD: &str = "a quiet harbour at dusk\n";

fn production() -> Place {
    let place = Place::production();
    place.printed(&["migrate"]);
    place
}

#[track_caller]
fn refused(outcome: &Outcome, expected: &str) {
    assert!(!outcome.succeeded, "{}", outcome.stdout);
    assert!(outcome.stderr.contains(expected), "{}", outcome.stderr);
}

#[test]
fn the_first_person_is_added_with_a_password_from_a_pipe() {
    let place = production();
    let create = ["staff", "create", "--email", EMAIL, "--platform-admin"];
    let outcome = place.run_with(&create, PASSWORD);
    assert!(outcome.succeeded, "{}", outcome.stderr);
    assert_eq!(
        outcome.stdout,
        "ada@example.org is added\nsign in at https://pay.example.org/admin\n"
    );
    refused(
        &place.run_with(&create, PASSWORD),
        "somebody has this address already",
    );
}

#[test]
fn a_bad_password_or_address_is_refused_in_words() {
    let place = production();
    for (email, password, expected) in [
        (EMAIL, "short\n", "the password is too short"),
        (EMAIL, "passwordpassword\n", "the password is easy to guess"),
        (EMAIL, "", "there is no password on standard input"),
        ("ada", PASSWORD, "the text is not an e-mail address"),
    ] {
        let create = ["staff", "create", "--email", email];
        refused(&place.run_with(&create, password), expected);
    }
}

#[test]
fn a_generated_password_is_printed_once_and_never_logged() {
    let place = production();
    let create = ["staff", "create", "--email", EMAIL, "--generate"];
    let outcome = place.run(&create);
    assert!(outcome.succeeded, "{}", outcome.stderr);
    let password = outcome
        .stdout
        .lines()
        .find_map(|line| line.strip_prefix("password: "));
    let password = password.unwrap();
    assert_eq!(password.len(), 23, "{password}");
    assert!(!outcome.stderr.contains(password));

    let reset = place.printed(&["staff", "reset", "--email", EMAIL, "--generate"]);
    assert!(
        reset.contains("no second factor") && !reset.contains(password),
        "{reset}"
    );
    let unlock = place.printed(&["staff", "unlock", "--email", EMAIL]);
    assert_eq!(unlock, "ada@example.org can sign in again");
}

#[test]
fn people_are_placed_in_services_and_invited_to_them() {
    let place = production();
    let service = place.printed(&["service", "create", "--name", "Parking permits"]);
    let to = |command, email| {
        let to = ["--service", &service, "--role", "refund-manager"];
        place.run(&[&["staff", command, "--email", email], &to[..]].concat())
    };
    let mut create = vec!["staff", "create", "--email", EMAIL, "--generate"];
    create.extend(["--service", &service, "--role", "service-admin"]);
    place.printed(&create);

    let placed = to("place", EMAIL);
    assert_eq!(
        placed.stdout,
        format!("ada@example.org: Refund manager of {service}\n")
    );
    refused(&to("place", EMAIL), "they belong to the service already");
    refused(&to("place", "bo@example.org"), "nobody has this address");
    refused(&to("invite", EMAIL), "they belong to the service already");

    let first = to("invite", "bo@example.org").stdout;
    let second = to("invite", "bo@example.org").stdout;
    let secret = first.strip_prefix("https://pay.example.org/admin/invitation/");
    assert_eq!(secret.unwrap().trim_end().len(), 64, "{first}");
    assert_ne!(first, second);

    let elsewhere = ["--service", "nowhere", "--role", "viewer"];
    let invite = ["staff", "invite", "--email", "bo@example.org"];
    refused(
        &place.run(&[&invite, &elsewhere[..]].concat()),
        "bursar service list shows them",
    );
}

#[test]
fn nobody_who_is_unknown_is_reset_or_unlocked() {
    let place = production();
    for command in [
        &["staff", "reset", "--email", EMAIL, "--generate"][..],
        &["staff", "unlock", "--email", EMAIL],
    ] {
        refused(&place.run(command), "nobody has this address");
    }
}

#[test]
fn production_tells_no_codes() {
    let place = production();
    refused(&place.run(&["staff", "code"]), "this is not sandbox mode");
}

#[test]
fn the_record_is_proved_and_its_first_broken_link_named() {
    let place = production();
    for email in ["ada@example.org", "bo@example.org", "cy@example.org"] {
        place.printed(&["staff", "create", "--email", email, "--generate"]);
    }
    let whole = place.printed(&["audit", "verify"]);
    assert!(whole.ends_with("the audit record is whole"), "{whole}");
    assert!(whole.contains("the platform  3      whole"), "{whole}");

    place.sql(
        "DROP TRIGGER audit_links_are_not_changed;
         UPDATE audit_links SET target = 'di@example.org' WHERE position = 2;",
    );
    let outcome = place.run(&["audit", "verify"]);
    refused(
        &outcome,
        "the audit record of the platform is broken: link 2 was changed",
    );
    assert!(
        outcome.stdout.contains("broken: link 2"),
        "{}",
        outcome.stdout
    );
}
