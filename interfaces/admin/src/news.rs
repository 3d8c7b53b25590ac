//! What the next page is to say, kept by the browser in between.
//!
//! It carries a hash that depends on the browser's secret, so that nobody else can
//! put words into our pages.

use application::Application;
use secrecy::{ExposeSecret, SecretString};

/// A text for the cookie.
pub(crate) fn seal(application: &Application, browser: &SecretString, text: &str) -> String {
    let digits: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let token = application.form_token(&place(browser, &digits));
    format!("{digits}.{token}")
}

/// What the cookie holds, unless somebody else put it there.
pub(crate) fn open(
    application: &Application,
    browser: &SecretString,
    sealed: &str,
) -> Option<String> {
    let (digits, token) = sealed.split_once('.')?;
    if !application.is_form_token(&place(browser, digits), token) {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect();
    String::from_utf8(bytes?).ok()
}

fn place(browser: &SecretString, digits: &str) -> String {
    format!("news {digits} for {}", browser.expose_secret())
}
