//! One person, and what can be done for them or to them.

pub(super) mod change;

use askama::Template;
use domain::Timestamp;
use domain::staff::{Admission, StaffMember};
use poem::web::Path;
use poem::{Response, handler};

use self::change::WORDS;
use super::people::in_words;
use super::{Part, PlatformVisit};
use crate::frame::Frame;
use crate::london;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// A person.
#[derive(Template)]
#[template(path = "platform/person.html")]
struct PersonPage {
    frame: Frame,
    here: Part,
    email: String,
    states: Vec<State>,
    facts: Vec<(&'static str, String)>,
    memberships: Vec<MembershipRow>,
    ways: Vec<Way>,
    /// Whether it is the visitor.
    is_me: bool,
}

/// A service that somebody belongs to.
struct MembershipRow {
    service: String,
    name: String,
    role: &'static str,
}

/// What can be done.
struct Way {
    word: &'static str,
    label: &'static str,
    href: String,
    stops: bool,
}

/// How somebody stands, in a word.
pub(super) struct State {
    pub(super) label: &'static str,
    pub(super) look: &'static str,
}

/// Shows a person.
#[handler]
pub(super) async fn show(
    PlatformVisit(visit): PlatformVisit,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let member = find(&visit, &id).await?;
    let is_me = member.id == visit.staff.member.id;
    let locked = is_locked(&member, visit.staff.at);
    let ways = WORDS
        .iter()
        .filter(|words| !is_me && words.suits(&member, locked));
    let ways = ways.map(|words| Way {
        word: words.word,
        label: words.button,
        href: format!("/admin/platform/people/{}/{}", member.id, words.word),
        stops: words.stops,
    });
    Ok(visit.show(&PersonPage {
        frame: visit.frame(member.email.as_str()),
        here: Part::People,
        email: member.email.as_str().to_owned(),
        states: State::all_of(&member, visit.staff.at),
        facts: facts(&member),
        memberships: memberships(&visit, &member).await?,
        ways: ways.collect(),
        is_me,
    }))
}

/// The person in the address.
async fn find(visit: &Visit, id: &str) -> Result<StaffMember, Refusal> {
    let application = visit.application();
    Ok(application.platform_person(&visit.staff, id).await?)
}

async fn memberships(visit: &Visit, member: &StaffMember) -> Result<Vec<MembershipRow>, Refusal> {
    let (application, staff) = (visit.application(), &visit.staff);
    let mut rows = Vec::new();
    for membership in &member.memberships {
        let service = membership.service.as_str();
        let found = application.platform_service(staff, service).await?;
        rows.push(MembershipRow {
            service: service.to_owned(),
            name: found.service.name.to_string(),
            role: membership.role.label(),
        });
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(rows)
}

fn facts(member: &StaffMember) -> Vec<(&'static str, String)> {
    let app = match &member.authenticator {
        Some(app) => format!("Set up on {}", london::day(app.set_up_at)),
        None => "None".to_owned(),
    };
    let password = if member.password.is_some() {
        "Set"
    } else {
        "None"
    };
    vec![
        (
            "Last signed in",
            in_words(member.signed_in_at.map(london::date_time)),
        ),
        ("Added", london::date_time(member.created_at)),
        ("Password", password.to_owned()),
        ("Authenticator app", app),
        ("Passkeys", member.passkeys.len().to_string()),
        (
            "Recovery codes left",
            member.recovery_codes.len().to_string(),
        ),
        (
            "Wrong passwords in a row",
            member.wrong_passwords.count.to_string(),
        ),
        ("Wrong codes in a row", member.wrong_codes.count.to_string()),
    ]
}

/// Whether too many wrong answers keep somebody out, for a while or until unlocked.
fn is_locked(member: &StaffMember, now: Timestamp) -> bool {
    [member.wrong_passwords, member.wrong_codes]
        .iter()
        .any(|failures| failures.admission(now) != Admission::Open)
}

impl State {
    /// Everything to say of somebody.
    pub(super) fn all_of(member: &StaffMember, now: Timestamp) -> Vec<Self> {
        let state = |holds: bool, label, look| holds.then_some(Self { label, look });
        let locked = is_locked(member, now);
        let has_none = member.authenticator.is_none() && member.passkeys.is_empty();
        let is_well = !member.disabled && !locked;
        [
            state(is_well, "May sign in", "good"),
            state(member.disabled, "Shut out", "bad"),
            state(locked, "Locked", "bad"),
            state(has_none, "No second factor yet", "wait"),
            state(member.is_platform_admin, "Platform administrator", "plain"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
