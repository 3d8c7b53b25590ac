//! Signing in, the second half: the code of an authenticator app, a recovery code, or a
//! passkey.

use application::staff::second_factor::{CodeError, SignedIn};
use application::staff::session::SessionError;
use application::staff::sign_in::SignInError;
use askama::Template;
use domain::staff::session::Stage;
use poem::{Response, handler};

use crate::field::{Field, Problems};
use crate::form::Asked;
use crate::frame::Frame;
use crate::passkeys::PasskeyForm;
use crate::refusal::{Refusal, page_of};
use crate::set_up::unhex;
use crate::sign_in::{locked, wait, wanted};
use crate::visit::{Browser, PostedByAnyone, Standing};

/// The longest code that can be typed: a recovery code with its spaces.
const CODE_MAX: usize = 40;

/// A code is asked for.
#[derive(Template)]
#[template(path = "code.html")]
struct CodePage {
    frame: Frame,
    problems: Problems,
    code: Field,
    /// For somebody who has a passkey.
    passkey: Option<PasskeyForm>,
    then: String,
    /// Whether to explain recovery codes, because somebody asked or was wrong.
    explains: bool,
}

/// Shows the form to those who have given their password.
#[handler]
pub(crate) async fn get(browser: Browser, Asked(mut asked): Asked) -> Result<Response, Refusal> {
    match &browser.standing {
        Standing::Unfinished(Stage::SecondFactor) => {
            shown(&browser, &asked.take("then"), Problems::none()).await
        }
        Standing::Unfinished(stage) => Ok(browser.go(page_of(*stage))),
        Standing::SignedIn(_) => Ok(browser.go("/admin")),
        Standing::Stranger => Ok(browser.go("/admin/sign-in")),
    }
}

/// Takes a code.
#[handler]
pub(crate) async fn post(posted: PostedByAnyone) -> Result<Response, Refusal> {
    let PostedByAnyone { browser, mut form } = posted;
    let (code, then) = (form.take("code"), form.take("then"));
    let again = async |text: &str| shown(&browser, &then, Problems::one("code", text)).await;
    if code.is_empty() {
        return again("Enter the code that your app shows").await;
    }
    let application = &browser.admin.application;
    let signed_in = application
        .sign_in_with_code(&browser.secret, &code, &browser.origin)
        .await;
    match signed_in {
        Ok(signed_in) => Ok(admitted(&browser, &signed_in, &then)),
        Err(CodeError::Wrong) => {
            again(
                "That code is not right, or was used before. Wait until your app shows \
                 another one",
            )
            .await
        }
        Err(error) => code_refused(&browser, error),
    }
}

/// Takes a passkey's proof in place of a code.
#[handler]
pub(crate) async fn post_passkey(posted: PostedByAnyone) -> Result<Response, Refusal> {
    let PostedByAnyone { browser, mut form } = posted;
    let (then, sealed) = (form.take("then"), unhex(&form.take("asked")));
    let answer = form.take("answer");
    let application = &browser.admin.application;
    let signed_in = application
        .sign_in_with_passkey(&browser.secret, &sealed, &answer, &browser.origin)
        .await;
    match signed_in {
        Ok(signed_in) => Ok(admitted(&browser, &signed_in, &then)),
        Err(CodeError::Wrong) => {
            let text = "That passkey was not accepted. Try again, or type the code from your app";
            shown(&browser, &then, Problems::one("code", text)).await
        }
        Err(error) => code_refused(&browser, error),
    }
}

/// Leads on, signed in.
fn admitted(browser: &Browser, signed_in: &SignedIn, then: &str) -> Response {
    let response = browser.go(wanted(then).unwrap_or("/admin"));
    browser.keep_session(&signed_in.session, response)
}

/// The form, and what a passkey is asked where there is one, new each time.
async fn shown(browser: &Browser, then: &str, problems: Problems) -> Result<Response, Refusal> {
    let application = &browser.admin.application;
    let asked = match application.ask_for_passkey(&browser.secret).await {
        Ok(asked) => asked,
        Err(error) => return code_refused(browser, CodeError::Session(error)),
    };
    let page = CodePage {
        passkey: asked.map(PasskeyForm::of),
        ..CodePage::new(browser, then, problems)
    };
    Ok(if page.problems.is_empty() {
        browser.show(&page)
    } else {
        browser.show_again(&page)
    })
}

/// Where somebody goes whose code was not even looked at.
pub(crate) fn code_refused(browser: &Browser, error: CodeError) -> Result<Response, Refusal> {
    match error {
        CodeError::Refused(SignInError::Wait(until)) => Ok(wait(browser, until)),
        CodeError::Refused(SignInError::Locked) => Ok(locked(browser)),
        CodeError::Refused(SignInError::Store(error)) | CodeError::Store(error) => {
            Err(error.into())
        }
        CodeError::Session(SessionError::Unfinished(stage)) => Ok(browser.go(page_of(stage))),
        CodeError::Session(SessionError::Store(error)) => Err(error.into()),
        CodeError::Wrong
        | CodeError::Refused(SignInError::Wrong)
        | CodeError::Session(SessionError::Over) => {
            Ok(browser.go_with_news("/admin/sign-in", "That took too long. Please begin again."))
        }
    }
}

impl CodePage {
    fn new(browser: &Browser, then: &str, problems: Problems) -> Self {
        let code = Field {
            autocomplete: "one-time-code",
            width: "is-medium",
            max_length: CODE_MAX,
            ..Field::text("code", "Code")
        };
        Self {
            frame: browser.frame("Your second factor").with(&problems),
            code: code
                .hint("Six digits, new every half minute")
                .problem(&problems),
            passkey: None,
            then: wanted(then).unwrap_or_default().to_owned(),
            explains: !problems.is_empty(),
            problems,
        }
    }
}
