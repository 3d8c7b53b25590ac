//! The API keys of an account: the good ones, and those that were revoked.

pub(crate) mod create;
pub(crate) mod revoke;

use application::staff::keys::StaffKeyError;
use askama::Template;
use domain::account::ApiKey;
use domain::staff::Permission;
use poem::{Response, handler};

use crate::frame::Frame;
use crate::london;
use crate::place::{ServiceVisit, Tab};
use crate::refusal::Refusal;

/// The good keys of an account.
#[derive(Template)]
#[template(path = "keys.html")]
struct KeysPage {
    frame: Frame,
    /// `Test` or `Live`.
    mode: &'static str,
    keys: Vec<KeyCard>,
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
    created: String,
    last_used: String,
    /// When it was revoked, if it was.
    revoked: Option<String>,
    /// Where it is revoked, for those who may.
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
    let card = |key: &ApiKey| {
        let revoke = place.mode_path(&format!("/keys/{}/revoke", key.id));
        KeyCard {
            revoke: Some(revoke).filter(|_| manages),
            ..KeyCard::of(key)
        }
    };
    let what = format!("{} API keys", mode.label());
    Ok(visit.show(&KeysPage {
        frame: visit.frame(&what).of_service(&place, Tab::Keys),
        mode: mode.label(),
        keys: keys.active.iter().map(card).collect(),
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
        let used = key.last_used_at.map(london::date_time);
        Self {
            id: key.id.to_string(),
            description: key.description.clone(),
            created: london::date_time(key.created_at),
            last_used: used.unwrap_or_else(|| "Not used yet".to_owned()),
            revoked: key.revoked_at.map(london::date_time),
            revoke: None,
        }
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
