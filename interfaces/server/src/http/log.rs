//! What a request leaves in the log: its path without secrets, never its query.
//!
//! A secure link's token is as good as a card form in somebody else's hands, staff's
//! links let people in, and queries carry e-mail addresses and names, so none of them
//! is written down. Nor is anything that could be a card number, wherever somebody put
//! it.

use std::borrow::Cow;

/// Segments after which the next ones are secret.
const SECRET_AFTER: &[&str] = &["secure", "invitation", "new-password", "register"];
/// Digits in a row, whatever separates them, that could be a card number.
const CARD_DIGITS_MIN: u32 = 12;
/// Longest path written down.
const CHARACTERS_MAX: usize = 200;
/// What stands for a segment that is not written down.
const MASK: &str = "***";

/// The path as it may be logged.
pub(super) fn path(path: &str) -> Cow<'_, str> {
    let mut after_secret = false;
    let mut masked = false;
    let segments: Vec<&str> = path
        .split('/')
        .map(|segment| {
            let hide = (after_secret && !segment.is_empty()) || could_be_a_card_number(segment);
            after_secret |= SECRET_AFTER.contains(&segment);
            masked |= hide;
            if hide { MASK } else { segment }
        })
        .collect();
    if masked || path.len() > CHARACTERS_MAX {
        Cow::Owned(segments.join("/").chars().take(CHARACTERS_MAX).collect())
    } else {
        Cow::Borrowed(path)
    }
}

fn could_be_a_card_number(segment: &str) -> bool {
    let mut digits = 0;
    let mut bytes = segment.bytes();
    while let Some(byte) = bytes.next() {
        let byte = match byte {
            b'%' => decoded(bytes.next(), bytes.next()),
            byte => byte,
        };
        match byte {
            b'0'..=b'9' => digits += 1,
            b' ' | b'+' | b'-' | b'.' | b'_' | b',' => {}
            _ => digits = 0,
        }
        if digits >= CARD_DIGITS_MIN {
            return true;
        }
    }
    false
}

/// The byte that two hexadecimal digits stand for; 0 where they are none.
fn decoded(high: Option<u8>, low: Option<u8>) -> u8 {
    let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
    match (digit(high), digit(low)) {
        (Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or(0),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_masked() {
        for (given, expected) in [
            ("/v1/payments/abc/refunds", "/v1/payments/abc/refunds"),
            ("/secure/f00-ba7", "/secure/***"),
            ("/secure/f00/ba7", "/secure/***/***"),
            ("/secure//f00", "/secure//***"),
            ("/secure", "/secure"),
            ("/admin/invitation/f00", "/admin/invitation/***"),
            ("/admin/new-password/f00", "/admin/new-password/***"),
            ("/admin/register/f00", "/admin/register/***"),
            ("/", "/"),
        ] {
            assert_eq!(path(given), expected);
        }
        assert_eq!(path(&"/a".repeat(500)).len(), CHARACTERS_MAX);
    }

    #[test]
    fn what_could_be_a_card_number_is_masked() {
        for (given, expected) in [
            ("/v1/payments/4444333322221111", "/v1/payments/***"),
            ("/x/4444-3333-2222-1111/y", "/x/***/y"),
            ("/x/4444%203333+2222.1111", "/x/***"),
            ("/x/%34%34%34%34333322221111", "/x/***"),
            ("/card=4444333322221111!", "/***"),
            ("/v1/payments/44443333222", "/v1/payments/44443333222"),
            (
                "/v1/payments/1a2b3c4d5e6f7g8h9i0j1k2l3m",
                "/v1/payments/1a2b3c4d5e6f7g8h9i0j1k2l3m",
            ),
            ("/x/%", "/x/%"),
            ("/x/%zz123", "/x/%zz123"),
        ] {
            assert_eq!(path(given), expected);
        }
    }
}
