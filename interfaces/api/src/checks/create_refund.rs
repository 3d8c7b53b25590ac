//! The checks of `createRefund`, in the order of GOV.UK Pay's API.

use application::refunds::create::CreateRefund;
use domain::Amount;
use serde_json::Value;

use super::conditions::{is_missing, is_mistyped, is_too_large, is_too_small};
use super::table::Answer::{Missing, Type, Value as NotAllowed};
use super::table::{Codes, Table, row};
use super::{Fault, Violation, repetition};
use crate::contract::Body;
use crate::generated::public::{CreateRefundParameters, PaymentRefundRequest};

#[rustfmt::skip]
const TABLE: Table = Table {
    codes: Codes { missing: "P0601", mistyped: "P0602", not_allowed: "P0602", unreadable: "P0697" },
    misshapen: Fault::Malformed,
    rows: &[
        row("amount", is_missing,   Missing),
        row("amount", is_mistyped,  Type("Must be a valid numeric format")),
        row("amount", is_too_small, NotAllowed("Must be greater than or equal to 1")),
        row("amount", is_too_large, NotAllowed("Must be less than or equal to {limit}")),
    ],
};

/// Checks a request and turns it into what the use case needs.
pub(crate) fn parse(
    body: Body<PaymentRefundRequest>,
    parameters: &CreateRefundParameters,
    payment: &str,
) -> Result<CreateRefund, Violation> {
    let mut document = TABLE.check(body)?;
    let key = &parameters.idempotency_key;
    let repeatable = repetition::of(key, "createRefund", payment, &document)?;
    let believed_available = document
        .as_object_mut()
        .and_then(|members| members.remove("refund_amount_available"))
        .map(|value| leniently(&value));
    let request: PaymentRefundRequest = TABLE.parse(document)?;
    Ok(CreateRefund {
        amount: Amount::from_minor(request.amount.into()).map_err(|_| TABLE.unreadable())?,
        believed_available,
        repeatable,
    })
}

/// Digits in quotes count, decimals lose their fraction, and whatever else is sent counts as
/// nothing left.
fn leniently(value: &Value) -> i64 {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|number| number as i64))
            .unwrap_or(0),
        Value::String(text) => text.trim().parse().unwrap_or(0),
        Value::Bool(_) | Value::Null | Value::Array(_) | Value::Object(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::checks::Culprit;
    use crate::checks::table::kind_at;
    use crate::contract::{Contracted, Raw};

    fn parse_text(body: &str) -> Result<CreateRefund, Violation> {
        let parameters = CreateRefundParameters {
            idempotency_key: Raw::new(None),
        };
        parse(Body::read(body.as_bytes()), &parameters, "p")
    }

    #[test]
    fn every_row_is_about_a_member_of_the_contract() {
        for row in TABLE.rows {
            assert!(kind_at(PaymentRefundRequest::SCHEMA, row.member).is_some());
        }
    }

    #[test]
    fn refusals_come_in_order_with_their_codes() {
        let amount = Culprit::Field("amount");
        let number = "Invalid attribute value: amount. Must be a valid numeric format";
        for (body, fault, culprit, code, words) in [
            (
                "{",
                Fault::Malformed,
                Culprit::Unnamed,
                "P0697",
                "Unable to parse JSON",
            ),
            (
                "null",
                Fault::Malformed,
                Culprit::Unnamed,
                "P0697",
                "Unable to parse JSON",
            ),
            (
                "",
                Fault::Malformed,
                Culprit::Unnamed,
                "P0920",
                "Request blocked by security rules. Please consult API documentation for more information.",
            ),
            (
                "[]",
                Fault::Malformed,
                amount,
                "P0601",
                "Missing mandatory attribute: amount",
            ),
            (
                "{}",
                Fault::Malformed,
                amount,
                "P0601",
                "Missing mandatory attribute: amount",
            ),
            (
                "{\"amount\":null}",
                Fault::Malformed,
                amount,
                "P0601",
                "Missing mandatory attribute: amount",
            ),
            (
                "{\"amount\":\"1\"}",
                Fault::Malformed,
                amount,
                "P0602",
                number,
            ),
            (
                "{\"amount\":1.0}",
                Fault::Malformed,
                amount,
                "P0602",
                number,
            ),
            (
                "{\"amount\":2147483648}",
                Fault::Malformed,
                amount,
                "P0602",
                number,
            ),
            (
                "{\"amount\":0}",
                Fault::NotAllowed,
                amount,
                "P0602",
                "Invalid attribute value: amount. Must be greater than or equal to 1",
            ),
            (
                "{\"amount\":10000001}",
                Fault::NotAllowed,
                amount,
                "P0602",
                "Invalid attribute value: amount. Must be less than or equal to 10000000",
            ),
        ] {
            let expected = Violation {
                fault,
                culprit,
                code,
                description: words.into(),
            };
            assert_eq!(parse_text(body), Err(expected), "{body}");
        }
    }

    #[test]
    fn the_amount_available_is_read_leniently() {
        for (sent, expected) in [
            (json!({ "amount": 1 }), None),
            (
                json!({ "amount": 1, "refund_amount_available": 9000 }),
                Some(9000),
            ),
            (
                json!({ "amount": 1, "refund_amount_available": "9000" }),
                Some(9000),
            ),
            (
                json!({ "amount": 1, "refund_amount_available": null }),
                Some(0),
            ),
            (
                json!({ "amount": 1, "refund_amount_available": "x" }),
                Some(0),
            ),
            (
                json!({ "amount": 1, "refund_amount_available": {} }),
                Some(0),
            ),
        ] {
            let wanted = parse_text(&sent.to_string()).unwrap();
            assert_eq!(wanted.believed_available, expected, "{sent}");
        }
    }
}
