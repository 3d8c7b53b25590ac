//! What is kept of an endpoint's answer.

use std::time::{Duration, UNIX_EPOCH};

use domain::Timestamp;
use domain::ports::webhooks::WebhookAnswer;
use domain::webhook::delivery::ANSWER_KEPT;
use http_body_util::BodyExt;
use hyper::Response;
use hyper::body::Incoming;
use hyper::header::{HeaderMap, RETRY_AFTER};

/// The longest character, in bytes.
const CHARACTER_MAX: usize = 4;

/// Reads an answer to its end, however that comes. By then the endpoint has said what it made
/// of the message; what it says besides is for people.
pub(crate) async fn read(response: Response<Incoming>, sent_at: Timestamp) -> WebhookAnswer {
    let status = response.status().as_u16();
    let retry_after = retry_after(response.headers(), sent_at);
    let mut body = response.into_body();
    let mut beginning = Vec::new();
    while let Some(Ok(frame)) = body.frame().await {
        let data = frame.into_data().unwrap_or_default();
        // Enough that the last character that is kept is a whole one.
        let room = (ANSWER_KEPT + CHARACTER_MAX).saturating_sub(beginning.len());
        beginning.extend(data.into_iter().take(room));
    }
    WebhookAnswer {
        status,
        beginning: text(&beginning),
        retry_after,
    }
}

/// As much as is kept, as text. What is none is replaced, and so is what would command
/// the screen it is shown on.
fn text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for character in String::from_utf8_lossy(bytes).chars() {
        let shown = match character {
            '\n' | '\t' => character,
            '\r' => ' ',
            other if other.is_control() => char::REPLACEMENT_CHARACTER,
            other => other,
        };
        if text.len() + shown.len_utf8() > ANSWER_KEPT {
            break;
        }
        text.push(shown);
    }
    text
}

/// How long an endpoint asks us to wait, in seconds or as a date, in any of the three forms
/// (RFC 9110). A date that has passed asks for no wait.
fn retry_after(headers: &HeaderMap, sent_at: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let since_epoch = date.duration_since(UNIX_EPOCH).ok()?;
    Some(Timestamp::from_millis(0).plus(since_epoch).since(sent_at))
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    #[test]
    fn what_is_no_text_is_replaced_and_no_character_is_cut() {
        let full = ANSWER_KEPT;
        for (bytes, expected) in [
            (b"".to_vec(), String::new()),
            (b"OK\r\n\tdone".to_vec(), "OK \n\tdone".to_owned()),
            (b"a\0\x1b[2Jb".to_vec(), "a\u{fffd}\u{fffd}[2Jb".to_owned()),
            ("\u{85}".into(), "\u{fffd}".to_owned()),
            (b"a\xffb".to_vec(), "a\u{fffd}b".to_owned()),
            (vec![b'a'; full + 4], "a".repeat(full)),
            (vec![0xff; full + 4], "\u{fffd}".repeat(full / 3)),
            (
                format!("a{}", "£".repeat(full)).into_bytes(),
                format!("a{}", "£".repeat((full - 1) / 2)),
            ),
        ] {
            let text = text(&bytes);
            assert_eq!(text, expected);
            assert!(text.len() <= ANSWER_KEPT);
        }
    }

    #[test]
    fn both_forms_of_retry_after_are_read() {
        let sent_at = Timestamp::from_millis(784_111_777_000);
        for (value, expected) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60)),
            ("Sunday, 06-Nov-94 08:50:37 GMT", Some(60)),
            ("Sun Nov  6 08:50:37 1994", Some(60)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("-5", None),
            ("1.5", None),
            ("99999999999999999999999", None),
            ("Sun, 06 Nov 1994 08:50:37 +0100", None),
            ("soon", None),
            ("", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
            let asked = retry_after(&headers, sent_at).map(|pause| pause.as_secs());
            assert_eq!(asked, expected, "{value}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), sent_at), None);
    }
}
