//! The checks of `searchTransactions`: those of `searchPayments`, whose older name it is, but
//! settled dates cannot be searched for.

use domain::ports::queries::PaymentSearch;

use super::{Fault, Violation, search_payments, searching};
use crate::contract::{Described, Raw};
use crate::generated::public::{
    SearchPaymentsParameters, SearchTransactionsFromSettledDate, SearchTransactionsParameters,
    SearchTransactionsToSettledDate,
};

/// Checks the parameters and turns them into those of `searchPayments`, and what the use case
/// needs.
pub(crate) fn parse(
    sent: SearchTransactionsParameters,
) -> Result<(SearchPaymentsParameters, PaymentSearch), Violation> {
    let given = [
        (
            sent.from_settled_date.given().is_some(),
            SearchTransactionsFromSettledDate::NAME,
        ),
        (
            sent.to_settled_date.given().is_some(),
            SearchTransactionsToSettledDate::NAME,
        ),
    ];
    let refused: Vec<_> = given
        .into_iter()
        .filter_map(|(is_given, name)| is_given.then_some(name))
        .collect();
    if !refused.is_empty() {
        return Err(searching::violation(Fault::Malformed, "P0401", &refused));
    }
    let sent = SearchPaymentsParameters {
        reference: sent.reference,
        state: sent.state,
        email: sent.email,
        card_brand: sent.card_brand,
        cardholder_name: sent.cardholder_name,
        first_digits_card_number: sent.first_digits_card_number,
        last_digits_card_number: sent.last_digits_card_number,
        from_date: sent.from_date,
        to_date: sent.to_date,
        from_settled_date: Raw::new(None),
        to_settled_date: Raw::new(None),
        agreement_id: sent.agreement_id,
        page: sent.page,
        display_size: sent.display_size,
    };
    let search = search_payments::parse(&sent)?;
    Ok((sent, search))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_text(from: &str, to: &str, page: &str) -> Result<(), (Fault, String)> {
        let text = |text: &str| Some(text.to_owned());
        let parsed = parse(SearchTransactionsParameters {
            reference: Raw::new(None),
            state: Raw::new(None),
            email: Raw::new(None),
            card_brand: Raw::new(None),
            cardholder_name: Raw::new(None),
            first_digits_card_number: Raw::new(None),
            last_digits_card_number: Raw::new(None),
            from_date: Raw::new(None),
            to_date: Raw::new(None),
            from_settled_date: Raw::new(text(from)),
            to_settled_date: Raw::new(text(to)),
            agreement_id: Raw::new(None),
            page: Raw::new(text(page)),
            display_size: Raw::new(None),
        });
        parsed
            .map(|_| ())
            .map_err(|violation| (violation.fault, violation.description.into_owned()))
    }

    #[test]
    fn settled_dates_are_refused_before_anything_else() {
        let words = |names: &str| {
            format!(
                "Invalid parameters: {names}. \
                 See Public API documentation for the correct data formats"
            )
        };
        let (from, both) = ("from_settled_date", "from_settled_date, to_settled_date");
        for (first, second, page, expected) in [
            ("", " ", "1", Ok(())),
            ("2026-03-01", "", "x", Err((Fault::Malformed, words(from)))),
            ("x", "2026-03-01", "1", Err((Fault::Malformed, words(both)))),
            ("", "", "x", Err((Fault::NotAllowed, words("page")))),
        ] {
            assert_eq!(parse_text(first, second, page), expected);
        }
    }
}
