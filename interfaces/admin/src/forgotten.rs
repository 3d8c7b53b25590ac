//! A forgotten password. The answer is the same whether anybody has the address.

use std::sync::Arc;

use askama::Template;
use domain::staff::StaffEmail;
use poem::{Response, handler};
use secrecy::{ExposeSecret, SecretString};

use crate::detached;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::refusal::MessagePage;
use crate::visit::{Browser, PostedByAnyone};

/// The address is asked for.
#[derive(Template)]
#[template(path = "forgotten.html")]
struct ForgottenPage {
    frame: Frame,
    problems: Problems,
    email: Field,
}

/// Shows the form.
#[handler]
pub(crate) async fn get(browser: Browser) -> Response {
    browser.show(&ForgottenPage::new(&browser, "", Problems::none()))
}

/// Sends a link, if somebody has the address. Nobody waits for that: how long it takes
/// would tell whether somebody has.
#[handler]
pub(crate) async fn post(PostedByAnyone { browser, mut form }: PostedByAnyone) -> Response {
    let email = form.take("email");
    if StaffEmail::parse(&email).is_err() {
        let text = "Enter your e-mail address, like name@example.org";
        let problems = Problems::one("email", text);
        return browser.show_again(&ForgottenPage::new(&browser, &email, problems));
    }
    let (application, origin) = (browser.admin.application.clone(), browser.origin.clone());
    let settings = Arc::clone(&browser.admin.settings);
    detached::leave(async move {
        let link = |secret: &SecretString| {
            settings.link(&format!("/admin/new-password/{}", secret.expose_secret()))
        };
        if let Err(error) = application.request_reset(&email, link, &origin).await {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "a link to set a password was not made"
            );
        }
    });
    browser.go("/admin/forgotten-password/sent")
}

/// Says that a link may be on its way.
#[handler]
pub(crate) async fn sent(browser: Browser) -> Response {
    browser.show(&MessagePage {
        frame: browser.frame("Check your e-mail"),
        heading: "Check your e-mail",
        sentences: vec![
            "If somebody here has that address, a link to set a new password is on its way. \
             It is good for an hour and a half."
                .to_owned(),
            "Nothing after a few minutes? Look among the unwanted mail, and check the address."
                .to_owned(),
        ],
        onward: Some(("/admin/sign-in", "Back to signing in")),
    })
}

impl ForgottenPage {
    fn new(browser: &Browser, email: &str, problems: Problems) -> Self {
        Self {
            frame: browser.frame("Forgotten password").with(&problems),
            email: Field::email("email", "E-mail address")
                .hint("The one you sign in with")
                .value(email)
                .problem(&problems),
            problems,
        }
    }
}
