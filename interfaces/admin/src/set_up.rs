//! Setting up an authenticator app, before anything else can be done.

use std::fmt::Write;

use application::staff::second_factor::{CodeError, Provisional};
use application::staff::session::SessionError;
use askama::Template;
use domain::staff::session::Stage;
use poem::{Response, handler};
use qrcode::QrCode;
use qrcode::render::svg;
use secrecy::ExposeSecret;

use crate::code::code_refused;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::recovery_codes::show_codes;
use crate::refusal::{Refusal, page_of};
use crate::visit::{Browser, PostedByAnyone, Standing};

/// How many characters of a secret stand together.
const GROUP: usize = 4;

/// An app's secret as a picture and as text, and a field for the first code.
#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUpPage {
    frame: Frame,
    problems: Problems,
    code: Field,
    email: String,
    /// An SVG picture; nothing when it could not be drawn.
    picture: String,
    secret: String,
    /// The sealed secret, in hexadecimal.
    offer: String,
}

/// Offers a secret to those who have given their password and have no app yet.
#[handler]
pub(crate) async fn get(browser: Browser) -> Result<Response, Refusal> {
    match &browser.standing {
        Standing::Unfinished(Stage::SetUp) => {}
        Standing::Unfinished(stage) => return Ok(browser.go(page_of(*stage))),
        Standing::SignedIn(_) => return Ok(browser.go("/admin")),
        Standing::Stranger => return Ok(browser.go("/admin/sign-in")),
    }
    let offered = browser.admin.application.offer_app(&browser.secret).await;
    match offered {
        Ok(offered) => Ok(browser.show(&SetUpPage::new(&browser, &offered, Problems::none()))),
        Err(error) => unoffered(&browser, error),
    }
}

/// Takes the first code, and shows the recovery codes, once.
#[handler]
pub(crate) async fn post(posted: PostedByAnyone) -> Result<Response, Refusal> {
    let PostedByAnyone { browser, mut form } = posted;
    let (code, offer) = (form.take("code"), unhex(&form.take("offer")));
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let application = &browser.admin.application;
    let confirmed = application
        .confirm_app(&browser.secret, &offer, &code, &browser.origin)
        .await;
    match confirmed {
        Ok(signed_in) => {
            let browser = browser.signed_in(&signed_in.session).await?;
            let response = show_codes(&browser, &signed_in.recovery_codes, "/admin");
            Ok(browser.keep_session(&signed_in.session, response))
        }
        Err(CodeError::Wrong) => {
            let text = if code.is_empty() {
                "Enter the code that your app shows"
            } else {
                "That code is not right. Type the one your app shows now. If that is refused too, \
                 look whether your phone’s clock is right"
            };
            let problems = Problems::one("code", text);
            match application.offer_app_again(&browser.secret, &offer).await {
                Ok(again) => Ok(browser.show_again(&SetUpPage::new(&browser, &again, problems))),
                Err(error) => unoffered(&browser, error),
            }
        }
        Err(error) => code_refused(&browser, error),
    }
}

fn unoffered(browser: &Browser, error: SessionError) -> Result<Response, Refusal> {
    code_refused(browser, CodeError::Session(error))
}

impl SetUpPage {
    fn new(browser: &Browser, offered: &Provisional, problems: Problems) -> Self {
        let issuer = browser.admin.settings.product_name.as_str();
        let secret = offered.secret.expose_secret();
        let email = offered.email.as_str();
        let code = Field {
            autocomplete: "one-time-code",
            digits: true,
            width: "is-code",
            max_length: 8,
            ..Field::text("code", "The code that your app shows now")
        };
        Self {
            frame: browser.frame("Set up your second factor").with(&problems),
            code: code.hint("Six digits").problem(&problems),
            email: email.to_owned(),
            picture: picture(&app_address(issuer, email, secret)),
            secret: grouped(secret),
            offer: hex(&offered.sealed),
            problems,
        }
    }
}

/// What an authenticator app reads from the picture.
fn app_address(issuer: &str, email: &str, secret: &str) -> String {
    let (issuer, email) = (percent(issuer), percent(email));
    format!(
        "otpauth://totp/{issuer}:{email}?secret={secret}&issuer={issuer}\
         &algorithm=SHA1&digits=6&period=30"
    )
}

/// A text as an SVG picture that phones read.
fn picture(text: &str) -> String {
    let Ok(code) = QrCode::new(text) else {
        return String::new();
    };
    let drawn = code
        .render::<svg::Color<'_>>()
        .min_dimensions(200, 200)
        .build();
    // Inside a page an SVG needs no declaration, and a name for those who can't see it.
    let drawn = drawn
        .split_once("?>")
        .map_or(drawn.as_str(), |(_, svg)| svg);
    drawn.replacen(
        "<svg ",
        "<svg id=\"qr\" class=\"qr\" role=\"img\" aria-label=\"QR code for your authenticator app\" ",
        1,
    )
}

/// A secret in groups of four characters.
pub(crate) fn grouped(secret: &str) -> String {
    let mut text = String::new();
    for (at, c) in secret.chars().enumerate() {
        if at > 0 && at % GROUP == 0 {
            text.push(' ');
        }
        text.push(c);
    }
    text
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of hexadecimal digits; none of what are no such digits, which opens nothing.
pub(crate) fn unhex(digits: &str) -> Vec<u8> {
    let bytes: Option<Vec<u8>> = (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok())
        .collect();
    bytes.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apps_read_names_with_spaces() {
        assert_eq!(
            app_address("Pay & Co", "ada@example.org", "ABCD"),
            "otpauth://totp/Pay%20%26%20Co:ada@example.org?secret=ABCD&issuer=Pay%20%26%20Co\
             &algorithm=SHA1&digits=6&period=30"
        );
    }

    #[test]
    fn secrets_are_shown_in_groups() {
        assert_eq!(grouped("ABCDEFGHIJ"), "ABCD EFGH IJ");
    }

    #[test]
    fn hexadecimal_reads_back() {
        assert_eq!(unhex(&hex(&[0, 255, 16])), [0, 255, 16]);
        assert_eq!(unhex("abc"), Vec::<u8>::new());
        assert_eq!(unhex("é"), Vec::<u8>::new());
    }

    #[test]
    fn the_picture_has_a_name_and_no_style() {
        let svg = picture("otpauth://totp/x");

        assert!(svg.starts_with("<svg id=\"qr\" class=\"qr\" role=\"img\""));
        assert!(!svg.contains("style="));
    }
}
