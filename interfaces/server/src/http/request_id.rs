//! `X-Request-Id`: one name for a request in every log line and in the answer.

use poem::http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

/// The header, in requests and answers.
pub(super) const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest name taken over from a client.
const CHARACTERS_MAX: usize = 128;
/// How many digits card numbers have.
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 12..=19;

/// The name the client gave, if it is harmless in a log line, or a new one.
pub(super) fn of(headers: &HeaderMap) -> HeaderValue {
    match headers.get(&X_REQUEST_ID) {
        Some(given) if is_harmless(given.as_bytes()) => given.clone(),
        Some(_) | None => fresh(),
    }
}

fn is_harmless(given: &[u8]) -> bool {
    let harmless = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.:+/=".contains(byte);
    (1..=CHARACTERS_MAX).contains(&given.len())
        && given.iter().all(harmless)
        && !could_be_a_card_number(given)
}

fn could_be_a_card_number(given: &[u8]) -> bool {
    let digits = given.iter().filter(|byte| byte.is_ascii_digit()).count();
    CARD_DIGITS.contains(&digits) && !given.iter().any(u8::is_ascii_alphabetic)
}

fn fresh() -> HeaderValue {
    let mut buffer = Uuid::encode_buffer();
    let text = Uuid::new_v4().simple().encode_lower(&mut buffer);
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("none"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_harmless_name_is_kept_and_any_other_replaced() {
        for (given, kept) in [
            ("abc-123", true),
            ("Root=1-67891233-abcdef012345678912345678", true),
            ("2026112209301234567890", true),
            ("4444-3333-2222-1111", false),
            ("two words", false),
            ("<script>", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(X_REQUEST_ID, HeaderValue::from_str(given).unwrap());
            let id = of(&headers);
            assert_eq!(id == given, kept, "{given}");
            assert!(!id.is_empty());
        }
        let long = "a".repeat(CHARACTERS_MAX + 1);
        assert!(!is_harmless(long.as_bytes()));
    }
}
