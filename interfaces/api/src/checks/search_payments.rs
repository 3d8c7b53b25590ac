//! The checks of `searchPayments`: all parameters that cannot be understood are named at once,
//! in the order of GOV.UK Pay's API.

use domain::payment::Status;
use domain::ports::queries::PaymentSearch;

use super::conditions::utf16_length;
use super::dates;
use super::table::{Culprit, Fault, Violation};
use crate::contract::{Described, Kind, Raw};
use crate::generated::public::SearchPaymentsParameters;

/// Checks the parameters and turns them into what the use case needs.
pub(crate) fn parse(sent: &SearchPaymentsParameters) -> Result<PaymentSearch, Violation> {
    let mut bad = Vec::new();
    let search = PaymentSearch {
        statuses: read(&sent.state, &mut bad, statuses).unwrap_or_default(),
        reference: read(&sent.reference, &mut bad, reference),
        from: read(&sent.from_date, &mut bad, |text, _| dates::parse(text)),
        to: read(&sent.to_date, &mut bad, |text, _| dates::parse(text)),
        page: number(&sent.page, &mut bad),
        display_size: number(&sent.display_size, &mut bad),
    };
    if bad.is_empty() {
        Ok(search)
    } else {
        Err(Violation {
            fault: Fault::NotAllowed,
            culprit: Culprit::Unnamed,
            code: "P0401",
            description: format!(
                "Invalid parameters: {}. See Public API documentation for the correct data formats",
                bad.join(", ")
            )
            .into(),
        })
    }
}

/// Reads a parameter that is given, or notes its name.
fn read<P: Described, T>(
    sent: &Raw<P>,
    bad: &mut Vec<&'static str>,
    parse: fn(&str, &Kind) -> Option<T>,
) -> Option<T> {
    let parsed = parse(sent.given()?, &P::KIND);
    if parsed.is_none() {
        bad.push(P::NAME);
    }
    parsed
}

fn number<P: Described>(sent: &Raw<P>, bad: &mut Vec<&'static str>) -> u64 {
    read(sent, bad, integer)
        .or(match P::KIND {
            Kind::Integer { default, .. } => default,
            _ => None,
        })
        .and_then(|number| u64::try_from(number).ok())
        .unwrap_or(1)
}

fn statuses(word: &str, kind: &Kind) -> Option<Vec<Status>> {
    match kind {
        Kind::Choice(words) if words.contains(&word) => Some(Status::named(word)),
        _ => None,
    }
}

fn reference(text: &str, kind: &Kind) -> Option<String> {
    if text.contains('\0') {
        return None;
    }
    match kind {
        Kind::Text {
            max_length: Some(longest),
            ..
        } if utf16_length(text) > *longest => None,
        _ => Some(text.to_owned()),
    }
}

fn integer(text: &str, kind: &Kind) -> Option<i64> {
    let number = i64::from(text.parse::<i32>().ok()?);
    let Kind::Integer {
        minimum, maximum, ..
    } = kind
    else {
        return None;
    };
    let low = minimum.is_some_and(|smallest| number < smallest);
    let high = maximum.is_some_and(|largest| number > largest);
    (!low && !high).then_some(number)
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;

    use super::*;

    fn parse_pairs(pairs: &[(&str, &str)]) -> Result<PaymentSearch, String> {
        let value = |name: &str| {
            pairs
                .iter()
                .find_map(|(key, value)| (*key == name).then(|| (*value).to_owned()))
        };
        parse(&SearchPaymentsParameters {
            reference: Raw::new(value("reference")),
            state: Raw::new(value("state")),
            from_date: Raw::new(value("from_date")),
            to_date: Raw::new(value("to_date")),
            page: Raw::new(value("page")),
            display_size: Raw::new(value("display_size")),
        })
        .map_err(|violation| {
            assert_eq!(violation.fault, Fault::NotAllowed);
            assert_eq!(violation.culprit, Culprit::Unnamed);
            assert_eq!(violation.code, "P0401");
            violation.description.into_owned()
        })
    }

    #[test]
    fn nothing_given_is_the_first_page_of_everything() {
        let expected = PaymentSearch {
            reference: None,
            statuses: Vec::new(),
            from: None,
            to: None,
            page: 1,
            display_size: 500,
        };
        assert_eq!(parse_pairs(&[]), Ok(expected.clone()));
        let blank = [
            ("reference", " "),
            ("state", ""),
            ("page", ""),
            ("from_date", ""),
        ];
        assert_eq!(parse_pairs(&blank), Ok(expected));
    }

    #[test]
    fn what_is_given_narrows_the_search() {
        let search = parse_pairs(&[
            ("reference", "LIC-1"),
            ("state", "failed"),
            ("from_date", "2016-01-25T13:23Z"),
            ("page", "2"),
            ("display_size", "10"),
        ])
        .unwrap();
        assert_eq!(search.reference.as_deref(), Some("LIC-1"));
        assert_eq!(
            search.statuses,
            [
                Status::Declined,
                Status::Expired,
                Status::CancelledByPayingUser
            ]
        );
        assert_eq!(search.from, Some(Timestamp::from_millis(1_453_728_180_000)));
        assert_eq!((search.page, search.display_size), (2, 10));
    }

    #[test]
    fn each_parameter_has_its_own_limits() {
        let long = "x".repeat(256);
        for (name, value, good) in [
            ("reference", &*"x".repeat(255), true),
            ("reference", &*long, false),
            ("reference", "a\0", false),
            ("state", "capturable", true),
            ("state", "error", true),
            ("state", "Success", false),
            ("state", "declined", false),
            ("from_date", "2016-01-25", false),
            ("to_date", "2016-01-25T00:00:00+01:00", true),
            ("page", "0", false),
            ("page", "-1", false),
            ("page", "1.0", false),
            ("page", "one", false),
            ("page", "2147483648", false),
            ("display_size", "500", true),
            ("display_size", "501", false),
            ("display_size", "0", false),
        ] {
            assert_eq!(
                parse_pairs(&[(name, value)]).is_ok(),
                good,
                "{name}={value}"
            );
        }
    }

    #[test]
    fn all_bad_parameters_are_named_in_order() {
        let found = parse_pairs(&[
            ("display_size", "0"),
            ("page", "x"),
            ("to_date", "x"),
            ("from_date", "x"),
            ("reference", &"x".repeat(256)),
            ("state", "x"),
        ]);
        let expected = "Invalid parameters: state, reference, from_date, to_date, page, display_size. \
                        See Public API documentation for the correct data formats";
        assert_eq!(found, Err(expected.to_owned()));
    }
}
