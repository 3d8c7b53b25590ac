//! People, found by e-mail address.

use askama::Template;
use poem::{Response, handler};

use super::person::State;
use super::{Part, PlatformVisit};
use crate::field::Field;
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::refusal::Refusal;

/// The people who were found.
#[derive(Template)]
#[template(path = "platform/people.html")]
struct PeoplePage {
    frame: Frame,
    here: Part,
    email: Field,
    /// Whether anybody was looked for.
    asked: bool,
    rows: Vec<Row>,
}

/// One person.
struct Row {
    id: String,
    email: String,
    services: usize,
    states: Vec<State>,
    signed_in: String,
}

/// Shows the people who were looked for.
#[handler]
pub(super) async fn list(
    PlatformVisit(visit): PlatformVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let email = asked.take("email");
    let found = if email.is_empty() {
        Vec::new()
    } else {
        let application = visit.application();
        application.platform_people(&visit.staff, &email).await?
    };
    let rows = found.iter().map(|member| Row {
        id: member.id.to_string(),
        email: member.email.as_str().to_owned(),
        services: member.memberships.len(),
        states: State::all_of(member, visit.staff.at),
        signed_in: in_words(member.signed_in_at.map(london::short)),
    });
    Ok(visit.show(&PeoplePage {
        frame: visit.frame("People"),
        here: Part::People,
        asked: !email.is_empty(),
        email: Field::text("email", "E-mail address, or part of it").value(email),
        rows: rows.collect(),
    }))
}

/// When somebody last signed in, in words.
pub(super) fn in_words(signed_in: Option<String>) -> String {
    signed_in.unwrap_or_else(|| "Never".to_owned())
}
