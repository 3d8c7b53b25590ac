//! The language a browser asks for, where no payment says which it is.

use domain::payment::Language;
use poem::http::header::{self, HeaderMap};

/// The language of ours that the browser would rather have; English if it names
/// neither, or both alike.
pub(crate) fn asked_for(headers: &HeaderMap) -> Language {
    let ranges: Vec<(&str, u16)> = headers
        .get_all(header::ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .filter_map(range)
        .collect();
    let weight = |language: Language| {
        let of = |code: &str| {
            let named = ranges.iter().filter(|(range, _)| primary(range, code));
            named.map(|(_, weight)| *weight).max()
        };
        of(language.code()).or_else(|| of("*")).unwrap_or_default()
    };
    if weight(Language::Welsh) > weight(Language::English) {
        Language::Welsh
    } else {
        Language::English
    }
}

/// A language range and its weight in thousandths; a weight that is none counts nothing.
fn range(text: &str) -> Option<(&str, u16)> {
    let (tag, parameters) = text.split_once(';').unwrap_or((text, ""));
    let tag = tag.trim();
    let weight = match parameters.trim().strip_prefix("q=") {
        None => 1000,
        Some(weight) => thousandths(weight.trim())?,
    };
    (!tag.is_empty()).then_some((tag, weight))
}

/// Reads a weight such as `0.8`: one digit, and up to three more after a point.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 3;
    let part: u16 = format!("{part:0<3}").parse().ok()?;
    match whole {
        "0" if digits => Some(part),
        "1" if digits => Some(1000),
        _ => None,
    }
}

/// Whether a range such as `cy-GB` begins with this language.
fn primary(range: &str, code: &str) -> bool {
    let first = range.split('-').next().unwrap_or_default();
    first.eq_ignore_ascii_case(code)
}

#[cfg(test)]
mod tests {
    use poem::http::HeaderValue;

    use super::*;

    #[test]
    fn welsh_is_for_those_who_would_rather_have_it() {
        for (header, expected) in [
            ("cy", Language::Welsh),
            ("cy-GB,cy;q=0.9,en;q=0.8", Language::Welsh),
            ("CY", Language::Welsh),
            ("en;q=0.5, cy; q=0.7", Language::Welsh),
            ("cy, *;q=0.5", Language::Welsh),
            ("fr, cy;q=0.1", Language::Welsh),
            ("en-GB,en;q=0.9,cy;q=0.8", Language::English),
            ("cy;q=0.5, *", Language::English),
            ("en, cy", Language::English),
            ("cy;q=0", Language::English),
            ("cy;q=x", Language::English),
            ("cyr", Language::English),
            ("fr", Language::English),
            ("", Language::English),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(
                header::ACCEPT_LANGUAGE,
                HeaderValue::from_str(header).unwrap(),
            );
            assert_eq!(asked_for(&headers), expected, "{header}");
        }
        assert_eq!(asked_for(&HeaderMap::new()), Language::English);
    }
}
