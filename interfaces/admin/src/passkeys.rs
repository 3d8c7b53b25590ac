//! One's own passkeys: adding one, and taking one away.
//!
//! A browser makes a passkey, and proves it, by a script alone. Whoever has none reads
//! that, and keeps the codes of their app.

pub(crate) mod remove;

use application::staff::passkeys::{AddPasskeyError, PasskeyQuestion};
use askama::Template;
use domain::staff::Passkey;
use domain::staff::passkey::{PASSKEY_NAME_MAX, PASSKEYS_MAX};
use poem::{Response, get, handler, post};

use crate::addresses::Routes;
use crate::code;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::london;
use crate::refusal::Refusal;
use crate::set_up::{hex, unhex};
use crate::visit::{Posted, Visit};

/// Where a passkey is added.
const ADD: &str = "/admin/profile/passkeys/add";

/// A passkey in the profile's list.
pub(crate) struct PasskeyRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) added: String,
    pub(crate) used: Option<String>,
}

/// What a script asks the browser for, in a form that brings its answer.
pub(crate) struct PasskeyForm {
    /// The options for the browser, as JSON.
    pub(crate) options: String,
    /// What was asked, sealed, in hexadecimal.
    pub(crate) asked: String,
}

/// A passkey is to be added.
#[derive(Template)]
#[template(path = "passkey_add.html")]
struct AddPage {
    frame: Frame,
    problems: Problems,
    name: Field,
    form: PasskeyForm,
}

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .at(ADD, get(add).post(post_add))
        .at(
            "/admin/profile/passkeys/:passkey/remove",
            get(remove::get).post(remove::post),
        )
        .at("/admin/code/passkey", post(code::post_passkey))
}

/// Asks for a name and for the browser's answer.
#[handler]
async fn add(visit: Visit) -> Result<Response, Refusal> {
    asked(&visit, "", Problems::none())
}

/// Adds what the browser made.
#[handler]
async fn post_add(Posted { visit, mut form }: Posted) -> Result<Response, Refusal> {
    let (name, sealed) = (form.take("name"), unhex(&form.take("asked")));
    let answer = form.take("answer");
    let application = visit.application();
    let added = application.add_passkey(&visit.staff, &name, &sealed, &answer);
    match added.await {
        Ok(passkey) => {
            let text = format!("The passkey “{}” was added.", passkey.name);
            Ok(visit.go_with_news("/admin/profile", &text))
        }
        Err(AddPasskeyError::Name) => {
            let text = format!("Enter a name of {PASSKEY_NAME_MAX} characters or fewer");
            asked(&visit, &name, Problems::one("name", text))
        }
        Err(AddPasskeyError::Wrong) => {
            let text = "The passkey was not made, or it is one you have already. Try again";
            asked(&visit, &name, Problems::one("name", text))
        }
        Err(AddPasskeyError::TooMany) => Ok(too_many(&visit)),
        Err(AddPasskeyError::Store(error)) => Err(error.into()),
    }
}

/// The form, with something new to answer each time it is shown.
fn asked(visit: &Visit, name: &str, problems: Problems) -> Result<Response, Refusal> {
    let question = match visit.application().offer_passkey(&visit.staff) {
        Ok(question) => question,
        Err(AddPasskeyError::TooMany) => return Ok(too_many(visit)),
        Err(AddPasskeyError::Store(error)) => return Err(error.into()),
        Err(AddPasskeyError::Wrong | AddPasskeyError::Name) => return Err(Refusal::Broken),
    };
    let field = Field {
        max_length: PASSKEY_NAME_MAX,
        ..Field::text("name", "What to call it")
    };
    let hint = "The device that it is on, such as “My phone”";
    let page = AddPage {
        frame: visit.frame("Add a passkey").with(&problems),
        name: field.hint(hint).value(name).problem(&problems),
        form: PasskeyForm::of(question),
        problems,
    };
    Ok(if page.problems.is_empty() {
        visit.show(&page)
    } else {
        visit.show_again(&page)
    })
}

fn too_many(visit: &Visit) -> Response {
    let text = format!("You have {PASSKEYS_MAX} passkeys, which is the most. Remove one first.");
    visit.go_with_news("/admin/profile", &text)
}

impl PasskeyForm {
    /// The form that brings the answer to this.
    pub(crate) fn of(question: PasskeyQuestion) -> Self {
        Self {
            asked: hex(&question.sealed),
            options: question.options,
        }
    }
}

impl PasskeyRow {
    /// The row of this passkey.
    pub(crate) fn of(passkey: &Passkey) -> Self {
        Self {
            id: passkey.id.as_str().to_owned(),
            name: passkey.name.clone(),
            added: london::day(passkey.added_at),
            used: passkey.used_at.map(london::short),
        }
    }
}
