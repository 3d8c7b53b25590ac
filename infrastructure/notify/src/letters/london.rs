//! Instants as people in the United Kingdom read them, in each language.
//!
//! The rules of the zone are compiled in, so that no file of the machine is needed.

use domain::Timestamp;
use domain::payment::Language;
use jiff::tz::TimeZone;

static LONDON: TimeZone = jiff::tz::get!("Europe/London");

/// `24 June 2026 - 13:00:00` (as in GOV.UK Pay).
pub(super) fn date_and_time(at: Timestamp, language: Language) -> String {
    let at = jiff::Timestamp::from_millisecond(at.as_millis())
        .unwrap_or_default()
        .to_zoned(LONDON.clone());
    let month = match language {
        Language::English => at.strftime("%B").to_string(),
        Language::Welsh => welsh_month(at.month()).to_owned(),
    };
    format!("{} {month} {}", at.day(), at.strftime("%Y - %H:%M:%S"))
}

fn welsh_month(number: i8) -> &'static str {
    match number {
        1 => "Ionawr",
        2 => "Chwefror",
        3 => "Mawrth",
        4 => "Ebrill",
        5 => "Mai",
        6 => "Mehefin",
        7 => "Gorffennaf",
        8 => "Awst",
        9 => "Medi",
        10 => "Hydref",
        11 => "Tachwedd",
        _ => "Rhagfyr",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clocks_of_london_go_forward_in_summer() {
        for (millis, english, welsh) in [
            (
                1_782_302_400_000,
                "24 June 2026 - 13:00:00",
                "24 Mehefin 2026 - 13:00:00",
            ),
            (
                1_795_348_805_000,
                "22 November 2026 - 12:00:05",
                "22 Tachwedd 2026 - 12:00:05",
            ),
            (
                1_767_225_600_000,
                "1 January 2026 - 00:00:00",
                "1 Ionawr 2026 - 00:00:00",
            ),
        ] {
            let at = Timestamp::from_millis(millis);
            assert_eq!(date_and_time(at, Language::English), english);
            assert_eq!(date_and_time(at, Language::Welsh), welsh);
        }
    }
}
