//! Instants as callers write them: ISO 8601 with an offset or `Z`, seconds as they like. The name
//! of a time zone behind that says nothing new.

use domain::Timestamp;
use time::OffsetDateTime;
use time::macros::format_description;

/// Reads an instant; a bare date, or one without an offset, is none.
pub(super) fn parse(text: &str) -> Option<Timestamp> {
    let format = format_description!(
        version = 2,
        "[year]-[month]-[day]T[hour]:[minute][optional [:[second][optional [.[subsecond]]]]][offset_hour sign:mandatory]:[offset_minute]"
    );
    let zoned = text
        .strip_suffix(']')
        .and_then(|text| text.rsplit_once('['));
    let text = zoned.map_or(text, |(instant, _)| instant);
    let text = text.to_ascii_uppercase();
    let text = match text.strip_suffix('Z') {
        Some(local) => format!("{local}+00:00"),
        None => text,
    };
    let instant = OffsetDateTime::parse(&text, format).ok()?;
    let millis = instant.unix_timestamp_nanos().div_euclid(1_000_000);
    i64::try_from(millis).ok().map(Timestamp::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_need_an_offset_and_little_else() {
        for (text, expected) in [
            ("2016-01-25T13:23:55Z", Some(1_453_728_235_000)),
            ("2016-01-25T13:23:55.123Z", Some(1_453_728_235_123)),
            ("2016-01-25T13:23:55.123456Z", Some(1_453_728_235_123)),
            ("2016-01-25T13:23Z", Some(1_453_728_180_000)),
            ("2016-01-25t13:23:55z", Some(1_453_728_235_000)),
            ("2016-01-25T14:23:55+01:00", Some(1_453_728_235_000)),
            (
                "2016-01-25T14:23:55+01:00[Europe/Paris]",
                Some(1_453_728_235_000),
            ),
            ("2016-01-25T14:23:55[Europe/Paris]", None),
            ("2016-01-25T14:23:55 01:00", None),
            ("2016-01-25T13:23:55", None),
            ("2016-01-25", None),
            ("2016-02-30T00:00:00Z", None),
            ("yesterday", None),
        ] {
            assert_eq!(parse(text).map(Timestamp::as_millis), expected, "{text}");
        }
    }
}
