//! The demo service: an account, an API key and two members of staff that are there
//! from the first start, the same ones on every start after it.

use anyhow::Context;
use application::Application;
use application::accounts::authenticate::AuthenticateError;
use application::accounts::keys::MakeKeyError;
use application::sandbox::staff::DemoStaff;
use domain::ports::StoreError;
use secrecy::{ExposeSecret, SecretString};

use super::announcement::{API_KEY, Announcement};
use super::folder::Folder;
use crate::roles::Roles;
use crate::settings::Settings;
use crate::settings::urls::Urls;

/// What the service is called.
const SERVICE: &str = "Demo service";
/// What its key is called.
const KEY: &str = "sandbox.env";
/// The address of its admin.
pub const STAFF: &str = "staff@example.org";
/// The address of their colleague.
pub const COLLEAGUE: &str = "colleague@example.org";

/// Who can sign in to the staff site.
#[derive(Clone, Debug)]
pub struct DemoPeople {
    /// An admin of the demo service and of the platform.
    pub admin: DemoStaff,
    /// A refund manager, for what needs two people.
    pub colleague: DemoStaff,
}

/// What the demo service is reached with.
pub struct Demo {
    /// Its API key.
    pub api_key: SecretString,
    /// Who can sign in to the staff site for it.
    pub staff: Option<DemoPeople>,
}

/// The demo service's key and staff, made if there are none, and written to
/// `sandbox.env`.
///
/// # Errors
///
/// When they cannot be stored or the file cannot be written.
pub async fn open(
    application: &Application,
    settings: &Settings,
    folder: &Folder,
    roles: Roles,
    urls: &Urls,
) -> anyhow::Result<Demo> {
    let kept = folder
        .read_variables()
        .remove(API_KEY)
        .map(SecretString::from);
    if !roles.api
        && let Some(api_key) = kept
    {
        return Ok(Demo {
            api_key,
            staff: None,
        });
    }
    let api_key = match &settings.sandbox_api_key {
        Some(fixed) => adopt(application, fixed).await?.context(
            "BURSAR_SANDBOX_API_KEY names a key that was revoked; set it to another one",
        )?,
        None => kept_or_new(application, kept).await?,
    };
    let service = application.demo_account(SERVICE).await?.service;
    let staff = DemoPeople {
        admin: application.demo_staff(STAFF, &service).await?,
        colleague: application.demo_colleague(COLLEAGUE, &service).await?,
    };
    let announcement = Announcement {
        urls,
        api_key: api_key.expose_secret(),
        staff: Some(&staff),
        sandbox_env: None,
    };
    folder.write_variables(&announcement.variables())?;
    Ok(Demo {
        api_key,
        staff: Some(staff),
    })
}

async fn kept_or_new(
    application: &Application,
    kept: Option<SecretString>,
) -> anyhow::Result<SecretString> {
    if let Some(kept) = kept
        && let Some(adopted) = adopt(application, &kept).await?
    {
        return Ok(adopted);
    }
    let account = application.demo_account(SERVICE).await?;
    Ok(application.make_key(&account.id, KEY).await?.text)
}

/// The text, if it is a good key now or can be made one.
async fn adopt(
    application: &Application,
    text: &SecretString,
) -> anyhow::Result<Option<SecretString>> {
    match application.authenticate(text.expose_secret()).await {
        Ok(_) => return Ok(Some(text.clone())),
        Err(AuthenticateError::NotAKey) => return Ok(None),
        Err(AuthenticateError::Unknown) => {}
        Err(AuthenticateError::Store(error)) => return Err(error.into()),
    }
    let account = application.demo_account(SERVICE).await?;
    match application.adopt_key(&account.id, KEY, text.clone()).await {
        Ok(adopted) => Ok(Some(adopted.text)),
        Err(MakeKeyError::Store(StoreError::Stale)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
