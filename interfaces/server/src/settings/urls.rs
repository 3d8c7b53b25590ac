//! The addresses under which the outside world reaches each part.

use std::net::SocketAddr;
use std::str::FromStr;

use poem::http::Uri;

/// `http://host` or `https://host`, perhaps with a port, without a path and
/// without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether connections to it are encrypted.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }

    /// Where a program that listens on this address is reached from the same
    /// machine.
    fn of_listener(address: SocketAddr) -> Self {
        if address.ip().is_unspecified() {
            Self(format!("http://localhost:{}", address.port()))
        } else {
            Self(format!("http://{address}"))
        }
    }
}

/// The text is no such address.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an http or https address without a path")]
pub struct NotAnOrigin;

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let uri: Uri = text.parse().map_err(|_| NotAnOrigin)?;
        let scheme = uri.scheme_str().unwrap_or_default();
        let authority = uri.authority().ok_or(NotAnOrigin)?;
        let rebuilt = format!("{scheme}://{}", authority.as_str());
        let plain = rebuilt == text && !authority.as_str().contains('@');
        if plain && matches!(scheme, "http" | "https") {
            Ok(Self(rebuilt.to_ascii_lowercase()))
        } else {
            Err(NotAnOrigin)
        }
    }
}

/// The addresses as they were set; what is missing follows from the others.
#[derive(Debug, Clone, Default)]
pub struct UrlSettings {
    /// For everything that has no address of its own.
    pub public: Option<Origin>,
    /// The API's.
    pub api: Option<Origin>,
    /// The payment pages'.
    pub pages: Option<Origin>,
    /// The staff pages'.
    pub admin: Option<Origin>,
}

/// The addresses in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Urls {
    /// For everything that has no address of its own.
    pub public: Origin,
    /// The API's.
    pub api: Origin,
    /// The payment pages'.
    pub pages: Origin,
    /// The staff pages'.
    pub admin: Origin,
}

impl UrlSettings {
    /// Fills what was not set, given where the program listens.
    pub fn resolve(&self, listener: SocketAddr) -> Urls {
        let public = self
            .public
            .clone()
            .unwrap_or_else(|| Origin::of_listener(listener));
        let or_public = |origin: &Option<Origin>| origin.clone().unwrap_or_else(|| public.clone());
        Urls {
            api: or_public(&self.api),
            pages: or_public(&self.pages),
            admin: or_public(&self.admin),
            public,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_no_path() {
        for (text, expected) in [
            ("https://pay.example.org", Some("https://pay.example.org")),
            ("https://pay.example.org/", Some("https://pay.example.org")),
            ("http://127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("HTTPS://Pay.Example.org", None),
            ("https://pay.example.org/bursar", None),
            ("https://pay.example.org?x=1", None),
            ("https://me@pay.example.org", None),
            ("pay.example.org", None),
            ("ftp://pay.example.org", None),
            ("", None),
        ] {
            let origin = text.parse::<Origin>().ok();
            assert_eq!(origin.as_ref().map(Origin::as_str), expected, "{text}");
        }
    }

    #[test]
    fn what_was_not_set_follows_from_the_listener() {
        for (listener, expected) in [
            ("127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("0.0.0.0:9000", "http://localhost:9000"),
            ("[::1]:8080", "http://[::1]:8080"),
        ] {
            let urls = UrlSettings::default().resolve(listener.parse().unwrap());
            assert_eq!(urls.pages.as_str(), expected);
        }
    }

    #[test]
    fn one_part_may_live_elsewhere() {
        let settings = UrlSettings {
            public: Some("https://bursar.example.org".parse().unwrap()),
            pages: Some("https://pay.example.org".parse().unwrap()),
            ..UrlSettings::default()
        };
        let urls = settings.resolve("127.0.0.1:8080".parse().unwrap());
        assert_eq!(urls.pages.as_str(), "https://pay.example.org");
        assert_eq!(urls.api.as_str(), "https://bursar.example.org");
    }
}
