//! The checks of the sandbox's `advanceClock`. No client of old depends on their words.

use std::time::Duration;

use super::sandbox::{self, malformed, not_allowed};
use super::table::kind_at;
use super::{Culprit, Violation};
use crate::contract::{Body, Contracted, Kind};
use crate::generated::sandbox::ClockAdvance;

const SECONDS: &str = "seconds";

/// Checks a request and turns it into how far to go.
pub(crate) fn parse(body: Body<ClockAdvance>) -> Result<Duration, Violation> {
    let document = sandbox::read(body)?;
    let field = Culprit::Field(SECONDS);
    let Some(seconds) = document.get(SECONDS) else {
        return Err(malformed(field, "seconds is missing".to_owned()));
    };
    let kind = kind_at(ClockAdvance::SCHEMA, SECONDS);
    let Some(number) = kind
        .filter(|kind| kind.has_type_of(seconds))
        .and_then(|_| seconds.as_i64())
    else {
        let words = "seconds must be a whole number";
        return Err(malformed(field, words.to_owned()));
    };
    if let Some(Kind::Integer {
        minimum: Some(least),
        maximum: Some(most),
        ..
    }) = kind
    {
        if number < *least {
            let words = format!("seconds must be at least {least}");
            return Err(not_allowed(field, words));
        }
        if number > *most {
            let words = format!("seconds must be at most {most}");
            return Err(not_allowed(field, words));
        }
    }
    Ok(Duration::from_secs(number.unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_by_whole_seconds_up_to_a_year() {
        for (body, expected) in [
            ("{\"seconds\": 5400}", Ok(5400)),
            ("{\"seconds\": 31536000}", Ok(31_536_000)),
            ("", Err("the body is not JSON")),
            ("{", Err("the body is not JSON")),
            ("{}", Err("seconds is missing")),
            (
                "{\"seconds\": \"1\"}",
                Err("seconds must be a whole number"),
            ),
            ("{\"seconds\": 0.5}", Err("seconds must be a whole number")),
            ("{\"seconds\": 0}", Err("seconds must be at least 1")),
            (
                "{\"seconds\": 31536001}",
                Err("seconds must be at most 31536000"),
            ),
        ] {
            let found = parse(Body::read(body.as_bytes()));
            let found = found.as_ref().map(Duration::as_secs);
            assert_eq!(found.map_err(|v| &*v.description), expected, "{body}");
        }
    }
}
