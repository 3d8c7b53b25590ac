//! What is typed into the card page.

use crate::client::Form;

/// A person's answers, except for the card number.
pub const ANSWERS: [(&str, &str); 9] = [
    ("expiryMonth", "11"),
    ("expiryYear", "39"),
    ("cardholderName", "Ade Okafor"),
    ("cvc", "737"),
    ("addressLine1", "3 Harbour Road"),
    ("addressLine2", "Flat 2"),
    ("addressCity", "Northport"),
    ("addressPostcode", "SW1A 1AA"),
    ("email", "ade.okafor@example.org"),
];

/// The card form, filled in with this card.
pub fn with_card(form: Form, number: &str) -> Form {
    let code = if number.starts_with("37") {
        "7373"
    } else {
        "737"
    };
    form.with_all(&ANSWERS)
        .with("cvc", code)
        .with("cardNo", number)
}
