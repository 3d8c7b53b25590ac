//! The people of a service, by role, and the invitations that are out.

pub(crate) mod invite;
pub(crate) mod member;

use application::staff::team::{Team, TeamError};
use askama::Template;
use domain::InvitationId;
use domain::staff::{Permission, Role};
use poem::web::Path;
use poem::{Response, handler};
use strum::IntoEnumIterator;

use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServicePost, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The team.
#[derive(Template)]
#[template(path = "team.html")]
struct TeamPage {
    frame: Frame,
    roles: Vec<RoleGroup>,
    invitations: Vec<Invited>,
    /// Whether the visitor may change anything.
    manages: bool,
    base: String,
}

/// Everybody who is the same.
struct RoleGroup {
    word: &'static str,
    label: &'static str,
    meaning: &'static str,
    members: Vec<Colleague>,
}

struct Colleague {
    id: String,
    email: String,
    is_me: bool,
    signed_in: String,
}

struct Invited {
    id: String,
    email: String,
    role: &'static str,
    sent: String,
}

/// Shows the team.
#[handler]
pub(crate) async fn get(at: ServiceVisit) -> Result<Response, Refusal> {
    let ServiceVisit { visit, place } = at;
    let team = visit.application().team(&visit.staff, &place.service.id);
    let team = team.await.map_err(refusal)?;
    Ok(visit.show(&TeamPage::new(&visit, &place, &team)))
}

/// Withdraws an invitation.
#[handler]
pub(crate) async fn withdraw(
    at: ServicePost,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let ServicePost { visit, place, .. } = at;
    let id = InvitationId::parse(&id).ok_or(Refusal::NotFound)?;
    let service = &place.service.id;
    let application = visit.application();
    application
        .withdraw_invitation(&visit.staff, service, &id)
        .await
        .map_err(refusal)?;
    Ok(visit.go_with_news(&place.path("/team"), "The invitation is withdrawn."))
}

/// What becomes of a request that the team refused for no fault of the form's.
fn refusal(error: TeamError) -> Refusal {
    match error {
        TeamError::Forbidden(forbidden) => forbidden.into(),
        TeamError::NoSuchMember | TeamError::NoSuchInvitation => Refusal::NotFound,
        TeamError::NotAnEmail | TeamError::MemberAlready => Refusal::BadForm,
        TeamError::Oneself => Refusal::Forbidden,
        TeamError::LastAdmin => Refusal::Changed,
        TeamError::Store(error) => error.into(),
    }
}

impl TeamPage {
    fn new(visit: &Visit, place: &Place, team: &Team) -> Self {
        let group = |role: Role| RoleGroup {
            word: role.word(),
            label: role.label(),
            meaning: role.meaning(),
            members: Colleague::all(team, role, visit, place),
        };
        let groups = Role::iter().map(group);
        Self {
            frame: visit.frame("Team").of_service(place, Tab::Team),
            roles: groups.filter(|group| !group.members.is_empty()).collect(),
            invitations: Invited::all(team),
            manages: place.may(Permission::ManageTeam),
            base: place.path("/team"),
        }
    }
}

impl Colleague {
    fn all(team: &Team, role: Role, visit: &Visit, place: &Place) -> Vec<Self> {
        let here =
            |member: &&domain::staff::StaffMember| member.role_in(&place.service.id) == Some(role);
        let members = team.members.iter().filter(here);
        members
            .map(|member| Self {
                id: member.id.as_str().to_owned(),
                email: member.email.as_str().to_owned(),
                is_me: member.id == visit.staff.member.id,
                signed_in: member
                    .signed_in_at
                    .map_or_else(|| "never".to_owned(), london::short),
            })
            .collect()
    }
}

impl Invited {
    fn all(team: &Team) -> Vec<Self> {
        let invitations = team.invitations.iter();
        invitations
            .map(|invitation| Self {
                id: invitation.id.as_str().to_owned(),
                email: invitation.email.as_str().to_owned(),
                role: invitation.role.label(),
                sent: london::short(invitation.sent_at),
            })
            .collect()
    }
}
