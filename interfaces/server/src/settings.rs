//! What the program was told: environment variables, read once and checked
//! before anything starts.
//!
//! Nothing below this module looks at the environment. A value that cannot be
//! used ends the program with one line that says what to set instead.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use application::idempotency::IdempotencyScope;
use application::staff::registration::RegistrationDomains;
use secrecy::{ExposeSecret, SecretString};

pub mod environment;
pub mod explain;
mod fields;
pub mod mail;
pub mod proxies;
pub mod table;
pub mod urls;

pub use environment::{Environment, SettingsError};
use mail::MailSettings;
use proxies::TrustedProxies;
use urls::UrlSettings;

/// Trying out, or real money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Everything is made on the first start; no live accounts.
    Sandbox,
    /// Nothing is assumed; refuses to start half configured.
    Production,
}

/// Which database, recognised by the beginning of its address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseKind {
    /// A file, or memory, of this process alone.
    Sqlite,
    /// A server that several processes can share.
    PostgreSql,
}

/// What paying users read about who runs the platform.
#[derive(Debug, Clone)]
pub struct Product {
    /// The platform's name.
    pub name: String,
    /// A page with help.
    pub support_url: Option<String>,
    /// An address for help.
    pub support_email: Option<String>,
}

/// What the API refuses only where the operator wishes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExtraRefusals {
    /// What the API's own checks refuse.
    pub api: api::ExtraRefusals,
    /// A card number where a reference was typed.
    pub card_numbers_as_references: bool,
}

/// What `security.txt` says.
#[derive(Debug, Clone, Default)]
pub struct SecurityContact {
    /// Where to write to, in order of preference, as URIs.
    pub contacts: Vec<String>,
    /// The disclosure policy.
    pub policy: Option<String>,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Pretty on a terminal, JSON elsewhere.
    Auto,
    /// For people.
    Pretty,
    /// One JSON object a line.
    Json,
}

/// Everything the program was told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Trying out, or real money.
    pub mode: Mode,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where metrics and health checks are served apart from everything else.
    pub metrics_listen: Option<SocketAddr>,
    /// The address of the database, if one was given.
    pub database_url: Option<SecretString>,
    /// Most connections to the database.
    pub database_connections: u32,
    /// Folder of sandbox mode.
    pub data_dir: PathBuf,
    /// Secret keys, newest first; empty where sandbox mode makes one.
    pub secret_keys: Vec<SecretString>,
    /// Addresses as set; what is missing follows from where the program listens.
    pub urls: UrlSettings,
    /// Whose `X-Forwarded-For` is believed.
    pub trusted_proxies: TrustedProxies,
    /// What paying users read about the platform.
    pub product: Product,
    /// Where the integrators' documentation is, if not with us.
    pub documentation_url: Option<String>,
    /// What `security.txt` says.
    pub security: SecurityContact,
    /// Which requests may be repeated by an idempotency key.
    pub idempotency: IdempotencyScope,
    /// What the API refuses besides.
    pub extra_refusals: ExtraRefusals,
    /// Whose people may register themselves as staff.
    pub registration_domains: RegistrationDomains,
    /// How e-mails go out.
    pub mail: MailSettings,
    /// Days after which paying users' personal data is removed.
    pub retention_days: u32,
    /// The demo service's key, if it is fixed.
    pub sandbox_api_key: Option<SecretString>,
    /// What is logged, in the syntax of `tracing_subscriber`'s filter.
    pub log: String,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Most HTTP connections at a time.
    pub connections_max: u32,
    /// Pieces of due work on payments done at a time.
    pub worker_concurrency: u32,
    /// Webhooks and e-mails on their way at a time.
    pub message_concurrency: u32,
    /// How long requests and work under way may take after a stop signal.
    pub shutdown: Duration,
}

impl Settings {
    /// Reads and checks everything.
    ///
    /// # Errors
    ///
    /// The first variable that cannot be used, or that production mode misses.
    pub fn read(environment: &Environment) -> Result<Self, SettingsError> {
        let settings = Self {
            mode: fields::mode(environment)?,
            listen: fields::listen(environment)?,
            metrics_listen: environment.parsed(
                &table::METRICS_LISTEN,
                "an address and a port such as 127.0.0.1:9090",
            )?,
            database_url: fields::database_url(environment)?,
            database_connections: environment.number(&table::DATABASE_CONNECTIONS, 1..=200)?,
            data_dir: PathBuf::from(environment.text(&table::DATA_DIR).unwrap_or_default()),
            secret_keys: fields::secret_keys(environment)?,
            urls: UrlSettings {
                public: fields::origin(environment, &table::PUBLIC_URL)?,
                api: fields::origin(environment, &table::API_URL)?,
                pages: fields::origin(environment, &table::PAGES_URL)?,
                admin: fields::origin(environment, &table::ADMIN_URL)?,
            },
            trusted_proxies: fields::trusted_proxies(environment)?,
            product: Product {
                name: environment
                    .text(&table::PRODUCT_NAME)
                    .map(str::to_owned)
                    .unwrap_or_default(),
                support_url: fields::web_address(environment, &table::SUPPORT_URL)?,
                support_email: fields::email(environment, &table::SUPPORT_EMAIL)?,
            },
            documentation_url: fields::web_address(environment, &table::DOCUMENTATION_URL)?,
            security: SecurityContact {
                contacts: fields::security_contacts(environment)?,
                policy: fields::web_address(environment, &table::SECURITY_POLICY)?,
            },
            idempotency: fields::idempotency(environment)?,
            extra_refusals: fields::extra_refusals(environment)?,
            registration_domains: fields::registration_domains(environment)?,
            mail: MailSettings::read(environment)?,
            retention_days: environment.number(&table::RETENTION_DAYS, 1..=36_500)?,
            sandbox_api_key: fields::sandbox_api_key(environment)?,
            log: fields::log(environment)?,
            log_format: fields::log_format(environment)?,
            connections_max: environment.number(&table::CONNECTIONS_MAX, 1..=100_000)?,
            worker_concurrency: environment.number(&table::WORKER_CONCURRENCY, 1..=256)?,
            message_concurrency: environment.number(&table::MESSAGE_CONCURRENCY, 1..=1024)?,
            shutdown: Duration::from_secs(
                environment.number(&table::SHUTDOWN_SECS, 1..=600)?.into(),
            ),
        };
        settings.refuse_half_a_production()?;
        Ok(settings)
    }

    /// Whether this is sandbox mode.
    pub fn is_sandbox(&self) -> bool {
        self.mode == Mode::Sandbox
    }

    /// Which database the address names; SQLite where none was given.
    pub fn database_kind(&self) -> DatabaseKind {
        match &self.database_url {
            Some(url) if url.expose_secret().starts_with("postgres") => DatabaseKind::PostgreSql,
            Some(_) | None => DatabaseKind::Sqlite,
        }
    }

    fn refuse_half_a_production(&self) -> Result<(), SettingsError> {
        if self.is_sandbox() {
            return Ok(());
        }
        let missing = "is required in production mode";
        if self.database_url.is_none() {
            let remedy = "set it to something like postgres://bursar:password@localhost/bursar";
            return Err(SettingsError::new(&table::DATABASE_URL, missing, remedy));
        }
        if self.secret_keys.is_empty() {
            let remedy = "set it to the output of: openssl rand -hex 32";
            return Err(SettingsError::new(&table::SECRET_KEY, missing, remedy));
        }
        if self.urls.public.is_none() {
            let remedy = "set it to something like https://pay.example.org";
            return Err(SettingsError::new(&table::PUBLIC_URL, missing, remedy));
        }
        for (setting, origin) in [
            (&table::PUBLIC_URL, &self.urls.public),
            (&table::API_URL, &self.urls.api),
            (&table::PAGES_URL, &self.urls.pages),
            (&table::ADMIN_URL, &self.urls.admin),
        ] {
            if origin.as_ref().is_some_and(|origin| !origin.is_https()) {
                let problem = "cannot be an http address in production mode";
                let remedy = "set it to the https address of the proxy in front";
                return Err(SettingsError::new(setting, problem, remedy));
            }
        }
        if self.sandbox_api_key.is_some() {
            let problem = "has no place in production mode";
            let remedy = "unset it and create a key with: bursar key create";
            return Err(SettingsError::new(&table::SANDBOX_API_KEY, problem, remedy));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
