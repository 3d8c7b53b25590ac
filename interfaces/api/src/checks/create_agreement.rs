//! The checks of `createAgreement`, in the order of GOV.UK Pay's API. Lengths have the code that
//! payments have for them.

use application::agreements::create::CreateAgreement;
use domain::agreement::UserIdentifier;
use domain::payment::{Description, Reference};

use super::conditions::{
    is_missing_or_blank, is_mistyped, is_mistyped_or_forbidden, is_too_long, is_too_short_or_long,
};
use super::table::Answer::{Missing, Type, Value as NotAllowed};
use super::table::{Codes, Table, row};
use super::{Fault, Violation, repetition};
use crate::contract::Body;
use crate::generated::public::{CreateAgreementParameters, CreateAgreementRequest};

const TEXT: &str = "Must be a valid string format";
const STRING: &str = "Field must be a string";
const SHORTER: &str = "Must be less than or equal to {limit} characters length";

#[rustfmt::skip]
const TABLE: Table = Table {
    codes: Codes { missing: "P2101", mistyped: "P2102", not_allowed: "P0102", unreadable: "P2197" },
    misshapen: Fault::Malformed,
    rows: &[
        row("reference",       is_missing_or_blank,      Missing),
        row("reference",       is_mistyped_or_forbidden, Type(TEXT)),
        row("description",     is_missing_or_blank,      Missing),
        row("description",     is_mistyped_or_forbidden, Type(TEXT)),
        row("user_identifier", is_mistyped,              Type(STRING)),
        row("reference",       is_too_long,              NotAllowed(SHORTER)),
        row("description",     is_too_long,              NotAllowed(SHORTER)),
        // An empty one is told that it is too long, as it always was.
        row("user_identifier", is_too_short_or_long,     NotAllowed(SHORTER)),
    ],
};

/// Checks a request and turns it into what the use case needs.
pub(crate) fn parse(
    body: Body<CreateAgreementRequest>,
    parameters: &CreateAgreementParameters,
) -> Result<CreateAgreement, Violation> {
    let document = TABLE.check(body)?;
    let key = &parameters.idempotency_key;
    let repeatable = repetition::of(key, "createAgreement", "", &document)?;
    let request: CreateAgreementRequest = TABLE.parse(document)?;
    let user = request.user_identifier.map(UserIdentifier::parse);
    Ok(CreateAgreement {
        reference: Reference::parse(request.reference.value).map_err(|_| TABLE.unreadable())?,
        description: Description::parse(request.description.value)
            .map_err(|_| TABLE.unreadable())?,
        user_identifier: user.transpose().map_err(|_| TABLE.unreadable())?,
        repeatable,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_ne, proptest};
    use serde_json::{Value, json};

    use super::*;
    use crate::checks::table::kind_at;
    use crate::checks::{Culprit, arbitrary};
    use crate::contract::{Contracted, Raw};

    fn parse_text(body: &str) -> Result<CreateAgreement, Violation> {
        let parameters = CreateAgreementParameters {
            idempotency_key: Raw::new(None),
        };
        parse(Body::read(body.as_bytes()), &parameters)
    }

    /// The status, the member, the code and the words of a refusal.
    fn refused(body: &str) -> Option<(Fault, Culprit, &'static str, String)> {
        let violation = parse_text(body).err()?;
        Some((
            violation.fault,
            violation.culprit,
            violation.code,
            violation.description.into_owned(),
        ))
    }

    fn with(member: &str, value: &Value) -> String {
        let mut body = json!({ "reference": "R", "description": "D" });
        body[member] = value.clone();
        body.to_string()
    }

    #[test]
    fn every_row_is_about_a_member_of_the_contract() {
        for row in TABLE.rows {
            assert!(kind_at(CreateAgreementRequest::SCHEMA, row.member).is_some());
        }
    }

    #[test]
    fn a_body_must_be_json() {
        let unnamed =
            |code, words: &str| Some((Fault::Malformed, Culprit::Unnamed, code, words.to_owned()));
        for body in ["null", "{", "abc"] {
            assert_eq!(refused(body), unnamed("P2197", "Unable to parse JSON"));
        }
        assert_eq!(
            refused(""),
            unnamed("P0920", crate::checks::violation::BLOCKED)
        );
        let missing = "Missing mandatory attribute: reference".to_owned();
        let field = Culprit::Field("reference");
        assert_eq!(
            refused("[]"),
            Some((Fault::Malformed, field, "P2101", missing))
        );
    }

    #[test]
    fn texts_have_types_characters_and_lengths() {
        use Fault::{Malformed, NotAllowed};
        let long = "Must be less than or equal to 255 characters length";
        for field in ["reference", "description"] {
            let invalid = |fault, code, words: &str| {
                let words = format!("Invalid attribute value: {field}. {words}");
                Some((fault, Culprit::Field(field), code, words))
            };
            let missing = Some((
                Malformed,
                Culprit::Field(field),
                "P2101",
                format!("Missing mandatory attribute: {field}"),
            ));
            for (value, expected) in [
                (json!(null), missing.clone()),
                (json!(" "), missing.clone()),
                (json!(7), invalid(Malformed, "P2102", TEXT)),
                (json!("a<b"), invalid(Malformed, "P2102", TEXT)),
                (json!("a|b"), invalid(Malformed, "P2102", TEXT)),
                (json!("x".repeat(255)), None),
                (json!("x".repeat(256)), invalid(NotAllowed, "P0102", long)),
            ] {
                assert_eq!(refused(&with(field, &value)), expected, "{field}: {value}");
            }
        }
        let user = |fault, code, words: &str| {
            let words = format!("Invalid attribute value: user_identifier. {words}");
            Some((fault, Culprit::Field("user_identifier"), code, words))
        };
        for (value, expected) in [
            (json!(null), None),
            (json!("u"), None),
            (json!("x".repeat(255)), None),
            (json!(7), user(Malformed, "P2102", STRING)),
            (json!(""), user(NotAllowed, "P0102", long)),
            (json!("x".repeat(256)), user(NotAllowed, "P0102", long)),
        ] {
            let body = with("user_identifier", &value);
            assert_eq!(refused(&body), expected, "{value}");
        }
    }

    #[test]
    fn a_good_body_becomes_what_the_service_wants() {
        let wanted = parse_text(&with("user_identifier", &json!("user-1"))).unwrap();
        assert_eq!(wanted.reference.as_str(), "R");
        assert_eq!(wanted.description.as_str(), "D");
        assert_eq!(wanted.user_identifier.unwrap().as_str(), "user-1");
        assert_eq!(wanted.repeatable, None);
    }

    const NAMES: &[&str] = &["reference", "description", "user_identifier"];

    proptest! {
        /// The table refuses everything that the types behind it would refuse.
        #[test]
        fn nothing_passes_the_table_and_fails_behind_it(
            members in arbitrary::members(NAMES, &["R"])
        ) {
            let mut body = json!({ "reference": "R", "description": "D" });
            body.as_object_mut().unwrap().extend(members);
            let code = parse_text(&body.to_string()).err().map(|violation| violation.code);
            prop_assert_ne!(code, Some("P2197"));
        }
    }
}
