//! What every page tells browsers, proxies and search engines about itself.

use poem::http::header::{self, HeaderMap};
use poem::http::{HeaderName, HeaderValue};

/// Pages are personal and of the moment: nobody keeps them.
const CACHE_CONTROL: HeaderValue =
    HeaderValue::from_static("private, no-cache, no-store, must-revalidate");

/// Nothing is loaded that is not ours, nothing inline runs, nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// What a card page has no use for.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
                           fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), \
                           microphone=(), midi=(), payment=(self), usb=()";

/// Where a page's forms may lead. Chromium holds the whole chain of redirects
/// after a form to this, also those that the service makes after ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormsLead {
    /// Only to our own pages.
    Here,
    /// Also to the service's `return_url`, which may lead on to any https address.
    ToService,
    /// The same for a test payment, whose service may be without https.
    ToTestService,
}

impl FormsLead {
    /// Where the forms of a page lead that can end at the service.
    pub(crate) fn to_service(test: bool) -> Self {
        if test {
            Self::ToTestService
        } else {
            Self::ToService
        }
    }

    fn policy(self) -> String {
        let beyond = match self {
            Self::Here => "",
            Self::ToService => " https:",
            Self::ToTestService => " https: http:",
        };
        format!("{POLICY}{beyond}")
    }
}

/// Sets every header that a page carries.
pub(crate) fn protect(headers: &mut HeaderMap, forms: FormsLead) {
    let policy = HeaderValue::from_str(&forms.policy())
        .unwrap_or(HeaderValue::from_static("default-src 'none'"));
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, policy),
        (
            header::X_CONTENT_TYPE_OPTIONS,
            HeaderValue::from_static("nosniff"),
        ),
        (
            header::REFERRER_POLICY,
            HeaderValue::from_static("no-referrer"),
        ),
        (
            HeaderName::from_static("permissions-policy"),
            HeaderValue::from_static(PERMISSIONS),
        ),
        (
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex, nofollow"),
        ),
        (header::CACHE_CONTROL, CACHE_CONTROL),
        (header::PRAGMA, HeaderValue::from_static("no-cache")),
        (header::EXPIRES, HeaderValue::from_static("-1")),
    ] {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_that_can_end_at_the_service_let_forms_leave() {
        for (forms, end) in [
            (FormsLead::Here, "form-action 'self'"),
            (FormsLead::to_service(false), "form-action 'self' https:"),
            (
                FormsLead::to_service(true),
                "form-action 'self' https: http:",
            ),
        ] {
            let mut headers = HeaderMap::new();

            protect(&mut headers, forms);

            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.ends_with(end), "{policy}");
            assert!(!policy.contains("unsafe"));
        }
    }
}
