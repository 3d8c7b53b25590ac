//! The checks of the sandbox's `openDispute` and `moveDispute`. No client of old depends on their
//! words.

use domain::Amount;
use domain::dispute::{DisputeReason, DisputeStatus};
use serde_json::Value;

use super::sandbox::{self, member};
use super::{Culprit, Violation};
use crate::contract::Body;
use crate::generated::sandbox::{DisputeMove, DisputeToOpen};

/// Why a payment is disputed, and how much of it: all, if nothing is said.
pub(crate) fn opening(
    body: Body<DisputeToOpen>,
) -> Result<(DisputeReason, Option<Amount>), Violation> {
    let document = sandbox::read(body)?;
    let reason = sandbox::word::<DisputeToOpen, _>(&document, "reason")?;
    let amount = match member(&document, "amount") {
        None => None,
        Some(value) => Some(amount(value)?),
    };
    Ok((reason, amount))
}

/// Where a dispute goes.
pub(crate) fn moving(body: Body<DisputeMove>) -> Result<DisputeStatus, Violation> {
    let document = sandbox::read(body)?;
    sandbox::word::<DisputeMove, _>(&document, "status")
}

fn amount(value: &Value) -> Result<Amount, Violation> {
    let field = Culprit::Field("amount");
    let minor = value
        .as_i64()
        .ok_or_else(|| sandbox::malformed(field, "amount must be a whole number".to_owned()))?;
    match Amount::from_minor(minor) {
        Ok(amount) if amount > Amount::ZERO => Ok(amount),
        _ => Err(sandbox::not_allowed(
            field,
            "the amount cannot be disputed".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::Fault::{Malformed, NotAllowed};

    #[test]
    fn a_dispute_has_a_reason_and_perhaps_an_amount() {
        for (body, expected) in [
            (r#"{"reason":"fraudulent"}"#, Ok(None)),
            (r#"{"reason":"other","amount":null}"#, Ok(None)),
            (r#"{"reason":"other","amount":600}"#, Ok(Some(600))),
            ("", Err((Malformed, "the body is not JSON"))),
            ("{}", Err((Malformed, "reason is missing"))),
            (r#"{"reason":7}"#, Err((Malformed, "reason must be text"))),
            (
                r#"{"reason":"other","amount":"1"}"#,
                Err((Malformed, "amount must be a whole number")),
            ),
            (
                r#"{"reason":"other","amount":0}"#,
                Err((NotAllowed, "the amount cannot be disputed")),
            ),
            (
                r#"{"reason":"other","amount":10000001}"#,
                Err((NotAllowed, "the amount cannot be disputed")),
            ),
        ] {
            let found = opening(Body::read(body.as_bytes()));
            let found = found.as_ref().map(|(_, amount)| amount.map(Amount::minor));
            let found = found.map_err(|refused| (refused.fault, &*refused.description));
            assert_eq!(found, expected, "{body}");
        }
    }

    #[test]
    fn every_word_of_the_contract_is_known() {
        let words = "reason must be one of credit_not_processed, duplicate, fraudulent, general, \
                     product_not_received, product_unacceptable, subscription_canceled, \
                     unrecognised, other";
        let refused = opening(Body::read(br#"{"reason":"x"}"#)).unwrap_err();
        assert_eq!(refused.description, words);
        for (body, expected) in [
            (
                r#"{"status":"under_review"}"#,
                Ok(DisputeStatus::UnderReview),
            ),
            (r#"{"status":"won"}"#, Ok(DisputeStatus::Won)),
            (r#"{"status":"lost"}"#, Ok(DisputeStatus::Lost)),
            (
                r#"{"status":"needs_response"}"#,
                Err("status must be one of under_review, won, lost"),
            ),
            ("{}", Err("status is missing")),
        ] {
            let found = moving(Body::read(body.as_bytes()));
            let found = found.as_ref().map_err(|refused| &*refused.description);
            assert_eq!(found.copied(), expected, "{body}");
        }
    }
}
