//! What a script asks while the card number is typed: is such a card taken here,
//! and does it cost more?
//!
//! Only a comfort. The number is checked again when the form is submitted, and
//! what the card costs stands on the confirm page.

use application::checkout::Checkout;
use domain::card::{CardProduct, Funding, Prepaid};
use poem::{Response, handler};
use serde_json::{Value, json};

use crate::card_details::check_number;
use crate::form::Form;
use crate::order::Order;
use crate::refusal::Refusal;
use crate::respond;
use crate::text::Texts;
use crate::visit::Visit;

/// Says what kind of card a number belongs to, or why it cannot be used.
#[handler]
pub(crate) async fn post(visit: Visit, mut form: Form) -> Result<Response, Refusal> {
    let checkout = visit.pages.application.checkout(&visit.user).await?;
    let texts = Texts::of(checkout.payment.language);
    let number = check_number(&form.take("cardNo"), &checkout.account, &texts.mistakes);
    let answer = match number {
        Ok(number) => accepted(CardProduct::of(&number), checkout),
        Err(message) => json!({ "accepted": false, "message": message }),
    };
    Ok(respond::answer(&answer))
}

/// The four members of a card that is taken (as in GOV.UK Pay), and a fifth of
/// ours for one that costs more.
fn accepted(product: Option<CardProduct>, checkout: Checkout) -> Value {
    let funding = product.map_or(Funding::Either, |product| product.funding);
    let prepaid = product.map_or(Prepaid::Unknown, |product| product.prepaid);
    let mut answer = json!({
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
    });
    let surcharge = product.and_then(|product| surcharge(product, checkout));
    if let (Some(members), Some(surcharge)) = (answer.as_object_mut(), surcharge) {
        members.insert("surcharge".to_owned(), surcharge);
    }
    answer
}

/// What the card would cost more, as the page says it.
fn surcharge(product: CardProduct, checkout: Checkout) -> Option<Value> {
    let Checkout {
        mut payment,
        account,
        ..
    } = checkout;
    payment.add_surcharge(account.surcharges.for_card(&product));
    let order = Order::of(&payment);
    let fee = order.fee?;
    let texts = &Texts::of(payment.language).summary;
    let message = match product.funding {
        Funding::Credit => (texts.credit_fee)(&fee),
        Funding::Debit | Funding::Either => (texts.debit_fee)(&fee),
    };
    Some(json!({ "message": message, "fee": fee, "total": order.total }))
}
