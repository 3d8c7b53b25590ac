//! The commands an operator runs.

use crate::bursar::Place;

#[test]
fn an_account_and_a_key_are_opened_and_the_key_revoked() {
    let place = Place::production();
    assert!(place.printed(&["migrate"]).ends_with("done"));
    assert_eq!(place.printed(&["migrate"]), "the database was up to date");

    let service = place.printed(&["service", "create", "--name", "Parking permits"]);
    assert!(
        place
            .printed(&["service", "list"])
            .contains("Parking permits")
    );
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
    assert!(place.printed(&["account", "list"]).contains(&account));
    let key = place.printed(&[
        "key",
        "create",
        "--account",
        &account,
        "--description",
        "CI",
    ]);
    assert!(key.starts_with("api_test_"), "{key}");

    let list = place.printed(&["key", "list", "--account", &account]);
    assert!(list.contains("CI") && !list.contains(&key), "{list}");
    let id = list.lines().nth(1).unwrap().split(' ').next().unwrap();

    let served = place.serve(&[]);
    assert!(served.pay_with(&key).starts_with("HTTP/1.1 201"));
    place.printed(&["key", "revoke", id]);
    served.stop();
    let served = place.serve(&[]);
    assert!(served.pay_with(&key).starts_with("HTTP/1.1 401"));
}

#[test]
fn an_account_is_told_what_it_may_do() {
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

    let before = place.printed(&["account", "change", &account]);
    let after = place.printed(&[
        "account",
        "change",
        &account,
        "--recurring",
        "on",
        "--surcharge-credit",
        "250",
        "--rate-limit",
        "elevated",
        "--cards",
        "visa,master-card:debit",
        "--approval-above",
        "5000",
        "--3ds",
        "off",
    ]);

    let setting = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.split_whitespace().nth(1))
            .map(str::to_owned)
    };
    for (name, was, is) in [
        ("recurring", "off", "on"),
        ("surcharge-credit", "0", "250"),
        ("surcharge-debit", "0", "0"),
        ("rate-limit", "75,15,1000", "100,40,1000"),
        ("moto-api", "off", "off"),
        ("approval-above", "off", "5000"),
        ("3ds", "on", "off"),
        ("presumes-uk", "on", "on"),
    ] {
        assert_eq!(setting(&before, name).as_deref(), Some(was), "{name}");
        assert_eq!(setting(&after, name).as_deref(), Some(is), "{name}");
    }
    let cards = setting(&after, "cards");
    assert_eq!(cards.as_deref(), Some("visa,master-card:debit"));
    assert_eq!(place.printed(&["account", "change", &account]), after);
}

#[test]
fn every_setting_is_explained() {
    let place = Place::production();
    let text = place.printed(&["config", "--explain"]);
    for setting in server::settings::table::ALL {
        assert!(text.contains(setting.name), "{}", setting.name);
    }
    assert!(!text.contains("0123456789abcdef"), "{text}");
    assert!(!place.printed(&["config"]).contains("0123456789abcdef"));
}

#[test]
fn help_is_there_for_every_command() {
    let place = Place::sandbox();
    for command in [
        "serve",
        "migrate",
        "service",
        "account",
        "key",
        "staff",
        "audit",
        "listen",
        "trigger",
        "config",
        "check-config",
    ] {
        assert!(place.printed(&["--help"]).contains(command));
        assert!(
            place
                .printed(&[command, "--help"])
                .contains("Usage: bursar")
        );
    }
}

#[test]
fn good_settings_are_good() {
    assert_eq!(
        Place::sandbox().printed(&["check-config"]),
        "the settings and the database are good"
    );
}
