//! The checks of `searchAgreements`. More than a page holds may be asked for (as in GOV.UK Pay).

use domain::ports::queries::{AgreementSearch, Sheet};

use super::Violation;
use super::searching::{Bad, text, word};
use crate::generated::public::SearchAgreementsParameters;

/// How many agreements a page holds at most.
const DISPLAY_SIZE_MAX: u64 = 20;

/// Checks the parameters, in the order in which refusals name them, and turns them into what the
/// use case needs.
pub(crate) fn parse(sent: &SearchAgreementsParameters) -> Result<AgreementSearch, Violation> {
    let mut bad = Bad::default();
    let status = bad.read(&sent.status, word);
    let reference = bad.read(&sent.reference, text);
    let sheet = bad.sheet(&sent.page, &sent.display_size);
    let search = AgreementSearch {
        reference,
        status,
        sheet: Sheet {
            display_size: sheet.display_size.min(DISPLAY_SIZE_MAX),
            ..sheet
        },
    };
    bad.or("P2401", search)
}

#[cfg(test)]
mod tests {
    use domain::agreement::AgreementStatus;

    use super::*;
    use crate::contract::Raw;

    fn parse_pairs(pairs: &[(&str, &str)]) -> Result<AgreementSearch, Violation> {
        let value = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        parse(&SearchAgreementsParameters {
            reference: Raw::new(value("reference")),
            status: Raw::new(value("status")),
            page: Raw::new(value("page")),
            display_size: Raw::new(value("display_size")),
        })
    }

    #[test]
    fn a_page_holds_twenty_at_most() {
        for (asked, expected) in [
            (None, 20),
            (Some("7"), 7),
            (Some("20"), 20),
            (Some("500"), 20),
        ] {
            let asked: Vec<_> = asked
                .map(|size| ("display_size", size))
                .into_iter()
                .collect();
            let search = parse_pairs(&asked).unwrap();
            assert_eq!(search.sheet.display_size, expected);
        }
    }

    #[test]
    fn what_is_given_narrows_the_search() {
        let search = parse_pairs(&[("status", "inactive"), ("reference", "GYM-1")]).unwrap();
        assert_eq!(search.status, Some(AgreementStatus::Inactive));
        assert_eq!(search.reference.as_deref(), Some("GYM-1"));
    }

    #[test]
    fn all_bad_parameters_are_named_in_order() {
        let long = "x".repeat(256);
        let refused = parse_pairs(&[
            ("display_size", "501"),
            ("page", "0"),
            ("reference", &long),
            ("status", "paid"),
        ]);
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, "P2401");
        assert_eq!(
            refused.description,
            "Invalid parameters: status, reference, page, display_size. \
             See Public API documentation for the correct data formats"
        );
    }
}
