//! Modes, what goes with them, and the words that some members take.

use domain::payment::AgreementPaymentType;

use super::*;

const AGREEMENT: &str = "0123456789abcdefghijklmnop";

fn unexpected(member: &str) -> Option<Violation> {
    let words = format!("Unexpected attribute: {member}");
    refused(Fault::Malformed, Culprit::Unnamed, "P0104", &words)
}

/// A body of these members beside those that every payment needs.
fn body_of(members: Value) -> Value {
    let mut body = body_with("return_url", None);
    let all = body.as_object_mut().unwrap();
    all.extend(members.as_object().unwrap().clone());
    body
}

fn wanted(members: Value) -> CreatePayment {
    parse_text(&body_of(members).to_string(), Some("key-1")).unwrap()
}

#[test]
fn words_have_a_type_and_a_choice() {
    for (member, words, good) in [
        ("authorisation_mode", MODES, &["web"][..]),
        ("language", LANGUAGES, &["en", "cy"]),
    ] {
        for value in [json!(null), json!(""), json!(" "), json!(7), json!(["web"])] {
            let found = violation(&body_with(member, Some(value.clone())));
            assert_eq!(found, malformed(member, words), "{member}: {value}");
        }
        for value in ["external", "Web", "EN", "fr"] {
            let found = violation(&body_with(member, Some(json!(value))));
            assert_eq!(found, not_allowed(member, words), "{member}: {value}");
        }
        for value in good {
            assert_eq!(violation(&body_with(member, Some(json!(value)))), None);
        }
    }
}

#[test]
fn moto_is_true_or_false_and_not_null() {
    for (value, expected) in [
        (json!(true), None),
        (json!(false), None),
        (json!(null), malformed("moto", TRUE_OR_FALSE)),
        (json!("true"), malformed("moto", TRUE_OR_FALSE)),
    ] {
        assert_eq!(violation(&body_with("moto", Some(value))), expected);
    }
}

#[test]
fn an_agreement_is_charged_in_its_own_mode_alone() {
    let mode = |value: Value| json!({ "authorisation_mode": "agreement", "agreement_id": value });
    let length = || not_allowed("agreement_id", "Field [agreement_id] length must be 26");
    for (members, expected) in [
        (mode(json!(AGREEMENT)), None),
        (mode(json!(null)), missing("agreement_id")),
        (mode(json!(" ")), missing("agreement_id")),
        (mode(json!(7)), malformed("agreement_id", TEXT)),
        (mode(json!("short")), length()),
        (mode(json!("x".repeat(27))), length()),
        (mode(json!("\u{1F600}".repeat(13))), None),
        // Whether one is there at all is found out later.
        (json!({ "authorisation_mode": "agreement" }), None),
        (
            json!({ "agreement_id": AGREEMENT }),
            unexpected("agreement_id"),
        ),
        (json!({ "agreement_id": null }), unexpected("agreement_id")),
        (
            json!({ "agreement_id": 7, "authorisation_mode": "moto_api" }),
            unexpected("agreement_id"),
        ),
    ] {
        assert_eq!(violation(&body_of(members.clone())), expected, "{members}");
    }
}

#[test]
fn the_sort_of_payments_needs_an_agreement() {
    let member = "agreement_payment_type";
    let with = |value: Value| json!({ member: value, "authorisation_mode": "agreement" });
    for (members, expected) in [
        (with(json!("instalment")), None),
        (with(json!("recurring")), None),
        (with(json!("unscheduled")), None),
        (with(json!(null)), malformed(member, PAYMENT_TYPES)),
        (with(json!("")), malformed(member, PAYMENT_TYPES)),
        (with(json!(7)), malformed(member, PAYMENT_TYPES)),
        (with(json!("weekly")), not_allowed(member, PAYMENT_TYPES)),
        (json!({ member: "recurring" }), unexpected(member)),
        (json!({ member: "weekly" }), unexpected(member)),
        (json!({ member: null }), malformed(member, PAYMENT_TYPES)),
        (
            json!({ member: "recurring", "authorisation_mode": "moto_api" }),
            unexpected(member),
        ),
        (
            json!({
                member: "recurring",
                "authorisation_mode": "moto_api",
                "set_up_agreement": null,
            }),
            None,
        ),
    ] {
        assert_eq!(violation(&body_of(members.clone())), expected, "{members}");
    }
}

#[test]
fn an_agreement_to_set_up_is_a_name_or_nothing() {
    let member = "set_up_agreement";
    let length = || not_allowed(member, "Field [set_up_agreement] length must be 26");
    for (value, expected) in [
        (json!(AGREEMENT), None),
        (json!(null), None),
        (json!(7), None),
        (json!({}), None),
        (json!(""), length()),
        (json!("x".repeat(25)), length()),
    ] {
        let found = violation(&body_with(member, Some(value.clone())));
        assert_eq!(found, expected, "{value}");
    }
}

#[test]
fn only_web_payments_have_a_return_url() {
    let url = "https://service.example.org";
    for mode in ["moto_api", "agreement"] {
        for (value, expected) in [
            (json!(url), unexpected("return_url")),
            (json!("no URL"), unexpected("return_url")),
            (json!(null), None),
            (json!(7), malformed("return_url", URL)),
        ] {
            let members = json!({ "authorisation_mode": mode, "return_url": value });
            assert_eq!(violation(&body_of(members)), expected, "{mode}");
        }
    }
}

#[test]
fn two_programs_may_name_themselves() {
    for (value, expected) in [
        (json!({ "source": "CARD_PAYMENT_LINK" }), None),
        (json!({ "source": "CARD_AGENT_INITIATED_MOTO" }), None),
        (json!({}), None),
        (json!(null), None),
        (json!("CARD_PAYMENT_LINK"), None),
        (json!({ "source": null }), malformed("source", SOURCES)),
        (json!({ "source": 7 }), malformed("source", SOURCES)),
        (
            json!({ "source": "CARD_API" }),
            malformed("source", SOURCES),
        ),
        (
            json!({ "source": "CARD_EXTERNAL_TELEPHONE" }),
            malformed("source", SOURCES),
        ),
        (json!({ "source": "OTHER" }), not_allowed("source", SOURCES)),
    ] {
        let found = violation(&body_with("internal", Some(value.clone())));
        assert_eq!(found, expected, "{value}");
    }
}

#[test]
fn good_bodies_of_other_modes_become_what_the_service_wants() {
    let moto = wanted(json!({
        "authorisation_mode": "moto_api",
        "language": "cy",
        "internal": { "source": "CARD_AGENT_INITIATED_MOTO" },
    }));
    assert_eq!(moto.mode, AuthorisationMode::MotoApi);
    assert_eq!(moto.language, Language::Welsh);
    assert_eq!(moto.return_url, None);
    assert!(moto.typed_reference);
    assert_eq!(moto.repeatable.unwrap().key.as_str(), "key-1");

    let agreement = wanted(json!({
        "authorisation_mode": "agreement",
        "agreement_id": AGREEMENT,
        "agreement_payment_type": "unscheduled",
    }));
    assert_eq!(agreement.mode, AuthorisationMode::Agreement);
    assert_eq!(agreement.agreement.as_deref(), Some(AGREEMENT));
    let sort = AgreementPaymentType::Unscheduled;
    assert_eq!(agreement.agreement_payment_type, Some(sort));

    let set_up = body_with("set_up_agreement", Some(json!(AGREEMENT))).to_string();
    let set_up = parse_text(&set_up, None).unwrap();
    assert_eq!(set_up.set_up_agreement.as_deref(), Some(AGREEMENT));
}
