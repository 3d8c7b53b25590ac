//! What can be wrong with a member beside others, and with the program that sends a payment.

use serde_json::Value;

use crate::checks::table::Found;

/// Programs that exist and do not create payments here (as in GOV.UK Pay).
const OTHER_SOURCES: [&str; 2] = ["CARD_API", "CARD_EXTERNAL_TELEPHONE"];

/// Sent, whatever its value, although the mode takes no payment on an agreement.
pub(super) fn goes_with_another_mode(found: &Found<'_>) -> bool {
    found.value.is_some() && !is_on_an_agreement(found.document)
}

/// Sent although the payment has to do with no agreement.
pub(super) fn goes_without_an_agreement(found: &Found<'_>) -> bool {
    found.value.is_some()
        && found.document.get("set_up_agreement").is_none()
        && !is_on_an_agreement(found.document)
}

/// The name of another program.
pub(super) fn is_a_source_of_others(found: &Found<'_>) -> bool {
    let source = found.value.and_then(Value::as_str);
    source.is_some_and(|source| OTHER_SOURCES.contains(&source))
}

fn is_on_an_agreement(document: &Value) -> bool {
    document.get("authorisation_mode").and_then(Value::as_str) == Some("agreement")
}
