//! Signing in, the second half: the code of an authenticator app, or a recovery code.

use application::staff::second_factor::CodeError;
use application::staff::session::SessionError;
use application::staff::sign_in::SignInError;
use askama::Template;
use domain::staff::session::Stage;
use poem::{Response, handler};

use crate::field::{Field, Problems};
use crate::form::Asked;
use crate::frame::Frame;
use crate::refusal::{Refusal, page_of};
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
    then: String,
    /// Whether to explain recovery codes, because somebody asked or was wrong.
    explains: bool,
}

/// Shows the form to those who have given their password.
#[handler]
pub(crate) async fn get(browser: Browser, Asked(mut asked): Asked) -> Response {
    match &browser.standing {
        Standing::Unfinished(Stage::SecondFactor) => browser.show(&CodePage::new(
            &browser,
            &asked.take("then"),
            Problems::none(),
        )),
        Standing::Unfinished(stage) => browser.go(page_of(*stage)),
        Standing::SignedIn(_) => browser.go("/admin"),
        Standing::Stranger => browser.go("/admin/sign-in"),
    }
}

/// Takes a code.
#[handler]
pub(crate) async fn post(posted: PostedByAnyone) -> Result<Response, Refusal> {
    let PostedByAnyone { browser, mut form } = posted;
    let (code, then) = (form.take("code"), form.take("then"));
    let again = |text: &str| {
        let problems = Problems::one("code", text);
        Ok(browser.show_again(&CodePage::new(&browser, &then, problems)))
    };
    if code.is_empty() {
        return again("Enter the code that your app shows");
    }
    let application = &browser.admin.application;
    let signed_in = application
        .sign_in_with_code(&browser.secret, &code, &browser.origin)
        .await;
    match signed_in {
        Ok(signed_in) => {
            let response = browser.go(wanted(&then).unwrap_or("/admin"));
            Ok(browser.keep_session(&signed_in.session, response))
        }
        Err(CodeError::Wrong) => again(
            "That code is not right, or was used before. Wait until your app shows another one",
        ),
        Err(error) => code_refused(&browser, error),
    }
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
            then: wanted(then).unwrap_or_default().to_owned(),
            explains: !problems.is_empty(),
            problems,
        }
    }
}
