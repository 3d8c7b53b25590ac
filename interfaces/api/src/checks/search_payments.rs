//! The checks of `searchPayments`.

use domain::payment::Status;
use domain::ports::queries::PaymentSearch;

use super::Violation;
use super::searching::{Bad, four_digits, instant, six_digits, text};
use crate::contract::Kind;
use crate::generated::public::SearchPaymentsParameters;

/// Checks the parameters, in the order in which refusals name them, and turns them into what the
/// use case needs.
pub(crate) fn parse(sent: &SearchPaymentsParameters) -> Result<PaymentSearch, Violation> {
    let mut bad = Bad::default();
    let statuses = bad.read(&sent.state, statuses).unwrap_or_default();
    let reference = bad.read(&sent.reference, text);
    let email = bad.read(&sent.email, text);
    let card_brand = bad.read(&sent.card_brand, text);
    let from = bad.read(&sent.from_date, instant);
    let to = bad.read(&sent.to_date, instant);
    let sheet = bad.sheet(&sent.page, &sent.display_size);
    let first_digits = bad.read(&sent.first_digits_card_number, six_digits);
    let last_digits = bad.read(&sent.last_digits_card_number, four_digits);
    let settled = bad.settled(&sent.from_settled_date, &sent.to_settled_date);
    let search = PaymentSearch {
        reference,
        email,
        statuses,
        card_brand: card_brand.map(|brand| brand.to_lowercase()),
        cardholder_name: bad.read(&sent.cardholder_name, text),
        first_digits,
        last_digits,
        agreement: bad.read(&sent.agreement_id, text),
        from,
        to,
        settled,
        sheet,
    };
    bad.or("P0401", search)
}

fn statuses(word: &str, kind: &Kind) -> Option<Vec<Status>> {
    match kind {
        Kind::Choice(words) if words.contains(&word) => Some(Status::named(word)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
