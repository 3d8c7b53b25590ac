//! The checks of `recordTelephonePayment`: types, what is missing, then values. All are 422 (as in
//! GOV.UK Pay).

mod command;
mod conditions;

use application::payments::report::ReportPayment;

use self::conditions::{
    is_no_instant, is_no_month, is_no_outcome, is_not_four_digits, is_not_six_digits,
};
use super::conditions::{
    is_missing, is_missing_or_blank, is_mistyped, is_no_choice, is_too_large, is_too_long,
    is_too_small, looks_like_a_card_number, looks_like_a_security_code,
};
use super::table::Answer::{Missing, Type, Value as NotAllowed};
use super::table::{Codes, Table, row};
use super::{Fault, Violation, repetition};
use crate::contract::Body;
use crate::generated::public::{CreateTelephonePaymentRequest, RecordTelephonePaymentParameters};

const NUMBER: &str = "Must be a valid numeric format";
const STRING: &str = "Must be of type String";
const SHORTER: &str = "Must be less than or equal to {limit} characters length";
const OUTCOME: &str = "Field [payment_outcome] must include a valid status and error code";

const ERROR_CODE: &str = "payment_outcome.supplemental.error_code";
const ERROR_MESSAGE: &str = "payment_outcome.supplemental.error_message";

#[rustfmt::skip]
const TABLE: Table = Table {
    codes: Codes { missing: "P0101", mistyped: "P0102", not_allowed: "P0102", unreadable: "P0197" },
    misshapen: Fault::NotAllowed,
    rows: &[
        row("amount",           is_mistyped,         Type(NUMBER)),
        row("reference",        is_mistyped,         Type(STRING)),
        row("description",      is_mistyped,         Type(STRING)),
        row("created_date",     is_mistyped,         Type(STRING)),
        row("authorised_date",  is_mistyped,         Type(STRING)),
        row("processor_id",     is_mistyped,         Type(STRING)),
        row("provider_id",      is_mistyped,         Type(STRING)),
        row("auth_code",        is_mistyped,         Type(STRING)),
        row(ERROR_CODE,         is_mistyped,         Type(STRING)),
        row(ERROR_MESSAGE,      is_mistyped,         Type(STRING)),
        row("card_type",        is_mistyped,         Type(STRING)),
        row("name_on_card",     is_mistyped,         Type(STRING)),
        row("email_address",    is_mistyped,         Type(STRING)),
        row("card_expiry",      is_mistyped,         Type(STRING)),
        row("last_four_digits", is_mistyped,         Type(STRING)),
        row("first_six_digits", is_mistyped,         Type(STRING)),
        row("telephone_number", is_mistyped,         Type(STRING)),
        row("amount",           is_missing,          Missing),
        row("reference",        is_missing_or_blank, Missing),
        row("description",      is_missing_or_blank, Missing),
        row("processor_id",     is_missing_or_blank, Missing),
        row("provider_id",      is_missing_or_blank, Missing),
        row("payment_outcome",  is_missing,          Missing),
        row("amount",           is_too_small,        NotAllowed("Must be greater than or equal to 1")),
        row("amount",           is_too_large,        NotAllowed("Must be less than or equal to {limit}")),
        row("reference",        is_too_long,         NotAllowed(SHORTER)),
        row("description",      is_too_long,         NotAllowed(SHORTER)),
        row("created_date",     is_no_instant,       NotAllowed("Field [created_date] must be a valid ISO-8601 time and date format")),
        row("authorised_date",  is_no_instant,       NotAllowed("Field [authorised_date] must be a valid ISO-8601 time and date format")),
        row("processor_id",     is_too_long,         NotAllowed(SHORTER)),
        row("provider_id",      is_too_long,         NotAllowed(SHORTER)),
        row("auth_code",        is_too_long,         NotAllowed(SHORTER)),
        row("payment_outcome",  is_no_outcome,       NotAllowed(OUTCOME)),
        row(ERROR_CODE,         is_too_long,         NotAllowed(SHORTER)),
        row(ERROR_MESSAGE,      is_too_long,         NotAllowed(SHORTER)),
        row("card_type",        is_no_choice,        NotAllowed("Field [card_type] must be either master-card, visa, maestro, diners-club, american-express or jcb")),
        row("name_on_card",     is_too_long,         NotAllowed(SHORTER)),
        // A card number or a security code in the wrong member would be kept and shown.
        row("name_on_card",     looks_like_a_card_number, NotAllowed("Must not be a card number")),
        row("name_on_card",     looks_like_a_security_code, NotAllowed("Must not be a security code")),
        row("email_address",    is_too_long,         NotAllowed(SHORTER)),
        row("card_expiry",      is_no_month,         NotAllowed("Field [card_expiry] must have valid MM/YY")),
        row("last_four_digits", is_not_four_digits,  NotAllowed("Field [last_four_digits] must be exactly 4 digits")),
        row("first_six_digits", is_not_six_digits,   NotAllowed("Field [first_six_digits] must be exactly 6 digits")),
        row("telephone_number", is_too_long,         NotAllowed(SHORTER)),
    ],
};

/// Checks a request and turns it into what the use case needs.
pub(crate) fn parse(
    body: Body<CreateTelephonePaymentRequest>,
    parameters: &RecordTelephonePaymentParameters,
) -> Result<ReportPayment, Violation> {
    let document = TABLE.read(body)?;
    if !document.is_object() {
        return Err(TABLE.unreadable());
    }
    TABLE.examine::<CreateTelephonePaymentRequest>(&document)?;
    let key = &parameters.idempotency_key;
    let repeatable = repetition::of(key, "recordTelephonePayment", "", &document)?;
    command::of(&document, repeatable).ok_or_else(|| TABLE.unreadable())
}

#[cfg(test)]
mod tests;
