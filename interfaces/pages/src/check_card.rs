//! What a script asks while the card number is typed: is such a card taken here?
//!
//! Only a comfort. The number is checked again when the form is submitted.

use domain::card::{CardProduct, Funding, Prepaid};
use poem::http::header;
use poem::{IntoResponse, Response, handler};
use serde_json::{Value, json};

use crate::card_details::check_number;
use crate::form::Form;
use crate::headers::{FormsLead, protect};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Says what kind of card a number belongs to, or why it cannot be used.
#[handler]
pub(crate) async fn post(visit: Visit, mut form: Form) -> Result<Response, Refusal> {
    let checkout = visit.pages.application.checkout(&visit.user).await?;
    let answer = match check_number(&form.take("cardNo"), &checkout.account) {
        Ok(number) => accepted(CardProduct::of(&number)),
        Err(message) => json!({ "accepted": false, "message": message }),
    };
    let mut response = answer
        .to_string()
        .with_header(header::CONTENT_TYPE, "application/json")
        .into_response();
    protect(response.headers_mut(), FormsLead::Here);
    Ok(response)
}

fn accepted(product: Option<CardProduct>) -> Value {
    let funding = product.map_or(Funding::Either, |product| product.funding);
    let prepaid = product.map_or(Prepaid::Unknown, |product| product.prepaid);
    json!({
        "accepted": true,
        "type": match funding {
            Funding::Debit => "DEBIT",
            Funding::Credit => "CREDIT",
            Funding::Either => "CREDIT_OR_DEBIT",
        },
        "corporate": product.is_some_and(|product| product.corporate),
        "prepaid": match prepaid {
            Prepaid::Yes => "PREPAID",
            Prepaid::No => "NOT_PREPAID",
            Prepaid::Unknown => "UNKNOWN",
        },
    })
}
