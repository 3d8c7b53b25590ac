//! What a request leaves in the log: its path without secrets, never its query.
//!
//! A secure link's token is as good as a card form in somebody else's hands, and
//! queries carry e-mail addresses and names, so neither is written down.

use std::borrow::Cow;

/// Segments after which the next one is a secret.
const SECRET_AFTER: &[&str] = &["secure"];
/// Longest path written down.
const CHARACTERS_MAX: usize = 200;

/// The path as it may be logged.
pub(super) fn path(path: &str) -> Cow<'_, str> {
    let mut segments = path.split('/');
    let has_secret = segments.any(|segment| SECRET_AFTER.contains(&segment));
    if !has_secret && path.len() <= CHARACTERS_MAX {
        return Cow::Borrowed(path);
    }
    let mut after_secret = false;
    let masked: Vec<&str> = path
        .split('/')
        .map(|segment| {
            let shown = if after_secret && !segment.is_empty() {
                "***"
            } else {
                segment
            };
            after_secret |= SECRET_AFTER.contains(&segment);
            shown
        })
        .collect();
    Cow::Owned(masked.join("/").chars().take(CHARACTERS_MAX).collect())
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
            ("/", "/"),
        ] {
            assert_eq!(path(given), expected);
        }
        assert_eq!(path(&"/a".repeat(500)).len(), CHARACTERS_MAX);
    }
}
