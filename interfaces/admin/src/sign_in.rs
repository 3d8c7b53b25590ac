//! Signing in, the first half: address and password.

use application::staff::sign_in::SignInError;
use askama::Template;
use domain::Timestamp;
use poem::http::StatusCode;
use poem::{Response, handler};
use secrecy::{ExposeSecret, SecretString};

use crate::field::{Field, Problems};
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::refusal::{MessagePage, Refusal, page_of};
use crate::visit::{Browser, PostedByAnyone, Standing};

/// Address and password.
#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    problems: Problems,
    email: Field,
    password: Field,
    then: String,
    /// Whether people may register themselves.
    takes_registrations: bool,
}

/// Shows the form; whoever is signed in is led on.
#[handler]
pub(crate) async fn get(browser: Browser, Asked(mut asked): Asked) -> Response {
    match &browser.standing {
        Standing::SignedIn(_) => browser.go("/admin"),
        Standing::Stranger | Standing::Unfinished(_) => {
            let page = SignInPage::new(&browser, "", &asked.take("then"), Problems::none());
            browser.show(&page)
        }
    }
}

/// Takes an address and a password.
#[handler]
pub(crate) async fn post(posted: PostedByAnyone) -> Result<Response, Refusal> {
    let PostedByAnyone { browser, mut form } = posted;
    let (email, password) = (form.take("email"), form.take_secret("password"));
    let then = form.take("then");
    let problems = missing(&email, &password);
    if !problems.is_empty() {
        return Ok(browser.show_again(&SignInPage::new(&browser, &email, &then, problems)));
    }
    let application = &browser.admin.application;
    match application
        .sign_in(&email, &password, &browser.origin)
        .await
    {
        Ok(begun) => {
            let next = with_then(page_of(begun.session.stage), &then);
            Ok(browser.keep_session(&begun, browser.go(&next)))
        }
        Err(SignInError::Wrong) => {
            let text = "The e-mail address or the password is not right";
            let problems = Problems::one("password", text);
            Ok(browser.show_again(&SignInPage::new(&browser, &email, &then, problems)))
        }
        Err(SignInError::Wait(until)) => Ok(wait(&browser, until)),
        Err(SignInError::Locked) => Ok(locked(&browser)),
        Err(SignInError::Store(error)) => Err(error.into()),
    }
}

/// Says until when nobody is let in with this address.
pub(crate) fn wait(browser: &Browser, until: Timestamp) -> Response {
    let page = MessagePage {
        frame: browser.frame("Too many wrong answers"),
        heading: "Too many wrong answers",
        sentences: vec![
            format!("You can try again after {}.", london::date_time(until)),
            "If you have forgotten your password, you can set a new one meanwhile.".to_owned(),
        ],
        onward: Some(("/admin/forgotten-password", "Set a new password")),
    };
    browser.show_as(StatusCode::TOO_MANY_REQUESTS, &page)
}

/// Says that nobody is let in with this address until somebody unlocks it.
pub(crate) fn locked(browser: &Browser) -> Response {
    let page = MessagePage {
        frame: browser.frame("You cannot sign in"),
        heading: "You cannot sign in",
        sentences: vec![
            "There were far too many wrong answers, or somebody has closed your account."
                .to_owned(),
            "Only the people who run this site can let you in again. Ask a service admin whom to \
             turn to, or use the address at the foot of this page if there is one."
                .to_owned(),
        ],
        onward: None,
    };
    browser.show_as(StatusCode::FORBIDDEN, &page)
}

/// The address with the page that is wanted afterwards, if it is one of ours.
pub(crate) fn with_then(page: &str, then: &str) -> String {
    match wanted(then) {
        Some(then) => {
            let query = serde_urlencoded::to_string([("then", then)]).unwrap_or_default();
            format!("{page}?{query}")
        }
        None => page.to_owned(),
    }
}

/// The page that is wanted after signing in, if it is one of ours.
pub(crate) fn wanted(then: &str) -> Option<&str> {
    let ours = then == "/admin" || then.starts_with("/admin/") || then.starts_with("/admin?");
    let plain = then.bytes().all(|byte| byte.is_ascii_graphic());
    (ours && plain).then_some(then)
}

fn missing(email: &str, password: &SecretString) -> Problems {
    let mut problems = Problems::none();
    if email.is_empty() {
        problems.add("email", "Enter your e-mail address");
    }
    if password.expose_secret().is_empty() {
        problems.add("password", "Enter your password");
    }
    problems
}

impl SignInPage {
    fn new(browser: &Browser, email: &str, then: &str, problems: Problems) -> Self {
        Self {
            frame: browser.frame("Sign in").with(&problems),
            email: Field::email("email", "E-mail address")
                .value(email)
                .problem(&problems),
            password: Field::password("password", "Password", "current-password")
                .problem(&problems),
            then: wanted(then).unwrap_or_default().to_owned(),
            takes_registrations: browser.admin.application.takes_registrations(),
            problems,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_ours_are_led_to() {
        for (then, ours) in [
            ("/admin", true),
            ("/admin/service/x/team?page=2", true),
            ("/admin?x=1", true),
            ("", false),
            ("/administrator", false),
            ("//evil.example/admin", false),
            ("https://evil.example/admin", false),
            ("/admin/\r\nset-cookie:x", false),
        ] {
            assert_eq!(wanted(then).is_some(), ours, "{then}");
        }
    }
}
