//! The checks of `createPayment`, in the order in which clients have always met them.
//!
//! First the body as it was sent, member by member; then limits; then the header; last what the
//! mode says of the return URL. Whatever needs to know the account is the use case's.

mod command;
mod conditions;
mod firewall;

use application::payments::create::CreatePayment;
use domain::account::Mode;

use self::conditions::{goes_with_another_mode, goes_without_an_agreement, is_a_source_of_others};
use super::conditions::{
    is_missing, is_missing_or_blank, is_mistyped, is_mistyped_or_forbidden, is_no_choice, is_null,
    is_null_blank_or_mistyped, is_null_or_blank, is_null_or_mistyped, is_too_large, is_too_long,
    is_too_short_or_long, is_too_small,
};
use super::metadata::{breaks_a_rule, broken_rules};
use super::repetition;
use super::table::Answer::{Missing, Type, Unexpected, Value as NotAllowed, Words};
use super::table::{Codes, Table, row};
use super::{Fault, Violation};
use crate::contract::Body;
use crate::generated::public::{CreateCardPaymentRequest, CreatePaymentParameters};
use crate::settings::ExtraRefusals;

const NUMBER: &str = "Must be a valid numeric format";
const TEXT: &str = "Must be a valid string format";
const URL: &str = "Must be a valid URL format";
const TRUE_OR_FALSE: &str = "Must be true or false";
const STRING: &str = "Field must be a string";
const SHORTER: &str = "Must be less than or equal to {limit} characters length";
const MODES: &str = "Must be one of web, moto_api, agreement";
const PAYMENT_TYPES: &str = "Must be one of instalment, recurring, unscheduled";
const LANGUAGES: &str = "Must be \"en\" or \"cy\"";
const SOURCES: &str = "Accepted values are only CARD_PAYMENT_LINK, CARD_AGENT_INITIATED_MOTO";

const NAME: &str = "prefilled_cardholder_details.cardholder_name";
const LINE1: &str = "prefilled_cardholder_details.billing_address.line1";
const LINE2: &str = "prefilled_cardholder_details.billing_address.line2";
const CITY: &str = "prefilled_cardholder_details.billing_address.city";
const POSTCODE: &str = "prefilled_cardholder_details.billing_address.postcode";
const COUNTRY: &str = "prefilled_cardholder_details.billing_address.country";

#[rustfmt::skip]
const TABLE: Table = Table {
    codes: Codes { missing: "P0101", mistyped: "P0102", not_allowed: "P0102", unreadable: "P0197" },
    misshapen: Fault::Malformed,
    rows: &[
        // As sent.
        row("amount",                 is_missing,                Missing),
        row("amount",                 is_mistyped,               Type(NUMBER)),
        row("reference",              is_missing_or_blank,       Missing),
        row("reference",              is_mistyped_or_forbidden,  Type(TEXT)),
        row("description",            is_missing_or_blank,       Missing),
        row("description",            is_mistyped_or_forbidden,  Type(TEXT)),
        row("return_url",             is_mistyped,               Type(URL)),
        row("moto",                   is_null_or_mistyped,       Type(TRUE_OR_FALSE)),
        row("authorisation_mode",     is_null_blank_or_mistyped, Type(MODES)),
        row("authorisation_mode",     is_no_choice,              NotAllowed(MODES)),
        row("agreement_id",           goes_with_another_mode,    Unexpected),
        row("agreement_id",           is_null_or_blank,          Missing),
        row("agreement_id",           is_mistyped,               Type(TEXT)),
        row("agreement_payment_type", is_null_blank_or_mistyped, Type(PAYMENT_TYPES)),
        row("agreement_payment_type", goes_without_an_agreement, Unexpected),
        row("agreement_payment_type", is_no_choice,              NotAllowed(PAYMENT_TYPES)),
        row("language",               is_null_blank_or_mistyped, Type(LANGUAGES)),
        row("language",               is_no_choice,              NotAllowed(LANGUAGES)),
        row("delayed_capture",        is_null_or_mistyped,       Type(TRUE_OR_FALSE)),
        row("email",                  is_mistyped,               Type(STRING)),
        row(NAME,                     is_mistyped,               Type(STRING)),
        row(LINE1,                    is_mistyped,               Type(STRING)),
        row(LINE2,                    is_mistyped,               Type(STRING)),
        row(CITY,                     is_mistyped,               Type(STRING)),
        row(POSTCODE,                 is_mistyped,               Type(STRING)),
        row(COUNTRY,                  is_mistyped,               Type(STRING)),
        row("metadata",               is_null,                   NotAllowed("Value must not be null")),
        row("metadata",               is_mistyped,               NotAllowed("Must be an object of JSON key-value pairs")),
        row("metadata",               breaks_a_rule,             Words(broken_rules)),
        row("internal.source",        is_null_or_mistyped,       Type(SOURCES)),
        row("internal.source",        is_a_source_of_others,     Type(SOURCES)),
        row("internal.source",        is_no_choice,              NotAllowed(SOURCES)),
        // Limits. The first one says 1 although 0 passes here.
        row("amount",                 is_too_small,              NotAllowed("Must be greater than or equal to 1")),
        row("amount",                 is_too_large,              NotAllowed("Must be less than or equal to {limit}")),
        row("reference",              is_too_long,               NotAllowed(SHORTER)),
        row("description",            is_too_long,               NotAllowed(SHORTER)),
        row("return_url",             is_too_long,               NotAllowed(SHORTER)),
        row("set_up_agreement",       is_too_short_or_long,      NotAllowed("Field [set_up_agreement] length must be {limit}")),
        row("agreement_id",           is_too_short_or_long,      NotAllowed("Field [agreement_id] length must be {limit}")),
        row("email",                  is_too_long,               NotAllowed(SHORTER)),
        row(NAME,                     is_too_long,               NotAllowed(SHORTER)),
        row(LINE1,                    is_too_long,               NotAllowed(SHORTER)),
        row(LINE2,                    is_too_long,               NotAllowed(SHORTER)),
        row(CITY,                     is_too_long,               NotAllowed(SHORTER)),
        row(POSTCODE,                 is_too_long,               NotAllowed(SHORTER)),
    ],
};

/// Checks a request and turns it into what the use case needs.
pub(crate) fn parse(
    body: Body<CreateCardPaymentRequest>,
    parameters: &CreatePaymentParameters,
    refusals: ExtraRefusals,
    mode: Mode,
) -> Result<CreatePayment, Violation> {
    let mut document = TABLE.read(body)?;
    firewall::pass(&document, refusals, mode)?;
    TABLE.examine::<CreateCardPaymentRequest>(&document)?;
    let key = &parameters.idempotency_key;
    let repeatable = repetition::of(key, "createPayment", "", &document)?;
    let agreements = command::Agreements::taken_from(&mut document);
    command::forgive(&mut document);
    let request: CreateCardPaymentRequest = TABLE.parse(document)?;
    let return_url = command::return_url(&request)?;
    command::of(request, return_url, agreements, repeatable).ok_or_else(|| TABLE.unreadable())
}

#[cfg(test)]
mod tests;
