//! The only file that names concrete adapters. Adding a PSP, or exchanging the
//! database, happens here.

use std::io;
use std::sync::Arc;

use anyhow::Context;
use application::{Application, PeoplePorts, Policy, Ports, SandboxPorts};
use domain::account::Provider;
use domain::ports::{Clock, Mailer, Psp, Psps, Random, RateLimits, WebhookSender};
use notify::{Letters, NotSetUp, Notify, Outbox, Smtp};
use persistence::{Database, DatabaseSettings, LocalRateLimits, SharedRateLimits};
use platform::{
    Argon2Passwords, Keys, MovableClock, SealedVault, SystemClock, SystemRandom, TotpCodes,
    WebauthnPasskeys,
};
use psp_sandbox::SandboxPsp;
use secrecy::SecretString;
use webhook_sender::{HttpWebhookSender, Reach};

use crate::metrics::{CountedMailer, CountedWebhookSender};
use crate::sandbox::folder::Folder;
use crate::settings::mail::MailSettings;
use crate::settings::urls::Urls;
use crate::settings::{DatabaseKind, Settings};

const POSTGRESQL_REMEDY: &str = "check DATABASE_URL and whether the server runs";

/// The adapters, opened.
pub struct Adapters {
    /// The ports, as the application takes them. Tests wrap these.
    pub ports: Ports,
    /// Whose connections must be closed in the end.
    pub connections: Connections,
    /// Sandbox mode's folder.
    pub folder: Option<Folder>,
    /// Sandbox mode's clock, which other processes may have moved.
    pub movable_clock: Option<Arc<MovableClock>>,
}

/// The connections to the database.
pub struct Connections {
    /// Those that everything is kept over.
    pub database: Database,
    /// Those that requests are counted over, where replicas share the count.
    rate_limits: Option<Arc<SharedRateLimits>>,
}

impl Connections {
    /// Closes them all.
    pub async fn close(&self) {
        if let Some(rate_limits) = &self.rate_limits {
            rate_limits.close().await;
        }
        self.database.close().await;
    }
}

/// Opens everything and connects it. People sign in at the staff pages' address, and
/// their passkeys belong to it.
///
/// Sandbox mode brings its database up to date; production leaves that to
/// `bursar migrate`, so that it happens when somebody decides it.
///
/// # Errors
///
/// When the database or the data directory cannot be opened.
pub async fn open(settings: &Settings, urls: &Urls) -> anyhow::Result<Adapters> {
    let folder = folder(settings)?;
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let secret_keys = secret_keys(settings, folder.as_ref(), &*random)?;
    let keys = Keys::derive(&secret_keys)?;
    let people = people(settings, urls, &secret_keys)?;
    let database = connect(settings, folder.as_ref()).await?;
    if settings.is_sandbox() {
        persistence::migrate(&database).await?;
    }

    let shared = shared_rate_limits(settings).await?;
    let rate_limits: Arc<dyn RateLimits> = match &shared {
        Some(shared) => shared.clone(),
        None => Arc::new(LocalRateLimits::new()),
    };

    let store = Arc::new(database.clone());
    let movable_clock = match settings.is_sandbox() {
        true => Some(Arc::new(MovableClock::resume(store.clone()).await?)),
        false => None,
    };
    let clock: Arc<dyn Clock> = match &movable_clock {
        Some(clock) => clock.clone(),
        None => Arc::new(SystemClock),
    };
    let psps = InstalledPsps {
        sandbox: Arc::new(SandboxPsp::new(
            store.clone(),
            Arc::clone(&clock),
            Arc::clone(&random),
        )),
    };
    let sandbox = movable_clock.clone().map(|clock| SandboxPorts {
        clock,
        data: store.clone(),
    });
    let ports = Ports {
        store: store.clone(),
        queries: store,
        psps: Arc::new(psps),
        clock,
        random,
        secrets: Arc::new(keys),
        people,
        mailer: Arc::new(CountedMailer(mailer(settings, urls)?)),
        webhook_bodies: Arc::new(api::WebhookBodies),
        webhook_sender: Arc::new(CountedWebhookSender(webhook_sender(settings)?)),
        rate_limits,
        local_rate_limits: Arc::new(LocalRateLimits::new()),
        sandbox,
    };
    let connections = Connections {
        database,
        rate_limits: shared,
    };
    Ok(Adapters {
        ports,
        connections,
        folder,
        movable_clock,
    })
}

/// Opens sandbox mode's folder; production has none.
///
/// # Errors
///
/// When it cannot be made.
pub fn folder(settings: &Settings) -> anyhow::Result<Option<Folder>> {
    settings
        .is_sandbox()
        .then(|| Folder::open(&settings.data_dir))
        .transpose()
}

/// Opens the database alone.
///
/// # Errors
///
/// When it does not answer.
pub async fn connect(settings: &Settings, folder: Option<&Folder>) -> anyhow::Result<Database> {
    let url = match (&settings.database_url, folder) {
        (Some(url), _) => url.clone(),
        (None, Some(folder)) => folder.database_url()?,
        (None, None) => anyhow::bail!("there is no DATABASE_URL"),
    };
    persistence::connect(&database_settings(settings, url))
        .await
        .with_context(|| match settings.database_kind() {
            DatabaseKind::Sqlite => "check DATABASE_URL or BURSAR_DATA_DIR",
            DatabaseKind::PostgreSql => POSTGRESQL_REMEDY,
        })
}

/// Opens the count of requests that replicas share; an SQLite file has no replicas.
async fn shared_rate_limits(settings: &Settings) -> anyhow::Result<Option<Arc<SharedRateLimits>>> {
    let (DatabaseKind::PostgreSql, Some(url)) = (settings.database_kind(), &settings.database_url)
    else {
        return Ok(None);
    };
    let shared = SharedRateLimits::connect(&database_settings(settings, url.clone()))
        .await
        .context(POSTGRESQL_REMEDY)?;
    Ok(Some(Arc::new(shared)))
}

fn database_settings(settings: &Settings, url: SecretString) -> DatabaseSettings {
    DatabaseSettings {
        url,
        connections_max: settings.database_connections,
        readers_max: settings.database_connections,
        ..DatabaseSettings::new("")
    }
}

/// The core over these ports.
pub fn application(ports: Ports, settings: &Settings) -> Application {
    let policy = Policy {
        retention: std::time::Duration::from_secs(u64::from(settings.retention_days) * 86_400),
        unchecked_key: settings.sandbox_api_key.clone(),
        idempotency: settings.idempotency,
        refuses_card_numbers_as_references: settings.extra_refusals.card_numbers_as_references,
        registration_domains: settings.registration_domains.clone(),
    };
    Application::new(ports, policy)
}

/// What signing people in needs besides.
fn people(
    settings: &Settings,
    urls: &Urls,
    secret_keys: &[SecretString],
) -> anyhow::Result<PeoplePorts> {
    let passkeys = WebauthnPasskeys::of(urls.admin.as_str(), &settings.product.name)?;
    Ok(PeoplePorts {
        passwords: Arc::new(Argon2Passwords::new()),
        vault: Arc::new(SealedVault::derive(secret_keys)?),
        app_codes: Arc::new(TotpCodes),
        passkeys: Arc::new(passkeys),
    })
}

/// The way out for e-mails. Where the operator names none, sandbox mode keeps them in its
/// outbox, and production gives them up where staff see it.
///
/// # Errors
///
/// When what the operator names cannot be used.
pub fn mailer(settings: &Settings, urls: &Urls) -> anyhow::Result<Arc<dyn Mailer>> {
    let letters = Letters::new(&settings.product.name);
    Ok(match &settings.mail {
        MailSettings::Smtp {
            url,
            from,
            reply_to,
        } => Arc::new(
            Smtp::from_url(url, from, reply_to.as_deref(), letters)
                .context("check BURSAR_MAIL_URL, BURSAR_MAIL_FROM and BURSAR_MAIL_REPLY_TO")?,
        ),
        MailSettings::Notify { key, template, url } => {
            Arc::new(Notify::new(key, template, url.as_deref(), letters).context(
                "check BURSAR_NOTIFY_API_KEY, BURSAR_NOTIFY_TEMPLATE and BURSAR_NOTIFY_URL",
            )?)
        }
        MailSettings::None if settings.is_sandbox() => {
            Arc::new(Outbox::new(urls.pages.as_str(), io::stdout(), letters))
        }
        MailSettings::None => Arc::new(NotSetUp::new(letters)),
    })
}

/// The way out to webhook endpoints: in production they must be public.
fn webhook_sender(settings: &Settings) -> anyhow::Result<Arc<dyn WebhookSender>> {
    let reach = match settings.is_sandbox() {
        true => Reach::Local,
        false => Reach::Public,
    };
    let sender = HttpWebhookSender::new(reach)
        .context("webhooks cannot be sent; install ca-certificates or set SSL_CERT_FILE")?;
    Ok(Arc::new(sender))
}

fn secret_keys(
    settings: &Settings,
    folder: Option<&Folder>,
    random: &dyn Random,
) -> anyhow::Result<Vec<SecretString>> {
    match folder {
        Some(folder) if settings.secret_keys.is_empty() => Ok(vec![folder.secret_key(random)?]),
        Some(_) | None => Ok(settings.secret_keys.clone()),
    }
}

/// The PSPs that this program can talk to.
struct InstalledPsps {
    sandbox: Arc<SandboxPsp>,
}

impl Psps for InstalledPsps {
    fn psp(&self, provider: Provider) -> Option<Arc<dyn Psp>> {
        match provider {
            Provider::Sandbox => Some(self.sandbox.clone()),
            // An account of theirs can be made ready, and takes payments once they are here.
            Provider::Worldpay | Provider::Stripe => None,
        }
    }
}
