//! An invitation is opened by its link, and accepted: by somebody new with a password,
//! by somebody known once they have signed in.

use application::staff::sign_in::SignInError;
use application::staff::team::AcceptError;
use askama::Template;
use domain::staff::Invitation;
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};
use secrecy::SecretString;

use crate::detached;
use crate::field::Problems;
use crate::frame::Frame;
use crate::new_password::{PasswordFields, refused, typed_twice};
use crate::refusal::{MessagePage, Refusal, page_of};
use crate::sign_in::{locked, with_then};
use crate::visit::{Browser, PostedByAnyone, Standing};

/// What somebody is invited to, and what they have to do.
#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage {
    frame: Frame,
    problems: Problems,
    action: String,
    service: String,
    role: &'static str,
    meaning: &'static str,
    email: String,
    next: Next,
}

/// What somebody who is invited has to do.
enum Next {
    /// Choose a password: nobody has the address yet.
    Password(Box<PasswordFields>),
    /// Say yes: they are signed in.
    Accept,
    /// Sign in first, at this address.
    SignIn(String),
    /// Sign out first: somebody else is signed in.
    SignOut(String),
}

/// Shows what the link is for.
#[handler]
pub(crate) async fn get(browser: Browser, Path(secret): Path<String>) -> Result<Response, Refusal> {
    let link = SecretString::from(secret.as_str());
    match browser.admin.application.invitation(&link).await {
        Ok((invitation, known)) => {
            let page = InvitationPage::new(&browser, &secret, invitation, known, Problems::none());
            Ok(browser.show(&page.await?))
        }
        Err(error) => not_accepted(&browser, error),
    }
}

/// Accepts.
#[handler]
pub(crate) async fn post(
    posted: PostedByAnyone,
    Path(secret): Path<String>,
) -> Result<Response, Refusal> {
    let PostedByAnyone { browser, mut form } = posted;
    let link = SecretString::from(secret.as_str());
    let application = browser.admin.application.clone();
    if let Standing::SignedIn(staff) = &browser.standing {
        let accepted = application.accept(staff, &link, &browser.origin).await;
        return match accepted {
            Ok(service) => {
                let team = format!("/admin/service/{service}/team");
                Ok(browser.go_with_news(&team, "You have joined. Welcome!"))
            }
            Err(error) => not_accepted(&browser, error),
        };
    }
    let (invitation, known) = match application.invitation(&link).await {
        Ok(found) => found,
        Err(error) => return not_accepted(&browser, error),
    };
    let email = invitation.email.as_str().to_owned();
    let again = async |problems| {
        let page = InvitationPage::new(&browser, &secret, invitation, known, problems);
        Ok(browser.show_again(&page.await?))
    };
    let password = match typed_twice(&mut form) {
        Ok(password) => password,
        Err(problems) => return again(problems).await,
    };
    let (chosen, origin) = (password.clone(), browser.origin.clone());
    let accepted = detached::whole({
        let application = application.clone();
        async move { application.accept_as_new(&link, chosen, &origin).await }
    });
    match accepted.await? {
        Ok(_) => sign_in(&browser, &email, &password).await,
        Err(AcceptError::Password(error)) => again(refused(error)).await,
        Err(error) => not_accepted(&browser, error),
    }
}

/// Signs somebody in who has just chosen a password.
pub(crate) async fn sign_in(
    browser: &Browser,
    email: &str,
    password: &SecretString,
) -> Result<Response, Refusal> {
    let application = &browser.admin.application;
    match application.sign_in(email, password, &browser.origin).await {
        Ok(begun) => Ok(browser.keep_session(&begun, browser.go(page_of(begun.session.stage)))),
        Err(SignInError::Store(error)) => Err(error.into()),
        Err(SignInError::Locked) => Ok(locked(browser)),
        Err(SignInError::Wrong | SignInError::Wait(_)) => Ok(browser.go("/admin/sign-in")),
    }
}

fn not_accepted(browser: &Browser, error: AcceptError) -> Result<Response, Refusal> {
    let (heading, sentence) = match error {
        AcceptError::Over => (
            "This invitation is no longer good",
            "It was accepted or withdrawn, or is older than a week. \
             Ask whoever invited you to do it again.",
        ),
        AcceptError::SomebodyElse => (
            "This invitation is for somebody else",
            "It can only be accepted by the person it was sent to. If that is you, sign in with \
             the address that it came to.",
        ),
        AcceptError::Password(_) => return Err(Refusal::BadForm),
        AcceptError::Store(error) => return Err(error.into()),
    };
    let page = MessagePage {
        frame: browser.frame(heading),
        heading,
        sentences: vec![sentence.to_owned()],
        onward: None,
    };
    Ok(browser.show_as(StatusCode::GONE, &page))
}

impl InvitationPage {
    async fn new(
        browser: &Browser,
        secret: &str,
        invitation: Invitation,
        known: bool,
        problems: Problems,
    ) -> Result<Self, Refusal> {
        let services = browser.admin.application.services().await?;
        let service = services
            .into_iter()
            .find(|service| service.id == invitation.service)
            .ok_or(Refusal::NotFound)?;
        let action = format!("/admin/invitation/{secret}");
        let next = match &browser.standing {
            Standing::SignedIn(staff) if staff.member.email == invitation.email => Next::Accept,
            Standing::SignedIn(staff) => Next::SignOut(staff.member.email.as_str().to_owned()),
            Standing::Stranger | Standing::Unfinished(_) if known => {
                Next::SignIn(with_then("/admin/sign-in", &action))
            }
            Standing::Stranger | Standing::Unfinished(_) => {
                Next::Password(Box::new(PasswordFields::new(&problems)))
            }
        };
        let what = format!("Join {}", service.name);
        Ok(Self {
            frame: browser.frame(&what).with(&problems),
            problems,
            action,
            service: service.name.to_string(),
            role: invitation.role.label(),
            meaning: invitation.role.meaning(),
            email: invitation.email.as_str().to_owned(),
            next,
        })
    }
}
