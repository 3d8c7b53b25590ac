//! What is known of the paying user, as JSON, and whether any of it is left.

use domain::Payment;
use domain::payment::paying_user::REDACTED;
use domain::payment::{Address, PrefilledCardholder};
use serde::{Deserialize, Serialize};

use super::{Impossible, from_json, json};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredAddress {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line1: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line2: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    city: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    postcode: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredCardholder {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    billing_address: Option<StoredAddress>,
}

pub(crate) fn address_to_text(address: &Address) -> String {
    json(&StoredAddress::from(address))
}

pub(crate) fn address_from_text(text: &str) -> Result<Address, Impossible> {
    from_json("card_address", text).map(StoredAddress::into)
}

pub(crate) fn prefilled_to_text(known: &PrefilledCardholder) -> String {
    json(&StoredCardholder {
        name: known.name.clone(),
        billing_address: known.billing_address.as_ref().map(StoredAddress::from),
    })
}

pub(crate) fn prefilled_from_text(text: &str) -> Result<PrefilledCardholder, Impossible> {
    let known: StoredCardholder = from_json("prefilled", text)?;
    Ok(PrefilledCardholder {
        name: known.name,
        billing_address: known.billing_address.map(StoredAddress::into),
    })
}

/// Whether redaction would still remove something.
pub(crate) fn has_personal_data(payment: &Payment) -> bool {
    let email = payment
        .email
        .as_ref()
        .is_some_and(|email| email.as_str() != REDACTED);
    let prefilled = payment
        .prefilled
        .as_ref()
        .is_some_and(|known| *known != known.redacted());
    let card = payment
        .card
        .as_ref()
        .is_some_and(|card| *card != card.clone().redacted());
    let report = payment
        .report
        .as_ref()
        .is_some_and(|report| *report != report.clone().redacted());
    email || prefilled || card || report
}

impl From<&Address> for StoredAddress {
    fn from(address: &Address) -> Self {
        let Address {
            line1,
            line2,
            city,
            postcode,
            country,
        } = address.clone();
        Self {
            line1,
            line2,
            city,
            postcode,
            country,
        }
    }
}

impl From<StoredAddress> for Address {
    fn from(stored: StoredAddress) -> Self {
        let StoredAddress {
            line1,
            line2,
            city,
            postcode,
            country,
        } = stored;
        Self {
            line1,
            line2,
            city,
            postcode,
            country,
        }
    }
}
