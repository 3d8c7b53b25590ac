//! The commands an operator runs.

use crate::bursar::Place;

#[test]
fn an_account_and_a_key_are_opened_and_the_key_revoked() {
    let place = Place::production();
    assert_eq!(place.printed(&["migrate"]), "1 migration done");
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
