//! What every page tells browsers, proxies and search engines about itself.

use poem::http::header::{self, HeaderMap};
use poem::http::{HeaderName, HeaderValue};

/// Pages are personal and of the moment: nobody keeps them.
const CACHE_CONTROL: HeaderValue =
    HeaderValue::from_static("private, no-cache, no-store, must-revalidate");

/// Nothing is loaded that is not ours, nothing inline runs, nobody frames us.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// A letter shows itself and loads nothing. No script runs in it, it is of no origin, so
/// that it reads and sends nothing of ours, and only our own pages frame it. Its looks
/// stand in it. Its links open pages that are as free as any.
const LETTER_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox",
);

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
    protect_by(headers, value(&forms.policy()));
}

/// The same for a page with a letter in a frame.
pub(crate) fn protect_with_letter(headers: &mut HeaderMap) {
    let policy = format!("{}; frame-src 'self'", FormsLead::Here.policy());
    protect_by(headers, value(&policy));
}

/// The same for the letter in the frame.
pub(crate) fn protect_letter(headers: &mut HeaderMap) {
    protect_by(headers, LETTER_POLICY);
}

fn value(policy: &str) -> HeaderValue {
    HeaderValue::from_str(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn protect_by(headers: &mut HeaderMap, policy: HeaderValue) {
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

    #[test]
    fn a_letter_runs_and_loads_nothing_and_stands_in_our_frames_alone() {
        let (mut page, mut letter) = (HeaderMap::new(), HeaderMap::new());

        protect_with_letter(&mut page);
        protect_letter(&mut letter);

        let policy = |headers: &HeaderMap| {
            let policy = &headers[header::CONTENT_SECURITY_POLICY];
            policy.to_str().unwrap().to_owned()
        };
        let (page, letter) = (policy(&page), policy(&letter));
        assert!(page.contains("frame-src 'self'") && page.contains("frame-ancestors 'none'"));
        assert!(letter.contains("default-src 'none'") && letter.contains("frame-ancestors 'self'"));
        let (_, freedoms) = letter.split_once("; sandbox ").unwrap();
        assert_eq!(freedoms, "allow-popups allow-popups-to-escape-sandbox");
    }
}
