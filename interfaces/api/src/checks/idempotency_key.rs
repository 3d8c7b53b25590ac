//! The `Idempotency-Key` header. It is checked on every payment; those made on a web page do not use it.

use super::conditions::utf16_length;
use super::table::{Culprit, Fault, Violation};
use crate::contract::{Described, Kind, Raw};
use crate::generated::public::CreatePaymentIdempotencyKey;

/// Refuses a key that the contract does not allow.
pub(super) fn check(key: &Raw<CreatePaymentIdempotencyKey>) -> Result<(), Violation> {
    let Some(key) = key.value.as_deref() else {
        return Ok(());
    };
    let (shortest, longest) = limits();
    if !(shortest..=longest).contains(&utf16_length(key)) {
        return Err(violation(format!(
            "can have a size between {shortest} and {longest}"
        )));
    }
    if !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(violation(
            "can only contain alphanumeric characters and hyphens".to_owned(),
        ));
    }
    Ok(())
}

fn limits() -> (usize, usize) {
    match CreatePaymentIdempotencyKey::KIND {
        Kind::Text {
            min_length,
            max_length,
            ..
        } => (min_length.unwrap_or(0), max_length.unwrap_or(usize::MAX)),
        _ => (0, usize::MAX),
    }
}

fn violation(words: String) -> Violation {
    let name = CreatePaymentIdempotencyKey::NAME;
    Violation {
        fault: Fault::NotAllowed,
        culprit: Culprit::Header(name),
        code: "P0102",
        description: format!("Header [{name}] {words}").into(),
    }
}
