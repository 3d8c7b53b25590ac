//! Revoking a key, after one more question.

use askama::Template;
use domain::account::ApiKey;
use domain::staff::Permission;
use poem::{Request, Response, handler};

use super::key_of;
use crate::field::{Choice, Choices, Problems};
use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServicePost, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The field for the answer.
const REVOKE: &str = "revoke";

/// The question.
#[derive(Template)]
#[template(path = "key_revoke.html")]
struct RevokePage {
    frame: Frame,
    problems: Problems,
    description: String,
    last_used: Option<String>,
    choices: Choices,
    action: String,
    back: String,
}

/// Asks whether the key is really to go.
#[handler]
pub(crate) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    let key = key_of(request, &visit, &place, Permission::RevokeKeys).await?;
    Ok(visit.show(&page(&visit, &place, &key, Problems::none())))
}

/// Revokes the key, if the answer is yes.
#[handler]
pub(crate) async fn post(request: &Request, posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let key = key_of(request, &visit, &place, Permission::RevokeKeys).await?;
    let back = place.mode_path("/keys");
    match form.take(REVOKE).as_str() {
        "yes" => {}
        "no" => return Ok(visit.go(&back)),
        _ => {
            let problem = format!("Choose whether to revoke {}", key.description);
            let problems = Problems::one(REVOKE, problem);
            return Ok(visit.show_again(&page(&visit, &place, &key, problems)));
        }
    }
    let application = visit.application();
    let (service, mode) = (&place.service.id, place.required_mode()?);
    let revoked = application.staff_revoke_key(&visit.staff, service, mode, key.id.as_str());
    let revoked = revoked.await?;
    let news = format!("The key “{}” is revoked.", revoked.description);
    Ok(visit.go_with_news(&back, &news))
}

fn page(visit: &Visit, place: &Place, key: &ApiKey, problems: Problems) -> RevokePage {
    let question = format!("Revoke “{}”?", key.description);
    let answers = vec![
        Choice::new("yes", "Yes, revoke it"),
        Choice::new("no", "No, keep it"),
    ];
    RevokePage {
        frame: visit
            .frame("Revoke an API key")
            .of_service(place, Tab::Keys)
            .with(&problems),
        description: key.description.clone(),
        last_used: key.last_used_at.map(london::date_time),
        choices: Choices::new(REVOKE, &question, answers).problem(&problems),
        problems,
        action: place.mode_path(&format!("/keys/{}/revoke", key.id)),
        back: place.mode_path("/keys"),
    }
}
