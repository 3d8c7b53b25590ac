//! The API keys of an account: the good ones, and those that were revoked.

pub(crate) mod create;
pub(crate) mod rename;
pub(crate) mod revoke;

use application::accounts::keys::KEY_DESCRIPTION_MAX;
use application::staff::keys::StaffKeyError;
use askama::Template;
use domain::account::ApiKey;
use domain::staff::Permission;
use poem::{Request, Response, get, handler};

use crate::addresses::Routes;
use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    const KEYS: &str = "/admin/service/:service/:mode/keys";
    routes
        .at(KEYS, get(list))
        .at(format!("{KEYS}/revoked"), get(list_revoked))
        .at(
            format!("{KEYS}/create"),
            get(create::get).post(create::post),
        )
        .at(
            format!("{KEYS}/:key/change-name"),
            get(rename::get).post(rename::post),
        )
        .at(
            format!("{KEYS}/:key/revoke"),
            get(revoke::get).post(revoke::post),
        )
}

/// The good keys of an account.
#[derive(Template)]
#[template(path = "keys.html")]
struct KeysPage {
    frame: Frame,
    /// `Test` or `Live`.
    mode: &'static str,
    keys: Vec<KeyCard>,
    /// Whether the visitor may do anything with them.
    has_ways: bool,
    /// Where a key is made, for those who may.
    create: Option<String>,
    /// Where the revoked ones are, if there are any.
    revoked: Option<String>,
}

/// The revoked keys of an account.
#[derive(Template)]
#[template(path = "keys_revoked.html")]
struct RevokedPage {
    frame: Frame,
    mode: &'static str,
    keys: Vec<KeyCard>,
    back: String,
}

/// One key, as lists show it.
struct KeyCard {
    id: String,
    description: String,
    /// Who made it.
    created_by: String,
    created: String,
    last_used: String,
    /// When it was revoked, if it was.
    revoked: Option<String>,
    /// Where it is renamed and revoked, for those who may.
    ways: Option<KeyWays>,
}

/// Where a key is renamed and revoked.
struct KeyWays {
    rename: Option<String>,
    revoke: Option<String>,
}

/// Shows the account's good keys.
#[handler]
pub(crate) async fn list(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    let application = visit.application();
    let keys = application.staff_keys(&visit.staff, &place.service.id, mode);
    let keys = keys.await?;
    let manages = place.may(Permission::ManageKeys);
    let revokes = place.may(Permission::RevokeKeys);
    let card = |key: &ApiKey| {
        let at = |way: &str| place.mode_path(&format!("/keys/{}/{way}", key.id));
        let ways = KeyWays {
            rename: Some(at("change-name")).filter(|_| manages),
            revoke: Some(at("revoke")).filter(|_| revokes),
        };
        KeyCard {
            ways: Some(ways).filter(|_| manages || revokes),
            ..KeyCard::of(key)
        }
    };
    let what = format!("{} API keys", mode.label());
    Ok(visit.show(&KeysPage {
        frame: visit.frame(&what).of_service(&place, Tab::Keys),
        mode: mode.label(),
        keys: keys.active.iter().map(card).collect(),
        has_ways: manages || revokes,
        create: Some(place.mode_path("/keys/create")).filter(|_| manages),
        revoked: Some(place.mode_path("/keys/revoked")).filter(|_| !keys.revoked.is_empty()),
    }))
}

/// Shows the account's revoked keys; not found when there are none.
#[handler]
pub(crate) async fn list_revoked(
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    let application = visit.application();
    let keys = application.staff_keys(&visit.staff, &place.service.id, mode);
    let keys = keys.await?;
    if keys.revoked.is_empty() {
        return Err(Refusal::NotFound);
    }
    let what = format!("Revoked {} API keys", mode.word());
    Ok(visit.show(&RevokedPage {
        frame: visit.frame(&what).of_service(&place, Tab::Keys),
        mode: mode.word(),
        keys: keys.revoked.iter().map(KeyCard::of).collect(),
        back: place.mode_path("/keys"),
    }))
}

impl KeyCard {
    fn of(key: &ApiKey) -> Self {
        let used = key.last_used_at.map(london::short);
        Self {
            id: key.id.to_string(),
            description: key.description.clone(),
            created_by: key
                .created_by
                .clone()
                .unwrap_or_else(|| "The operator".to_owned()),
            created: london::short(key.created_at),
            last_used: used.unwrap_or_else(|| "Not used yet".to_owned()),
            revoked: key.revoked_at.map(london::short),
            ways: None,
        }
    }
}

/// The good key in the address, for those who may do this with keys.
async fn key_of(
    request: &Request,
    visit: &Visit,
    place: &Place,
    permission: Permission,
) -> Result<ApiKey, Refusal> {
    place.demand(permission)?;
    let mode = place.required_mode()?;
    let id = request.raw_path_param("key").unwrap_or_default();
    let keys = visit
        .application()
        .staff_keys(&visit.staff, &place.service.id, mode)
        .await?;
    let key = keys.active.into_iter().find(|key| key.id.as_str() == id);
    key.ok_or(Refusal::NotFound)
}

/// What is wrong with the name that was typed for a key.
fn name_problem(typed: &str) -> String {
    if typed.is_empty() {
        "Enter a name for the key".to_owned()
    } else {
        format!("The name must have {KEY_DESCRIPTION_MAX} characters or fewer")
    }
}

impl From<StaffKeyError> for Refusal {
    fn from(error: StaffKeyError) -> Self {
        match error {
            StaffKeyError::Access(error) => error.into(),
            StaffKeyError::Description => Self::BadForm,
            StaffKeyError::NoSuchKey => Self::NotFound,
        }
    }
}
