//! The outbox for programs: what test suites of services read.

use application::sandbox::outbox::InOutbox;
use domain::Timestamp;
use domain::email::EmailStateName;
use poem::web::{Data, Query};
use poem::{Response, handler};
use serde_json::{Value, json};
use time::macros::format_description;

use super::newest::newest;
use super::shown::Kind;
use crate::refusal::Refusal;
use crate::respond::answer;
use crate::sandbox::asked;
use crate::visit::Pages;

/// Lists the newest e-mails, newest first; of all, or of those to one address.
#[handler]
pub(crate) async fn get(
    Data(pages): Data<&Pages>,
    Query(query): Query<Vec<(String, String)>>,
) -> Result<Response, Refusal> {
    let newest = newest(&pages.application).await?;
    let to = asked(&query, "to");
    let wanted = newest
        .iter()
        .filter(|found| to.is_none_or(|to| is_to(found, to)));
    let emails: Vec<Value> = wanted.map(listed).collect();
    Ok(answer(&json!({ "emails": emails })))
}

/// Whether it goes to this address. A plus sign that is not encoded reads as a space,
/// which no address has.
fn is_to(found: &InOutbox, to: &str) -> bool {
    let to = to.replace(' ', "+");
    found.email.to.eq_ignore_ascii_case(&to)
}

fn listed(InOutbox { email, letter }: &InOutbox) -> Value {
    let state: &str = <&'static str>::from(EmailStateName::from(email.state));
    json!({
        "id": email.id.as_str(),
        "to": email.to,
        "subject": letter.subject,
        "kind": Kind::of(&email.content).word,
        "state": state,
        "written_at": to_the_millisecond(email.written_at),
        "text": letter.text,
        "html": letter.html,
    })
}

/// An instant as the API writes it.
fn to_the_millisecond(at: Timestamp) -> String {
    let format =
        format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");
    at.utc().format(format).unwrap_or_default()
}
