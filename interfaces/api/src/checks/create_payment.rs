//! The checks of `createPayment`, in the order in which clients have always met them.
//!
//! First the body as it was sent, member by member; then limits; then the header; last the
//! return URL. Whatever needs to know the account is the use case's.

use std::borrow::Cow;

use application::payments::create::CreatePayment;
use domain::Amount;
use domain::payment::metadata::MetadataValue;
use domain::payment::{Address, Description, Email, Metadata, PrefilledCardholder};
use domain::payment::{Reference, ReturnUrl};
use serde_json::Value;

use super::conditions::{
    is_missing, is_missing_or_blank, is_mistyped, is_mistyped_or_forbidden, is_null,
    is_null_or_mistyped, is_too_large, is_too_long, is_too_small,
};
use super::idempotency_key;
use super::metadata::{breaks_a_rule, broken_rules};
use super::table::Answer::{Missing, Type, Value as NotAllowed, Words};
use super::table::{Codes, Culprit, Fault, Table, Violation, row};
use crate::contract::Body;
use crate::generated::public::{self, CreateCardPaymentRequest, CreatePaymentParameters};

const NUMBER: &str = "Must be a valid numeric format";
const TEXT: &str = "Must be a valid string format";
const URL: &str = "Must be a valid URL format";
const TRUE_OR_FALSE: &str = "Must be true or false";
const STRING: &str = "Field must be a string";
const SHORTER: &str = "Must be less than or equal to {limit} characters length";

const NAME: &str = "prefilled_cardholder_details.cardholder_name";
const LINE1: &str = "prefilled_cardholder_details.billing_address.line1";
const LINE2: &str = "prefilled_cardholder_details.billing_address.line2";
const CITY: &str = "prefilled_cardholder_details.billing_address.city";
const POSTCODE: &str = "prefilled_cardholder_details.billing_address.postcode";
const COUNTRY: &str = "prefilled_cardholder_details.billing_address.country";

#[rustfmt::skip]
const TABLE: Table = Table {
    codes: Codes { missing: "P0101", invalid: "P0102", unreadable: "P0197" },
    rows: &[
        // As sent.
        row("amount",          is_missing,               Missing),
        row("amount",          is_mistyped,              Type(NUMBER)),
        row("reference",       is_missing_or_blank,      Missing),
        row("reference",       is_mistyped_or_forbidden, Type(TEXT)),
        row("description",     is_missing_or_blank,      Missing),
        row("description",     is_mistyped_or_forbidden, Type(TEXT)),
        row("return_url",      is_mistyped,              Type(URL)),
        row("delayed_capture", is_null_or_mistyped,      Type(TRUE_OR_FALSE)),
        row("email",           is_mistyped,              Type(STRING)),
        row(NAME,              is_mistyped,              Type(STRING)),
        row(LINE1,             is_mistyped,              Type(STRING)),
        row(LINE2,             is_mistyped,              Type(STRING)),
        row(CITY,              is_mistyped,              Type(STRING)),
        row(POSTCODE,          is_mistyped,              Type(STRING)),
        row(COUNTRY,           is_mistyped,              Type(STRING)),
        row("metadata",        is_null,                  NotAllowed("Value must not be null")),
        row("metadata",        is_mistyped,              NotAllowed("Must be an object of JSON key-value pairs")),
        row("metadata",        breaks_a_rule,            Words(broken_rules)),
        // Limits (4.3). The first one says 1 although 0 passes here.
        row("amount",          is_too_small,             NotAllowed("Must be greater than or equal to 1")),
        row("amount",          is_too_large,             NotAllowed("Must be less than or equal to {limit}")),
        row("reference",       is_too_long,              NotAllowed(SHORTER)),
        row("description",     is_too_long,              NotAllowed(SHORTER)),
        row("return_url",      is_too_long,              NotAllowed(SHORTER)),
        row("email",           is_too_long,              NotAllowed(SHORTER)),
        row(NAME,              is_too_long,              NotAllowed(SHORTER)),
        row(LINE1,             is_too_long,              NotAllowed(SHORTER)),
        row(LINE2,             is_too_long,              NotAllowed(SHORTER)),
        row(CITY,              is_too_long,              NotAllowed(SHORTER)),
        row(POSTCODE,          is_too_long,              NotAllowed(SHORTER)),
    ],
};

/// Checks a request and turns it into what the use case needs.
pub(crate) fn parse(
    body: Body<CreateCardPaymentRequest>,
    parameters: &CreatePaymentParameters,
) -> Result<CreatePayment, Violation> {
    let mut document = TABLE.check(body)?;
    idempotency_key::check(&parameters.idempotency_key)?;
    forgive(&mut document);
    let request: CreateCardPaymentRequest = TABLE.parse(document)?;
    // Web payments need a return URL, and its errors never name the field (4.4).
    let return_url = match request.return_url.as_deref() {
        None | Some("") => return Err(missing_return_url()),
        Some(url) => ReturnUrl::parse(url).map_err(|_| bad_return_url())?,
    };
    command(request, return_url).ok_or_else(|| TABLE.unreadable())
}

/// Takes out what is wrong and has always been ignored.
fn forgive(document: &mut Value) {
    let Some(members) = document.as_object_mut() else {
        return;
    };
    let Some(details) = members.get_mut("prefilled_cardholder_details") else {
        return;
    };
    let Some(details) = details.as_object_mut() else {
        members.remove("prefilled_cardholder_details");
        return;
    };
    let Some(address) = details.get_mut("billing_address") else {
        return;
    };
    let Some(address) = address.as_object_mut() else {
        details.remove("billing_address");
        return;
    };
    let is_a_country = |country: &Value| {
        country
            .as_str()
            .is_some_and(|text| text.encode_utf16().count() == 2)
    };
    if !address.get("country").is_some_and(is_a_country) {
        address.remove("country");
    }
}

/// The domain's types refuse nothing here that the table let pass.
fn command(request: CreateCardPaymentRequest, return_url: ReturnUrl) -> Option<CreatePayment> {
    Some(CreatePayment {
        amount: Amount::from_minor(request.amount.into()).ok()?,
        reference: Reference::parse(request.reference.value).ok()?,
        description: Description::parse(request.description.value).ok()?,
        return_url,
        delayed_capture: request.delayed_capture,
        email: match filled(request.email) {
            Some(email) => Some(Email::parse(email).ok()?),
            None => None,
        },
        metadata: match request.metadata {
            Some(metadata) => self::metadata(metadata)?,
            None => Metadata::default(),
        },
        prefilled: request.prefilled_cardholder_details.map(prefilled),
    })
}

fn metadata(sent: public::ExternalMetadata) -> Option<Metadata> {
    let pairs = sent
        .members
        .into_iter()
        .map(|(key, value)| {
            let value = match value {
                Value::String(text) => MetadataValue::Text(text),
                Value::Number(number) => MetadataValue::Number(number.to_string()),
                Value::Bool(value) => MetadataValue::Bool(value),
                Value::Null | Value::Array(_) | Value::Object(_) => return None,
            };
            Some((key, value))
        })
        .collect::<Option<Vec<_>>>()?;
    Metadata::parse(pairs).ok()
}

fn prefilled(details: public::PrefilledCardholderDetails) -> PrefilledCardholder {
    PrefilledCardholder {
        name: filled(details.cardholder_name),
        billing_address: details.billing_address.take().map(|address| Address {
            line1: filled(address.line1),
            line2: filled(address.line2),
            city: filled(address.city),
            postcode: filled(address.postcode),
            country: filled(address.country),
        }),
    }
}

/// An empty text says no more than an absent one.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

fn missing_return_url() -> Violation {
    Violation {
        fault: Fault::Malformed,
        culprit: Culprit::Unnamed,
        code: "P0101",
        description: Cow::Borrowed("Missing mandatory attribute: return_url"),
    }
}

fn bad_return_url() -> Violation {
    Violation {
        fault: Fault::NotAllowed,
        culprit: Culprit::Unnamed,
        code: "P0102",
        description: Cow::Borrowed(
            "Invalid attribute value: return_url. Must be a valid URL format",
        ),
    }
}

#[cfg(test)]
mod tests;
