//! People of bodies that the operator trusts register themselves. Where nobody may, there
//! are no such pages.

use std::sync::Arc;

use application::staff::registration::RegistrationError;
use askama::Template;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, get, handler};

use crate::addresses::Routes;
use crate::detached;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::invitation::sign_in;
use crate::new_password::{PasswordFields, refused, typed_twice};
use crate::refusal::{MessagePage, Refusal};
use crate::visit::{Browser, PostedByAnyone};

/// The address is asked for.
#[derive(Template)]
#[template(path = "register.html")]
struct RegisterPage {
    frame: Frame,
    problems: Problems,
    email: Field,
}

/// A password is asked for.
#[derive(Template)]
#[template(path = "register_password.html")]
struct PasswordPage {
    frame: Frame,
    problems: Problems,
    action: String,
    email: String,
    fields: PasswordFields,
}

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .at("/admin/register", get(ask).post(send))
        .at("/admin/register/sent", get(sent))
        .at("/admin/register/:link", get(choose).post(register))
}

#[handler]
async fn ask(browser: Browser) -> Result<Response, Refusal> {
    open(&browser)?;
    Ok(browser.show(&RegisterPage::new(&browser, "", Problems::none())))
}

/// Sends a link. Nobody waits for that: how long it takes would tell whether somebody has
/// the address.
#[handler]
async fn send(PostedByAnyone { browser, mut form }: PostedByAnyone) -> Result<Response, Refusal> {
    open(&browser)?;
    let email = form.take("email");
    let application = browser.admin.application.clone();
    let text = match application.may_register(&email) {
        Ok(_) => {
            let settings = Arc::clone(&browser.admin.settings);
            detached::leave(async move {
                let link = |link: &str| settings.link(&format!("/admin/register/{link}"));
                if let Err(error) = application.ask_to_register(&email, link).await {
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "a link to register was not sent"
                    );
                }
            });
            return Ok(browser.go("/admin/register/sent"));
        }
        Err(RegistrationError::Domain) => {
            "Use the address that your public body gave you. If you did, its domain is not on \
             our list: ask us for help, or have a colleague invite you"
        }
        Err(_) => "Enter your e-mail address, like name@example.org",
    };
    let problems = Problems::one("email", text);
    Ok(browser.show_again(&RegisterPage::new(&browser, &email, problems)))
}

#[handler]
async fn sent(browser: Browser) -> Result<Response, Refusal> {
    open(&browser)?;
    Ok(browser.show(&MessagePage {
        frame: browser.frame("Check your e-mail"),
        heading: "Check your e-mail",
        sentences: vec![
            "We have sent you a link to go on with. It is good for a day.".to_owned(),
            "Nothing after a few minutes? Look among the unwanted mail, and check the address."
                .to_owned(),
        ],
        onward: Some(("/admin/sign-in", "Back to signing in")),
    }))
}

#[handler]
async fn choose(browser: Browser, Path(link): Path<String>) -> Result<Response, Refusal> {
    let email = match browser.admin.application.registering(&link).await {
        Ok(email) => email,
        Err(error) => return not_registered(&browser, error),
    };
    let page = PasswordPage::new(&browser, &link, email.as_str(), Problems::none());
    Ok(browser.show(&page))
}

#[handler]
async fn register(
    PostedByAnyone { browser, mut form }: PostedByAnyone,
    Path(link): Path<String>,
) -> Result<Response, Refusal> {
    let application = browser.admin.application.clone();
    let email = match application.registering(&link).await {
        Ok(email) => email.as_str().to_owned(),
        Err(error) => return not_registered(&browser, error),
    };
    let again = |problems| {
        let page = PasswordPage::new(&browser, &link, &email, problems);
        Ok(browser.show_again(&page))
    };
    let password = match typed_twice(&mut form) {
        Ok(password) => password,
        Err(problems) => return again(problems),
    };
    let (chosen, origin) = (password.clone(), browser.origin.clone());
    let registered = detached::whole({
        let link = link.clone();
        async move { application.register(&link, chosen, &origin).await }
    });
    match registered.await? {
        Ok(_) => sign_in(&browser, &email, &password).await,
        Err(RegistrationError::Password(error)) => again(refused(error)),
        Err(error) => not_registered(&browser, error),
    }
}

/// Refuses the pages where nobody may register.
fn open(browser: &Browser) -> Result<(), Refusal> {
    if browser.admin.application.takes_registrations() {
        Ok(())
    } else {
        Err(Refusal::NotFound)
    }
}

fn not_registered(browser: &Browser, error: RegistrationError) -> Result<Response, Refusal> {
    match error {
        RegistrationError::Store(error) => return Err(error.into()),
        RegistrationError::Closed
        | RegistrationError::NotAnEmail
        | RegistrationError::Domain
        | RegistrationError::LinkOver
        | RegistrationError::Password(_) => {}
    }
    let heading = "This link is no longer good";
    let page = MessagePage {
        frame: browser.frame(heading),
        heading,
        sentences: vec![
            "A link to register can be used once, within a day. If you have registered, sign in."
                .to_owned(),
        ],
        onward: Some(("/admin/sign-in", "Sign in")),
    };
    Ok(browser.show_as(StatusCode::GONE, &page))
}

impl RegisterPage {
    fn new(browser: &Browser, email: &str, problems: Problems) -> Self {
        Self {
            frame: browser.frame("Register").with(&problems),
            email: Field::email("email", "E-mail address at work")
                .hint("The one that your public body gave you")
                .value(email)
                .problem(&problems),
            problems,
        }
    }
}

impl PasswordPage {
    fn new(browser: &Browser, link: &str, email: &str, problems: Problems) -> Self {
        Self {
            frame: browser.frame("Choose a password").with(&problems),
            action: format!("/admin/register/{link}"),
            email: email.to_owned(),
            fields: PasswordFields::new(&problems),
            problems,
        }
    }
}
