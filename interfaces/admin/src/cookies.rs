//! Two cookies: whose browser it is, and what to tell it on the next page.

use poem::http::HeaderValue;
use poem::http::header::{self, HeaderMap};

use crate::settings::AdminSettings;

/// Holds the session's secret or, before anybody signed in, a secret of no session
/// that forms are tied to.
pub const BROWSER: &str = "staff";
/// Holds what the next page is to say.
pub(crate) const NEWS: &str = "staff_news";

/// Browsers take a cookie with this prefix only over https.
const SECURE_PREFIX: &str = "__Secure-";

/// Every value that a browser presents under this name. More than one can come when
/// another site of the domain sets cookies.
pub(crate) fn values<'a>(
    headers: &'a HeaderMap,
    name: &str,
    settings: &AdminSettings,
) -> Vec<&'a str> {
    let name = full_name(name, settings);
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(found, _)| *found == name)
        .map(|(_, value)| value)
        .collect()
}

/// Makes a browser keep this until it is closed.
pub(crate) fn keep(to: &mut HeaderMap, name: &str, value: &str, settings: &AdminSettings) {
    append(to, name, value, "", settings);
}

/// Makes a browser forget.
pub(crate) fn forget(to: &mut HeaderMap, name: &str, settings: &AdminSettings) {
    append(to, name, "", "; Max-Age=0", settings);
}

fn append(to: &mut HeaderMap, name: &str, value: &str, end: &str, settings: &AdminSettings) {
    let name = full_name(name, settings);
    let secure = if settings.is_https() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/admin; HttpOnly; SameSite=Lax{secure}{end}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        to.append(header::SET_COOKIE, value);
    }
}

fn full_name(name: &str, settings: &AdminSettings) -> String {
    let prefix = if settings.is_https() {
        SECURE_PREFIX
    } else {
        ""
    };
    format!("{prefix}{name}")
}
