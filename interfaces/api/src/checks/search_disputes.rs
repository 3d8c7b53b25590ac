//! The checks of `searchDisputes`.

use domain::ports::queries::DisputeSearch;

use super::Violation;
use super::searching::{Bad, instant, word};
use crate::generated::public::SearchDisputesParameters;

/// Checks the parameters, in the order in which refusals name them, and turns them into what the
/// use case needs.
pub(crate) fn parse(sent: &SearchDisputesParameters) -> Result<DisputeSearch, Violation> {
    let mut bad = Bad::default();
    let search = DisputeSearch {
        from: bad.read(&sent.from_date, instant),
        to: bad.read(&sent.to_date, instant),
        settled: bad.settled(&sent.from_settled_date, &sent.to_settled_date),
        sheet: bad.sheet(&sent.page, &sent.display_size),
        // Refusals call it what payments call it (as in GOV.UK Pay).
        status: bad.read_as("state", &sent.status, word),
    };
    bad.or("P0401", search)
}

#[cfg(test)]
mod tests {
    use domain::dispute::DisputeStatus;

    use super::*;
    use crate::contract::Raw;

    fn parse_text(others: Option<&str>, status: &str) -> Result<DisputeSearch, Violation> {
        let other = || others.map(str::to_owned);
        parse(&SearchDisputesParameters {
            from_date: Raw::new(other()),
            to_date: Raw::new(other()),
            from_settled_date: Raw::new(other()),
            to_settled_date: Raw::new(other()),
            page: Raw::new(other()),
            display_size: Raw::new(other()),
            status: Raw::new(Some(status.to_owned())),
        })
    }

    #[test]
    fn a_status_is_one_of_four_words() {
        for (word, expected) in [
            ("needs_response", Ok(Some(DisputeStatus::NeedsResponse))),
            ("under_review", Ok(Some(DisputeStatus::UnderReview))),
            ("lost", Ok(Some(DisputeStatus::Lost))),
            ("won", Ok(Some(DisputeStatus::Won))),
            (" ", Ok(None)),
            ("Won", Err("P0401")),
            ("open", Err("P0401")),
        ] {
            let found = parse_text(None, word).map(|search| search.status);
            assert_eq!(found.map_err(|violation| violation.code), expected);
        }
    }

    #[test]
    fn all_bad_parameters_are_named_in_order() {
        assert_eq!(
            parse_text(Some("x"), "x").unwrap_err().description,
            "Invalid parameters: from_date, to_date, from_settled_date, to_settled_date, page, \
             display_size, state. See Public API documentation for the correct data formats"
        );
    }
}
