//! What every page tells browsers, proxies and search engines about itself.

use poem::http::header::{self, HeaderMap};
use poem::http::{HeaderName, HeaderValue};

/// Nothing is loaded that is not ours, nothing inline runs, nobody frames us, and
/// forms lead nowhere else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

/// An e-mail as it is sent: its looks stand in it, and it can do nothing. Only a page of
/// ours frames it.
const LETTER_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'self'; sandbox",
);

/// What a staff page has no use for.
const PERMISSIONS: HeaderValue = HeaderValue::from_static(
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), \
     geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
);

/// Sets every header that a page carries. Nobody keeps a page: it is personal, and of
/// the moment.
pub(crate) fn protect(headers: &mut HeaderMap) {
    let text = HeaderValue::from_static;
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, text(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, text("nosniff")),
        // Links to new passwords and invitations hold secrets.
        (header::REFERRER_POLICY, text("no-referrer")),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            text("same-origin"),
        ),
        (
            HeaderName::from_static("x-robots-tag"),
            text("noindex, nofollow"),
        ),
        (header::CACHE_CONTROL, text("no-store")),
    ] {
        headers.insert(name, value);
    }
}

/// Lets a page frame others of ours.
pub(crate) fn let_it_frame_ours(headers: &mut HeaderMap) {
    if let Ok(policy) = HeaderValue::from_str(&format!("{POLICY}; frame-src 'self'")) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Keeps an e-mail that is shown as it is from doing anything.
pub(crate) fn confine_letter(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, LETTER_POLICY);
}

/// Lets the forms of a page lead to another address of the operator's, too: browsers
/// hold a form's redirects to the same rule.
pub(crate) fn let_forms_lead_to(headers: &mut HeaderMap, address: &str) {
    if let Ok(policy) = HeaderValue::from_str(&format!("{POLICY} {address}")) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}
