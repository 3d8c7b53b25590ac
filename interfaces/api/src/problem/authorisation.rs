//! Why a payment was not authorised on the card that its service sent.

use application::payments::authorise::AuthorisePaymentError;
use domain::card::product::NotAccepted;
use domain::card::{Brand, CardType};

use super::body::plain;
use super::log;
use crate::generated::public::AuthorisePaymentFailure;

pub(crate) fn authorise(error: AuthorisePaymentError) -> AuthorisePaymentFailure {
    use AuthorisePaymentError as E;
    use AuthorisePaymentFailure as Failure;
    match error {
        E::CardExpired => Failure::UnprocessableContent(plain(
            "P0102",
            "Invalid attribute value: expiry_date. Must be a valid date in the future",
        )),
        E::TokenUnknown => Failure::BadRequest(plain("P1211", "The one_time_token is not valid")),
        E::TokenOfWebPayment => Failure::BadRequest(plain(
            "P1211",
            "The one_time_token is not a valid moto api token",
        )),
        E::TokenUsed => {
            Failure::BadRequest(plain("P1212", "The one_time_token has already been used"))
        }
        E::NotAccepted(refusal) => Failure::PaymentRequired(plain("P0010", words(refusal))),
        E::Declined => Failure::PaymentRequired(plain("P0010", "The payment was rejected")),
        E::Failed => failed(),
        E::Store(error) => {
            log(&error);
            failed()
        }
    }
}

/// The provider gave no usable answer, or something failed on our side.
pub(crate) fn failed() -> AuthorisePaymentFailure {
    AuthorisePaymentFailure::InternalServerError(plain(
        "P0050",
        "There was an error authorising the payment",
    ))
}

fn words(refusal: NotAccepted) -> String {
    match refusal {
        NotAccepted::UnknownBrand => "The card_number is not a valid card number".to_owned(),
        NotAccepted::Prepaid => "Prepaid cards are not accepted".to_owned(),
        NotAccepted::Brand(brand) => match brand.types() {
            [only] => not_enabled(brand, *only),
            _ => format!("The card type is not enabled: {}", brand.id()),
        },
        NotAccepted::Type(brand, card_type) => not_enabled(brand, card_type),
    }
}

fn not_enabled(brand: Brand, card_type: CardType) -> String {
    let card_type: &str = card_type.into();
    format!("The card type is not enabled: {} {card_type}", brand.id())
}
