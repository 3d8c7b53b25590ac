//! The demo service: an account and an API key that are there from the first
//! start, the same ones on every start after it.

use anyhow::Context;
use application::Application;
use application::accounts::authenticate::AuthenticateError;
use application::accounts::keys::MakeKeyError;
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

/// The demo service's key, made if there is none, and written to `sandbox.env`.
///
/// # Errors
///
/// When the key cannot be stored or the file cannot be written.
pub async fn key(
    application: &Application,
    settings: &Settings,
    folder: &Folder,
    roles: Roles,
    urls: &Urls,
) -> anyhow::Result<SecretString> {
    let kept = folder
        .read_variables()
        .remove(API_KEY)
        .map(SecretString::from);
    if !roles.api
        && let Some(kept) = kept
    {
        return Ok(kept);
    }
    let key = match &settings.sandbox_api_key {
        Some(fixed) => adopt(application, fixed).await?.context(
            "BURSAR_SANDBOX_API_KEY names a key that was revoked; set it to another one",
        )?,
        None => kept_or_new(application, kept).await?,
    };
    let announcement = Announcement {
        urls,
        api_key: key.expose_secret(),
        sandbox_env: None,
    };
    folder.write_variables(&announcement.variables())?;
    Ok(key)
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
