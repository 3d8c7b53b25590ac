//! A colleague: another role, or out of the service.

use application::staff::team::TeamError;
use askama::Template;
use domain::StaffId;
use domain::staff::{Permission, Role, StaffMember};
use poem::web::Path;
use poem::{Response, handler};

use super::{invite, refusal};
use crate::field::{Choice, Choices, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// What would leave a service without an admin, in words.
const LAST_ADMIN: &str = "The service needs a service admin. Make somebody else one first";

/// One question about a colleague.
#[derive(Template)]
#[template(path = "colleague.html")]
struct ColleaguePage {
    frame: Frame,
    problems: Problems,
    heading: String,
    explanation: &'static str,
    choices: Choices,
    action: String,
    button: &'static str,
    base: String,
}

/// Where the colleague stands in the address: after the service.
type Ids = Path<(String, String)>;

/// Asks for another role.
#[handler]
pub(crate) async fn get_role(at: ServiceVisit, Path((_, id)): Ids) -> Result<Response, Refusal> {
    let ServiceVisit { visit, place } = at;
    let colleague = colleague(&visit, &place, &id).await?;
    Ok(visit.show(&role_page(&visit, &place, &colleague, Problems::none())))
}

/// Gives another role.
#[handler]
pub(crate) async fn post_role(at: ServicePost, Path((_, id)): Ids) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let colleague = colleague(&visit, &place, &id).await?;
    let again = |text: &str| {
        let page = role_page(&visit, &place, &colleague, Problems::one("role", text));
        Ok(visit.show_again(&page))
    };
    let Ok(role) = form.take("role").parse::<Role>() else {
        return again("Choose a role");
    };
    let (application, service) = (visit.application(), &place.service.id);
    let changed = application
        .change_role(&visit.staff, service, &colleague.id, role)
        .await;
    match changed {
        Ok(()) => {
            let email = colleague.email.as_str();
            let text = format!("{email} is now: {}.", role.label());
            Ok(visit.go_with_news(&place.path("/team"), &text))
        }
        Err(TeamError::LastAdmin) => again(LAST_ADMIN),
        Err(error) => Err(refusal(error)),
    }
}

/// Asks whether to take somebody out.
#[handler]
pub(crate) async fn get_remove(at: ServiceVisit, Path((_, id)): Ids) -> Result<Response, Refusal> {
    let ServiceVisit { visit, place } = at;
    let colleague = colleague(&visit, &place, &id).await?;
    Ok(visit.show(&remove_page(&visit, &place, &colleague, Problems::none())))
}

/// Takes somebody out, if the answer is yes.
#[handler]
pub(crate) async fn post_remove(at: ServicePost, Path((_, id)): Ids) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let colleague = colleague(&visit, &place, &id).await?;
    let again = |text: &str| {
        let page = remove_page(&visit, &place, &colleague, Problems::one("remove", text));
        Ok(visit.show_again(&page))
    };
    match form.take("remove").as_str() {
        "yes" => {}
        "no" => return Ok(visit.go(&place.path("/team"))),
        _ => return again("Choose yes or no"),
    }
    let (application, service) = (visit.application(), &place.service.id);
    let removed = application
        .remove_member(&visit.staff, service, &colleague.id)
        .await;
    match removed {
        Ok(()) => {
            let text = format!(
                "{} no longer belongs to the service.",
                colleague.email.as_str()
            );
            Ok(visit.go_with_news(&place.path("/team"), &text))
        }
        Err(TeamError::LastAdmin) => again(LAST_ADMIN),
        Err(error) => Err(refusal(error)),
    }
}

/// The colleague in the address, for somebody who may change them.
async fn colleague(visit: &Visit, place: &Place, id: &str) -> Result<StaffMember, Refusal> {
    let service = &place.service.id;
    visit
        .staff
        .may_in_service(Permission::ManageTeam, service)?;
    let id = StaffId::parse(id).ok_or(Refusal::NotFound)?;
    if id == visit.staff.member.id {
        return Err(Refusal::Forbidden);
    }
    let team = visit.application().team(&visit.staff, service).await;
    let members = team.map_err(refusal)?.members;
    let colleague = members.into_iter().find(|member| member.id == id);
    colleague.ok_or(Refusal::NotFound)
}

fn role_page(
    visit: &Visit,
    place: &Place,
    colleague: &StaffMember,
    problems: Problems,
) -> ColleaguePage {
    let present = colleague.role_in(&place.service.id);
    let email = colleague.email.as_str();
    ColleaguePage {
        frame: frame(visit, place, "Change role", &problems),
        heading: format!("Change the role of {email}"),
        explanation: "It takes effect at once.",
        choices: Choices::new("role", "Role", invite::roles(present)).problem(&problems),
        action: place.path(&format!("/team/member/{}/role", colleague.id)),
        button: "Change role",
        base: place.path("/team"),
        problems,
    }
}

fn remove_page(
    visit: &Visit,
    place: &Place,
    colleague: &StaffMember,
    problems: Problems,
) -> ColleaguePage {
    let answers = vec![
        Choice::new("yes", "Yes, take them out"),
        Choice::new("no", "No, they stay"),
    ];
    let email = colleague.email.as_str();
    let question = format!("Do you want to remove {email}?");
    ColleaguePage {
        frame: frame(visit, place, "Remove a colleague", &problems),
        heading: format!("Remove {email}"),
        explanation: "They lose access to this service at once. What they did stays in the \
                      record, and they can be invited again.",
        choices: Choices::new("remove", &question, answers).problem(&problems),
        action: place.path(&format!("/team/member/{}/remove", colleague.id)),
        button: "Continue",
        base: place.path("/team"),
        problems,
    }
}

fn frame(visit: &Visit, place: &Place, what: &str, problems: &Problems) -> Frame {
    visit
        .frame(what)
        .of_service(place, Tab::Team)
        .with(problems)
}
