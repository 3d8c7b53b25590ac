//! What operators may want refused before a payment is looked at: web addresses in its texts, and
//! return URLs that are not https.

use domain::account::Mode;
use serde_json::Value;

use crate::checks::Violation;
use crate::checks::violation::blocked;
use crate::settings::ExtraRefusals;

/// What makes a text a web address.
const ADDRESSES: [&str; 3] = ["http://", "https://", "www."];

/// Refuses what the operator wants refused. A live account's return URL has a refusal of its own,
/// wherever the operator stands.
pub(super) fn pass(document: &Value, refusals: ExtraRefusals, mode: Mode) -> Result<(), Violation> {
    let text = |member: &str| document.get(member).and_then(Value::as_str);
    let has_address = |member: &str| text(member).is_some_and(holds_an_address);
    if refusals.urls_in_texts && ["reference", "description"].into_iter().any(has_address) {
        return Err(blocked());
    }
    let insecure = |url: &str| starts_with(url, "http://");
    if refusals.http_return_urls && mode == Mode::Test && text("return_url").is_some_and(insecure) {
        return Err(blocked());
    }
    Ok(())
}

fn holds_an_address(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ADDRESSES.iter().any(|address| text.contains(address))
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|found| found.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NONE: ExtraRefusals = ExtraRefusals {
        wrong_media_type: false,
        missing_media_type: false,
        urls_in_texts: false,
        http_return_urls: false,
    };

    #[test]
    fn addresses_in_texts_are_refused_where_the_operator_wishes() {
        let strict = ExtraRefusals {
            urls_in_texts: true,
            ..NONE
        };
        for (body, blocks) in [
            (
                json!({ "reference": "LIC-1", "description": "A licence" }),
                false,
            ),
            (json!({ "reference": "see HTTPS://example.org" }), true),
            (json!({ "description": "www.example.org" }), true),
            (json!({ "return_url": "https://example.org" }), false),
            (json!({ "reference": 7 }), false),
            (json!("https://example.org"), false),
        ] {
            assert_eq!(pass(&body, strict, Mode::Live).is_err(), blocks, "{body}");
            assert_eq!(pass(&body, NONE, Mode::Live), Ok(()));
        }
    }

    #[test]
    fn insecure_return_urls_are_refused_on_test_accounts_where_the_operator_wishes() {
        let strict = ExtraRefusals {
            http_return_urls: true,
            ..NONE
        };
        for (url, mode, blocks) in [
            ("http://localhost", Mode::Test, true),
            ("HTTP://localhost", Mode::Test, true),
            ("https://example.org", Mode::Test, false),
            ("http://example.org", Mode::Live, false),
        ] {
            let body = json!({ "return_url": url });
            assert_eq!(pass(&body, strict, mode).is_err(), blocks, "{url}");
            assert_eq!(pass(&body, NONE, mode), Ok(()));
        }
    }
}
