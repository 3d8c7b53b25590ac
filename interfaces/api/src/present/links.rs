//! Addresses: absolute, from the configured base and never from what a request said.

use crate::generated::public::{Link, LinkMethod, OptionalLink, OptionalLinkMethod};
use crate::settings::ApiSettings;

/// Where one payment's resources are.
pub(super) struct PaymentAddress {
    base: String,
}

impl PaymentAddress {
    pub(super) fn new(settings: &ApiSettings, payment: &str) -> Self {
        Self {
            base: format!("{}/v1/payments/{}", settings.api_url, encoded(payment)),
        }
    }

    pub(super) fn itself(&self) -> Link {
        get(self.base.clone())
    }

    pub(super) fn events(&self) -> Link {
        get(format!("{}/events", self.base))
    }

    pub(super) fn refunds(&self) -> Link {
        get(format!("{}/refunds", self.base))
    }

    pub(super) fn refund(&self, refund: &str) -> Link {
        get(format!("{}/refunds/{}", self.base, encoded(refund)))
    }

    pub(super) fn cancel(&self) -> Link {
        post(format!("{}/cancel", self.base))
    }

    pub(super) fn capture(&self) -> Link {
        post(format!("{}/capture", self.base))
    }
}

/// A link to follow.
pub(super) fn get(href: String) -> Link {
    Link {
        href,
        method: Some(LinkMethod::Get),
    }
}

fn post(href: String) -> Link {
    Link {
        href,
        method: Some(LinkMethod::Post),
    }
}

/// A link to post to, where search results may also say null.
pub(super) fn optional(link: Link) -> OptionalLink {
    OptionalLink {
        href: link.href,
        method: OptionalLinkMethod::Post,
    }
}

/// Text as it may stand in any part of an address.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_unusual_is_percent_encoded() {
        assert_eq!(
            encoded("2016-01-25T13:23:55+01:00"),
            "2016-01-25T13%3A23%3A55%2B01%3A00"
        );
        assert_eq!(encoded("a b&c=d/é"), "a%20b%26c%3Dd%2F%C3%A9");
    }
}
