//! Where the paying user goes when they are done.

use url::Url;

/// The longest return URL, in UTF-16 code units (as in GOV.UK Pay).
pub const RETURN_URL_MAX: usize = 2_000;

/// An absolute `http` or `https` URL with a host, kept exactly as the service sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnUrl(String);

/// Why a text is no return URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReturnUrlError {
    /// It is no absolute `http` or `https` URL.
    #[error("the text is not an http or https URL")]
    NotAUrl,
    /// More than [`RETURN_URL_MAX`].
    #[error("the URL is too long")]
    TooLong,
}

impl ReturnUrl {
    /// Reads a URL. Local host names, double slashes and internal top-level
    /// domains are all right (as in GOV.UK Pay); blanks, control characters and
    /// credentials that would hide the host are not.
    pub fn parse(text: impl Into<String>) -> Result<Self, ReturnUrlError> {
        let text = text.into();
        if text.encode_utf16().count() > RETURN_URL_MAX {
            return Err(ReturnUrlError::TooLong);
        }
        let scheme_is_plain = ["http://", "https://"].iter().any(|scheme| {
            text.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        let clean = !text
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<' | '>'));
        // A URL parser forgives a missing authority ("https:///path"); a redirect should not.
        let has_authority = text
            .split_once("://")
            .is_some_and(|(_, rest)| !rest.starts_with(['/', '?', '#']));
        let parsed = Url::parse(&text).is_ok_and(|url| {
            url.has_host() && url.username().is_empty() && url.password().is_none()
        });
        if scheme_is_plain && clean && has_authority && parsed {
            Ok(Self(text))
        } else {
            Err(ReturnUrlError::NotAUrl)
        }
    }

    /// The URL as the service sent it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the connection to it is encrypted.
    pub fn is_https(&self) -> bool {
        self.0
            .get(..6)
            .is_some_and(|start| start.eq_ignore_ascii_case("https:"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_return_urls() {
        for (text, expected) in [
            ("https://svc.example.gov.uk/done?id=1#x", true),
            ("HTTP://localhost:3000//a//b", true),
            ("http://service.internal/x", true),
            ("https://[::1]:8080/", true),
            ("http://localhost", true),
            ("ftp://example.org", false),
            ("javascript:alert(1)", false),
            ("https:example.org", false),
            ("https:///path", false),
            ("https://", false),
            ("//example.org", false),
            ("/done", false),
            ("https://exa mple.org", false),
            ("https://bank.example@evil.example/", false),
            ("", false),
        ] {
            assert_eq!(ReturnUrl::parse(text).is_ok(), expected, "{text}");
        }
    }

    #[test]
    fn the_scheme_tells_whether_it_is_encrypted() {
        assert!(ReturnUrl::parse("HTTPS://a.example").unwrap().is_https());
        assert!(!ReturnUrl::parse("http://a.example").unwrap().is_https());
    }
}
