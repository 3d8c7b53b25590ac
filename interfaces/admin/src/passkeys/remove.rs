//! Taking a passkey away.

use askama::Template;
use domain::staff::Passkey;
use poem::web::Path;
use poem::{Response, handler};

use crate::frame::Frame;
use crate::refusal::Refusal;
use crate::visit::{Posted, Visit};

/// Whether to take it away.
#[derive(Template)]
#[template(path = "passkey_remove.html")]
struct RemovePage {
    frame: Frame,
    id: String,
    name: String,
}

/// Asks whether to take it away.
#[handler]
pub(crate) async fn get(visit: Visit, Path(id): Path<String>) -> Result<Response, Refusal> {
    let passkey = own(&visit, &id)?;
    Ok(visit.show(&RemovePage {
        frame: visit.frame("Remove a passkey"),
        name: passkey.name.clone(),
        id,
    }))
}

/// Takes it away.
#[handler]
pub(crate) async fn post(
    Posted { visit, .. }: Posted,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let name = own(&visit, &id)?.name.clone();
    let application = visit.application();
    if !application.remove_passkey(&visit.staff, &id).await? {
        return Err(Refusal::NotFound);
    }
    let text = format!("The passkey “{name}” was removed.");
    Ok(visit.go_with_news("/admin/profile", &text))
}

fn own<'a>(visit: &'a Visit, id: &str) -> Result<&'a Passkey, Refusal> {
    let mut passkeys = visit.staff.member.passkeys.iter();
    passkeys
        .find(|passkey| passkey.id.as_str() == id)
        .ok_or(Refusal::NotFound)
}
