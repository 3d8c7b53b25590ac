//! The checks of `searchRefunds`.

use domain::ports::queries::RefundSearch;

use super::Violation;
use super::searching::{Bad, instant};
use crate::generated::public::SearchRefundsParameters;

/// Checks the parameters, in the order in which refusals name them, and turns them into what the
/// use case needs.
pub(crate) fn parse(sent: &SearchRefundsParameters) -> Result<RefundSearch, Violation> {
    let mut bad = Bad::default();
    let search = RefundSearch {
        from: bad.read(&sent.from_date, instant),
        to: bad.read(&sent.to_date, instant),
        settled: bad.settled(&sent.from_settled_date, &sent.to_settled_date),
        sheet: bad.sheet(&sent.page, &sent.display_size),
    };
    bad.or("P1101", search)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Raw;

    #[test]
    fn all_bad_parameters_are_named_in_order() {
        let bad = || Some("x".to_owned());
        let refused = parse(&SearchRefundsParameters {
            from_date: Raw::new(bad()),
            to_date: Raw::new(bad()),
            from_settled_date: Raw::new(bad()),
            to_settled_date: Raw::new(bad()),
            page: Raw::new(bad()),
            display_size: Raw::new(bad()),
        })
        .unwrap_err();
        assert_eq!(refused.code, "P1101");
        assert_eq!(
            refused.description,
            "Invalid parameters: from_date, to_date, from_settled_date, to_settled_date, page, \
             display_size. See Public API documentation for the correct data formats"
        );
    }
}
