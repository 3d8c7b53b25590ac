//! The real server, started inside the test on a port of its own, over a fresh
//! database, in sandbox mode.
//!
//! Only the way in is unusual: from there on everything goes over HTTP, and time
//! passes when the sandbox's clock is moved.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a server that does not start is a failed test, and a skipped test says so"
)]

pub mod cards;
mod limits;
mod mail;
pub mod receiver;
pub mod require;
pub mod site;
mod staff;
pub mod walk;

pub use site::Site;
pub use walk::Walk;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use application::{Application, Ports};
use domain::account::{Mode, Provider};
use domain::{AccountId, ApiKeyId};
use memory::{MemoryPsp, World};
use sea_orm::ConnectionTrait;
use secrecy::ExposeSecret;
use serde_json::json;
use server::roles::Roles;
use server::running::Running;
use server::serve;
use server::settings::{Environment, Settings};
use tempfile::TempDir;

use crate::client::{ApiClient, Visitor};
use crate::database::TestDatabase;

/// What a server keeps its data in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file in the server's own folder.
    Sqlite,
    /// A database of its own on a PostgreSQL server.
    PostgreSql,
}

/// A running server and all that belongs to it.
pub struct Server {
    running: Running,
    application: Application,
    heard: mail::Heard,
    key: String,
    backend: Backend,
    database_url: String,
    folder: TempDir,
    // Last, so that it goes when nobody uses it any longer.
    _database: Option<TestDatabase>,
}

/// A service's account, opened for a test.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The id of its key.
    pub key_id: ApiKeyId,
    /// A client with its key.
    pub api: ApiClient,
}

impl Server {
    /// Starts a server; `None` when there is no such database here, which has
    /// then been said.
    ///
    /// # Panics
    ///
    /// When the database is required, or the server does not start.
    pub async fn start(backend: Backend) -> Option<Self> {
        Self::start_with(backend, &[]).await
    }

    /// Starts a server on SQLite.
    pub async fn on_sqlite() -> Self {
        Self::on_sqlite_with(&[]).await
    }

    /// Starts a server on SQLite with these settings besides.
    pub async fn on_sqlite_with(settings: &[(&str, &str)]) -> Self {
        Self::start_with(Backend::Sqlite, settings)
            .await
            .expect("SQLite is everywhere")
    }

    /// Starts a server on SQLite whose PSP can be told to go wrong.
    pub async fn with_scripted_psp() -> (Self, Arc<MemoryPsp>) {
        let psp = World::new().psp;
        let psps = Arc::clone(&psp);
        let server = Self::on_sqlite_over(|ports| Ports { psps, ..ports }).await;
        (server, psp)
    }

    /// Starts a server on SQLite over ports of which some were exchanged.
    pub async fn on_sqlite_over(wrap: impl FnOnce(Ports) -> Ports) -> Self {
        Self::over(Backend::Sqlite, &[], wrap)
            .await
            .expect("SQLite is everywhere")
    }

    /// Starts a server with these settings besides, over ports of which some were
    /// exchanged.
    pub async fn over(
        backend: Backend,
        extra: &[(&str, &str)],
        wrap: impl FnOnce(Ports) -> Ports,
    ) -> Option<Self> {
        let raised = |ports| limits::raised(wrap(ports));
        Self::start_over(backend, extra, raised).await
    }

    /// Starts a server with these settings besides.
    pub async fn start_with(backend: Backend, extra: &[(&str, &str)]) -> Option<Self> {
        Self::start_over(backend, extra, limits::raised).await
    }

    /// Starts a server that admits no more requests than one in production does.
    pub async fn with_usual_limits(backend: Backend) -> Option<Self> {
        Self::start_over(backend, &[], |ports| ports).await
    }

    async fn start_over(
        backend: Backend,
        extra: &[(&str, &str)],
        wrap: impl FnOnce(Ports) -> Ports,
    ) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mut variables = vec![
            ("BURSAR_LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
            (
                "BURSAR_DATA_DIR".to_owned(),
                folder.path().join("data").display().to_string(),
            ),
        ];
        let database = match backend {
            Backend::Sqlite => None,
            Backend::PostgreSql => Some(TestDatabase::postgres()?),
        };
        // On SQLite the server chooses the file itself, as it does for anybody.
        let database_url = match &database {
            Some(database) => {
                let url = database.url().to_owned();
                variables.push(("DATABASE_URL".to_owned(), url.clone()));
                url
            }
            None => format!("sqlite:{}/data/bursar.sqlite", folder.path().display()),
        };
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        variables.extend(extra.iter().map(owned));
        let settings = Settings::read(&Environment::of(variables)).expect("settings");

        let mut ports = None;
        let heard = mail::Heard::default();
        let running = serve::start_with(&settings, Roles::ALL, |opened| {
            let wrapped = wrap(heard.listening(opened));
            ports = Some(wrapped.clone());
            wrapped
        })
        .await
        .expect("a server");
        let ports = ports.expect("ports are opened before the server starts");
        let key = running.api_key.as_ref().expect("a sandbox has a key");
        Some(Self {
            application: server::compose::application(ports, &settings),
            heard,
            key: key.expose_secret().to_owned(),
            running,
            backend,
            database_url,
            folder,
            _database: database,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// What it keeps its data in.
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The demo service's API key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Where it says that its pages are.
    pub fn pages(&self) -> &str {
        self.running.urls.pages.as_str()
    }

    /// Where it says that its API is.
    pub fn api_url(&self) -> &str {
        self.running.urls.api.as_str()
    }

    /// What a person who starts it reads.
    pub fn announcement(&self) -> String {
        let announcement = server::sandbox::announcement::Announcement {
            urls: &self.running.urls,
            api_key: &self.key,
            staff: self.running.staff.as_ref(),
            sandbox_env: None,
        };
        announcement.text()
    }

    /// A client with the demo service's key.
    pub fn api(&self) -> ApiClient {
        ApiClient::new(self.address(), &self.key)
    }

    /// A client without a key.
    pub fn without_key(&self) -> ApiClient {
        ApiClient::without_key(self.address())
    }

    /// A fresh browser.
    pub fn visitor(&self) -> Visitor {
        Visitor::new(self.address(), self.pages())
    }

    /// The core, for what has no way in over HTTP: accounts and keys.
    pub fn application(&self) -> &Application {
        &self.application
    }

    /// Its folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Opens another service with an account and a key.
    pub async fn another_account(&self, name: &str) -> Account {
        let service = self
            .application
            .open_service(name)
            .await
            .expect("a service");
        let account = self
            .application
            .open_account(&service.id, Mode::Test, Provider::Sandbox)
            .await
            .expect("an account");
        let made = self
            .application
            .make_key(&account.id, "for a test")
            .await
            .expect("a key");
        Account {
            id: account.id,
            key_id: made.key.id,
            api: ApiClient::new(self.address(), made.text.expose_secret()),
        }
    }

    /// Runs SQL on its database, behind its back.
    pub async fn sql(&self, statements: &str) {
        let connection = sea_orm::Database::connect(&self.database_url)
            .await
            .expect("a connection");
        connection
            .execute_unprepared(statements)
            .await
            .expect("a statement that runs");
        connection.close().await.expect("an end");
    }

    /// Moves the sandbox's clock forward. The work that falls due is done when
    /// this returns.
    pub async fn advance(&self, by: Duration) {
        let body = json!({ "seconds": by.as_secs() });
        let answer = self
            .without_key()
            .post("/sandbox/api/clock/advance", &body)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    /// Stops it as a signal would.
    pub async fn stop(self) {
        drop(self.application);
        self.running.stop().await;
    }
}

/// Runs each journey once per database, as tests of their own.
///
/// A journey is an `async fn name(server: Server)` beside the call.
#[macro_export]
macro_rules! on_every_database {
    ($($journey:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $journey() {
                    let server = $crate::harness::Server::on_sqlite().await;
                    super::$journey(server).await;
                }
            )+
        }
        mod on_postgresql {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $journey() {
                    let backend = $crate::harness::Backend::PostgreSql;
                    if let Some(server) = $crate::harness::Server::start(backend).await {
                        super::$journey(server).await;
                    }
                }
            )+
        }
    };
}
