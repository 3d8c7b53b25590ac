//! Session cookies: one for each payment, so that payments in two tabs do not
//! disturb each other, and at most ten.
//!
//! What a cookie holds is sealed by the application; here it is a text.

use application::Application;
use application::checkout::session::SESSION_LIFETIME;
use domain::PaymentId;
use poem::http::HeaderValue;
use poem::http::header::{self, HeaderMap};

use crate::settings::PagesSettings;

/// The most payments one browser keeps a session with.
pub(crate) const SESSIONS_MAX: usize = 10;

/// Before the payment's id in a cookie's name.
const PREFIX: &str = "payment_";
/// Browsers take a cookie with this prefix only from the host itself, over https.
const HOST_PREFIX: &str = "__Host-";

/// Every sealed session that a browser presents for this payment. More than one
/// can come when another site of the domain sets cookies; at most one opens.
pub(crate) fn sealed_sessions<'a>(
    headers: &'a HeaderMap,
    payment: &str,
    settings: &PagesSettings,
) -> Vec<&'a str> {
    let name = format!("{}{payment}", prefix(settings));
    pairs(headers)
        .filter(|(found, _)| *found == name)
        .map(|(_, sealed)| sealed)
        .collect()
}

/// Adds a session to a response, and removes the oldest of those that the
/// browser presented when they would be more than ten.
pub(crate) fn add_session(
    to: &mut HeaderMap,
    presented: &HeaderMap,
    payment: &PaymentId,
    sealed: &str,
    application: &Application,
    settings: &PagesSettings,
) {
    let own = format!("{}{payment}", prefix(settings));
    let mut others: Vec<_> = pairs(presented)
        .filter(|(name, _)| name.starts_with(&prefix(settings)) && *name != own)
        .map(|(name, sealed)| {
            (
                application
                    .open_session(sealed)
                    .map(|user| user.admitted_at),
                name,
            )
        })
        .collect();
    // Those that do not open any more sort before all that do.
    others.sort_unstable();
    let too_many = (others.len() + 1).saturating_sub(SESSIONS_MAX);
    for (_, name) in others.into_iter().take(too_many) {
        append(to, &format!("{name}=; {}; Max-Age=0", attributes(settings)));
    }
    append(
        to,
        &format!(
            "{own}={sealed}; {}; Max-Age={}",
            attributes(settings),
            SESSION_LIFETIME.as_secs()
        ),
    );
}

fn append(headers: &mut HeaderMap, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        headers.append(header::SET_COOKIE, value);
    }
}

fn prefix(settings: &PagesSettings) -> String {
    let host = if settings.is_https() { HOST_PREFIX } else { "" };
    format!("{host}{PREFIX}")
}

fn attributes(settings: &PagesSettings) -> &'static str {
    if settings.is_https() {
        "Path=/; HttpOnly; SameSite=Lax; Secure"
    } else {
        "Path=/; HttpOnly; SameSite=Lax"
    }
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
}
