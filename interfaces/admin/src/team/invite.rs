//! Inviting somebody to a service.

use std::sync::Arc;

use application::staff::team::TeamError;
use askama::Template;
use domain::staff::{Permission, Role, StaffEmail};
use poem::{Response, handler};
use secrecy::{ExposeSecret, SecretString};
use strum::IntoEnumIterator;

use super::refusal;
use crate::detached;
use crate::field::{Choice, Choices, Field, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// What somebody typed who can be sent no message.
const NOT_AN_EMAIL: &str = "Enter an e-mail address, like name@example.org";

/// Whom to invite, and as what.
#[derive(Template)]
#[template(path = "invite.html")]
struct InvitePage {
    frame: Frame,
    problems: Problems,
    email: Field,
    role: Choices,
    base: String,
}

/// Shows the form.
#[handler]
pub(crate) async fn get(at: ServiceVisit) -> Result<Response, Refusal> {
    let ServiceVisit { visit, place } = at;
    let service = &place.service.id;
    visit
        .staff
        .may_in_service(Permission::ManageTeam, service)?;
    Ok(visit.show(&InvitePage::new(&visit, &place, "", None, Problems::none())))
}

/// Sends an invitation.
#[handler]
pub(crate) async fn post(at: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    place.demand(Permission::ManageTeam)?;
    let (email, role) = (form.take("email"), form.take("role").parse::<Role>().ok());
    let again = |problems| {
        let page = InvitePage::new(&visit, &place, &email, role, problems);
        Ok(visit.show_again(&page))
    };
    let Some(as_role) = role else {
        let mut problems = Problems::none();
        if StaffEmail::parse(&email).is_err() {
            problems.add("email", NOT_AN_EMAIL);
        }
        problems.add("role", "Choose what they are to be");
        return again(problems);
    };
    let (application, staff) = (visit.application().clone(), visit.staff.clone());
    let settings = Arc::clone(&visit.browser.admin.settings);
    let (service, address) = (place.service.clone(), email.clone());
    let invited = detached::whole(async move {
        let link = |secret: &SecretString| {
            settings.link(&format!("/admin/invitation/{}", secret.expose_secret()))
        };
        application
            .invite(&staff, &service, &address, as_role, link)
            .await
    });
    match invited.await? {
        Ok(invitation) => {
            let text = format!(
                "{} is invited. The link is good for a week.",
                invitation.email.as_str()
            );
            Ok(visit.go_with_news(&place.path("/team"), &text))
        }
        Err(TeamError::NotAnEmail) => again(Problems::one("email", NOT_AN_EMAIL)),
        Err(TeamError::MemberAlready) => again(Problems::one(
            "email",
            "Somebody with this address belongs to the service already",
        )),
        Err(error) => Err(refusal(error)),
    }
}

/// The roles to choose from.
pub(super) fn roles(chosen: Option<Role>) -> Vec<Choice> {
    Role::iter()
        .map(|role| Choice {
            hint: Some(role.meaning().to_owned()),
            checked: chosen == Some(role),
            ..Choice::new(role.word(), role.label())
        })
        .collect()
}

impl InvitePage {
    fn new(
        visit: &Visit,
        place: &Place,
        email: &str,
        role: Option<Role>,
        problems: Problems,
    ) -> Self {
        let address = Field {
            autocomplete: "off",
            ..Field::email("email", "Their e-mail address")
        };
        let frame = visit.frame("Invite a colleague");
        Self {
            frame: frame.of_service(place, Tab::Team).with(&problems),
            email: address.value(email).problem(&problems),
            role: Choices::new("role", "What they are to be", roles(role)).problem(&problems),
            base: place.path("/team"),
            problems,
        }
    }
}
