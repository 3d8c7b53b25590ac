//! What the checks of searches share: all parameters that cannot be understood are named at once,
//! in the order of GOV.UK Pay's API, and blank ones count as not given.

use domain::Timestamp;
use domain::ports::queries::{Settled, Sheet};
use time::Date;
use time::macros::format_description;

use super::conditions::utf16_length;
use super::{Culprit, Fault, Violation, dates};
use crate::contract::{Described, Kind, Raw};

/// The names of parameters that cannot be understood, as they were met.
#[derive(Default)]
pub(super) struct Bad(Vec<&'static str>);

impl Bad {
    /// Reads a parameter that is given, or notes its name.
    pub(super) fn read<P: Described, T>(
        &mut self,
        sent: &Raw<P>,
        parse: fn(&str, &Kind) -> Option<T>,
    ) -> Option<T> {
        self.read_as(P::NAME, sent, parse)
    }

    /// Reads a parameter that refusals call by another name.
    pub(super) fn read_as<P: Described, T>(
        &mut self,
        name: &'static str,
        sent: &Raw<P>,
        parse: fn(&str, &Kind) -> Option<T>,
    ) -> Option<T> {
        let parsed = parse(sent.given()?, &P::KIND);
        if parsed.is_none() {
            self.0.push(name);
        }
        parsed
    }

    /// Reads the first and the last day of settlement.
    pub(super) fn settled<F: Described, T: Described>(
        &mut self,
        from: &Raw<F>,
        to: &Raw<T>,
    ) -> Settled {
        Settled {
            from: self.read(from, day),
            to: self.read(to, day),
        }
    }

    /// Reads which page is wanted, and how large.
    pub(super) fn sheet<P: Described, S: Described>(
        &mut self,
        page: &Raw<P>,
        display_size: &Raw<S>,
    ) -> Sheet {
        Sheet {
            page: self.number(page),
            display_size: self.number(display_size),
        }
    }

    fn number<P: Described>(&mut self, sent: &Raw<P>) -> u64 {
        self.read(sent, integer)
            .or(match P::KIND {
                Kind::Integer { default, .. } => default,
                _ => None,
            })
            .and_then(|number| u64::try_from(number).ok())
            .unwrap_or(1)
    }

    /// Names what could not be understood; what was, if everything was.
    pub(super) fn or<T>(self, code: &'static str, search: T) -> Result<T, Violation> {
        if self.0.is_empty() {
            Ok(search)
        } else {
            Err(violation(Fault::NotAllowed, code, &self.0))
        }
    }
}

/// The refusal of these parameters.
pub(super) fn violation(fault: Fault, code: &'static str, names: &[&str]) -> Violation {
    Violation {
        fault,
        culprit: Culprit::Unnamed,
        code,
        description: format!(
            "Invalid parameters: {}. See Public API documentation for the correct data formats",
            names.join(", ")
        )
        .into(),
    }
}

/// A text within its limits. U+0000 is in no text: not every database can keep it.
pub(super) fn text(text: &str, kind: &Kind) -> Option<String> {
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

/// Six digits.
pub(super) fn six_digits(text: &str, _: &Kind) -> Option<String> {
    digits(text, 6)
}

/// Four digits.
pub(super) fn four_digits(text: &str, _: &Kind) -> Option<String> {
    digits(text, 4)
}

fn digits(text: &str, count: usize) -> Option<String> {
    let fits = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.to_owned())
}

/// An instant.
pub(super) fn instant(text: &str, _: &Kind) -> Option<Timestamp> {
    dates::parse(text)
}

/// A day, as `YYYY-MM-DD`.
pub(super) fn day(text: &str, _: &Kind) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

/// One of the contract's words, as the domain knows it.
pub(super) fn word<T: std::str::FromStr>(text: &str, kind: &Kind) -> Option<T> {
    match kind {
        Kind::Choice(words) if words.contains(&text) => text.parse().ok(),
        _ => None,
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
