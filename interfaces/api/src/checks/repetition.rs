//! The `Idempotency-Key` header, and what makes two requests with one key the same.

use application::idempotency::Repeatable;
use domain::idempotency::{IdempotencyKey, KEY_MAX, NotAKey};
use serde_json::Value;

use super::canonical;
use super::violation::{Culprit, Fault, Violation};
use crate::contract::{Described, Raw};
use crate::generated::public::IdempotencyKeyParameter;

/// By which a request can be repeated, if it carries a key. Equal requests ask for the same
/// operation on the same target with equal JSON.
pub(super) fn of(
    sent: &Raw<IdempotencyKeyParameter>,
    operation: &str,
    target: &str,
    document: &Value,
) -> Result<Option<Repeatable>, Violation> {
    let Some(key) = key(sent)? else {
        return Ok(None);
    };
    let name = |text: &str| canonical::text(&Value::from(text));
    let (operation, target) = (name(operation), name(target));
    let asked = format!("[{operation},{target},{}]", canonical::text(document));
    Ok(Some(Repeatable {
        key,
        asked: asked.into_bytes(),
    }))
}

fn key(sent: &Raw<IdempotencyKeyParameter>) -> Result<Option<IdempotencyKey>, Violation> {
    let Some(text) = &sent.value else {
        return Ok(None);
    };
    let key = IdempotencyKey::parse(text.as_str()).map_err(|refusal| match refusal {
        NotAKey::Length => violation(&format!("can have a size between 1 and {KEY_MAX}")),
        NotAKey::Characters => violation("can only contain alphanumeric characters and hyphens"),
    })?;
    Ok(Some(key))
}

fn violation(words: &str) -> Violation {
    let name = IdempotencyKeyParameter::NAME;
    Violation {
        fault: Fault::NotAllowed,
        culprit: Culprit::Header(name),
        code: "P0102",
        description: format!("Header [{name}] {words}").into(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::contract::Kind;

    fn asked(operation: &str, target: &str, document: &Value) -> Vec<u8> {
        let sent = Raw::new(Some("key-1".to_owned()));
        let repeatable = of(&sent, operation, target, document).unwrap();
        repeatable.unwrap().asked
    }

    #[test]
    fn keys_are_letters_digits_and_hyphens() {
        let refused = |words: &str| Some(violation(words));
        for (key, expected) in [
            (None, None),
            (Some("a-B-9"), None),
            (Some(""), refused("can have a size between 1 and 255")),
            (Some(&*"x".repeat(255)), None),
            (
                Some(&*"x".repeat(256)),
                refused("can have a size between 1 and 255"),
            ),
            (
                Some("a b"),
                refused("can only contain alphanumeric characters and hyphens"),
            ),
            (
                Some("\u{fffd}"),
                refused("can only contain alphanumeric characters and hyphens"),
            ),
        ] {
            let sent = Raw::new(key.map(str::to_owned));
            let found = of(&sent, "createPayment", "", &json!({}));
            assert_eq!(found.err(), expected, "{key:?}");
        }
    }

    #[test]
    fn the_operation_its_target_and_its_body_are_what_is_asked() {
        let first = asked("createRefund", "p", &json!({ "amount": 1, "b": 2 }));
        let same = asked("createRefund", "p", &json!({ "b": 2.0, "amount": 1 }));
        assert_eq!(first, same);
        for other in [
            asked("createPayment", "p", &json!({ "amount": 1, "b": 2 })),
            asked("createRefund", "q", &json!({ "amount": 1, "b": 2 })),
            asked("createRefund", "p", &json!({ "amount": 1 })),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn the_limits_are_those_of_the_contract() {
        let Kind::Text { max_length, .. } = IdempotencyKeyParameter::KIND else {
            panic!("a key is text");
        };
        assert_eq!(max_length, Some(KEY_MAX));
    }
}
