//! Setting a password: the fields, by a link that was sent, and by somebody signed in.

use application::staff::password::SetPasswordError;
use askama::Template;
use domain::staff::password::{PASSWORD_MAX, PASSWORD_MIN, PasswordError};
use poem::http::StatusCode;
use poem::web::Path;
use poem::{Response, handler};
use secrecy::{ExposeSecret, SecretString};

use crate::detached;
use crate::field::{Field, Problems};
use crate::form::Form;
use crate::frame::Frame;
use crate::refusal::{MessagePage, Refusal};
use crate::visit::{Browser, Posted, PostedByAnyone, Visit};

/// A password by a link.
#[derive(Template)]
#[template(path = "new_password.html")]
struct NewPasswordPage {
    frame: Frame,
    problems: Problems,
    action: String,
    /// Asked of those who are signed in.
    present: Option<Field>,
    fields: PasswordFields,
}

/// A password, typed twice.
pub(crate) struct PasswordFields {
    pub(crate) password: Field,
    pub(crate) repeated: Field,
}

/// Shows the form behind a link that was sent.
#[handler]
pub(crate) async fn get_by_link(browser: Browser, Path(secret): Path<String>) -> Response {
    browser.show(&by_link(&browser, &secret, Problems::none()))
}

/// Sets a password by a link that was sent.
#[handler]
pub(crate) async fn post_by_link(
    posted: PostedByAnyone,
    Path(secret): Path<String>,
) -> Result<Response, Refusal> {
    let PostedByAnyone { browser, mut form } = posted;
    let password = match typed_twice(&mut form) {
        Ok(password) => password,
        Err(problems) => return Ok(browser.show_again(&by_link(&browser, &secret, problems))),
    };
    let link = SecretString::from(secret.as_str());
    let (application, origin) = (browser.admin.application.clone(), browser.origin.clone());
    let set =
        detached::whole(async move { application.reset_password(&link, password, &origin).await });
    match set.await? {
        Ok(()) => {
            let text = "Your password is changed. Sign in with the new one.";
            Ok(browser.go_as_stranger("/admin/sign-in", text))
        }
        Err(SetPasswordError::Password(error)) => {
            let page = by_link(&browser, &secret, refused(error));
            Ok(browser.show_again(&page))
        }
        Err(SetPasswordError::LinkOver | SetPasswordError::Wrong) => Ok(link_over(&browser)),
        Err(SetPasswordError::Store(error)) => Err(error.into()),
    }
}

/// Shows the form to somebody who is signed in.
#[handler]
pub(crate) async fn get(visit: Visit) -> Response {
    visit.show(&own(&visit, Problems::none()))
}

/// Changes the password of somebody who is signed in.
#[handler]
pub(crate) async fn post(Posted { visit, mut form }: Posted) -> Result<Response, Refusal> {
    let present = form.take_secret("present");
    if present.expose_secret().is_empty() {
        let problems = Problems::one("present", "Enter your present password");
        return Ok(visit.show_again(&own(&visit, problems)));
    }
    let password = match typed_twice(&mut form) {
        Ok(password) => password,
        Err(problems) => return Ok(visit.show_again(&own(&visit, problems))),
    };
    visit.browser.admitted().await?;
    let (application, staff) = (visit.application().clone(), visit.staff.clone());
    let changed = detached::whole(async move {
        application
            .change_password(&staff, &present, password)
            .await
    });
    match changed.await? {
        Ok(()) => {
            let text = "Your password is changed, and you are signed out everywhere else.";
            Ok(visit.go_with_news("/admin/profile", text))
        }
        Err(SetPasswordError::Wrong | SetPasswordError::LinkOver) => {
            let problems = Problems::one("present", "That is not your present password");
            Ok(visit.show_again(&own(&visit, problems)))
        }
        Err(SetPasswordError::Password(error)) => {
            Ok(visit.show_again(&own(&visit, refused(error))))
        }
        Err(SetPasswordError::Store(error)) => Err(error.into()),
    }
}

/// Takes a password that was typed twice.
pub(crate) fn typed_twice(form: &mut Form) -> Result<SecretString, Problems> {
    let (password, repeated) = (form.take_secret("password"), form.take_secret("repeated"));
    if password.expose_secret().is_empty() {
        return Err(Problems::one("password", "Choose a password"));
    }
    if password.expose_secret() == repeated.expose_secret() {
        Ok(password)
    } else {
        let text = "Type the same password twice. The two are different";
        Err(Problems::one("repeated", text))
    }
}

/// Why a password may not be one, in words.
pub(crate) fn refused(error: PasswordError) -> Problems {
    let text = match error {
        PasswordError::TooShort => {
            format!("Choose a longer password: {PASSWORD_MIN} characters at least")
        }
        PasswordError::TooLong => {
            format!("Choose a shorter password: {PASSWORD_MAX} characters at most")
        }
        PasswordError::Guessable => {
            "Choose a password that is harder to guess. Many people have this one, or it \
             is made of your e-mail address"
                .to_owned()
        }
    };
    Problems::one("password", text)
}

fn by_link(browser: &Browser, secret: &str, problems: Problems) -> NewPasswordPage {
    NewPasswordPage {
        frame: browser.frame("Set a new password").with(&problems),
        action: format!("/admin/new-password/{secret}"),
        present: None,
        fields: PasswordFields::new(&problems),
        problems,
    }
}

fn own(visit: &Visit, problems: Problems) -> NewPasswordPage {
    let present = Field::password("present", "Your present password", "current-password");
    NewPasswordPage {
        frame: visit.frame("Set a new password").with(&problems),
        action: "/admin/profile/password".to_owned(),
        present: Some(present.problem(&problems)),
        fields: PasswordFields::new(&problems),
        problems,
    }
}

fn link_over(browser: &Browser) -> Response {
    let page = MessagePage {
        frame: browser.frame("This link is no longer good"),
        heading: "This link is no longer good",
        sentences: vec![
            "A link to set a password can be used once, within an hour and a half. \
             Asking for another one ends those from before."
                .to_owned(),
        ],
        onward: Some(("/admin/forgotten-password", "Send another link")),
    };
    browser.show_as(StatusCode::GONE, &page)
}

impl PasswordFields {
    /// Empty fields; what was typed never comes back.
    pub(crate) fn new(problems: &Problems) -> Self {
        let hint = format!(
            "{PASSWORD_MIN} characters at least. Three or four words that don’t belong together \
             are easy to keep in mind and hard to guess."
        );
        Self {
            password: Field::password("password", "New password", "new-password")
                .hint(hint)
                .problem(problems),
            repeated: Field::password("repeated", "The same again", "new-password")
                .problem(problems),
        }
    }
}
