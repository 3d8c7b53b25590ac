//! Databases for tests: each test gets one of its own and leaves nothing behind.
//!
//! A SQLite database is a file in a temporary folder. A PostgreSQL database is a
//! copy of a migrated template on a server that is looked for once per process,
//! in this order: `TEST_DATABASE_URL`; a container, where an engine answers and
//! has the image or can pull it; the server's own programs, started on a scratch
//! folder. `BURSAR_TEST_REQUIRE=postgres` makes a failure of finding none.
#![expect(
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test without its database fails, and one that leaves it behind says so"
)]

mod admin;
mod container;
mod local;
mod template;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use persistence::{Database, DatabaseSettings};
use tempfile::TempDir;

use self::template::DatabaseCopy;
use crate::harness::require::skip;

/// The environment variable with the URL of a server where databases may be made.
const URL: &str = "TEST_DATABASE_URL";

/// An empty, migrated database for one test. It is gone when this is dropped.
pub struct TestDatabase {
    url: String,
    _keep: Keep,
}

/// What must live as long as the database.
enum Keep {
    Folder(#[expect(dead_code, reason = "held for its drop")] TempDir),
    Copy(#[expect(dead_code, reason = "held for its drop")] DatabaseCopy),
}

/// A PostgreSQL server on which databases can be made.
pub(crate) enum Server {
    /// One that somebody else runs.
    Given(String),
    /// A container of ours.
    Container(Box<container::Container>),
    /// The server's programs, started by us.
    Local(local::Local),
}

impl TestDatabase {
    /// A SQLite file in a folder of its own.
    pub async fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let file = folder.path().join("bursar.db");
        let database = Self {
            url: format!("sqlite:{}", file.display()),
            _keep: Keep::Folder(folder),
        };
        let opened = database.open().await;
        persistence::migrate(&opened)
            .await
            .expect("an empty SQLite database can be migrated");
        opened.close().await;
        database
    }

    /// A PostgreSQL database; `None`, and a word on standard error, where no
    /// server was found and none is required.
    ///
    /// # Panics
    ///
    /// When none was found and `BURSAR_TEST_REQUIRE` lists `postgres`.
    pub fn postgres() -> Option<Self> {
        let server = server()?;
        let copy = DatabaseCopy::of_template(server);
        Some(Self {
            url: copy.url(),
            _keep: Keep::Copy(copy),
        })
    }

    /// Its URL, as `DATABASE_URL` takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens it. Close what this gives before the test ends, or let it be: the
    /// database goes either way.
    pub async fn open(&self) -> Database {
        persistence::connect(&DatabaseSettings::new(self.url.clone()))
            .await
            .expect("the test's own database can be opened")
    }
}

impl Server {
    /// The URL of a database of this name.
    pub(crate) fn url_of(&self, database: &str) -> String {
        match self {
            Self::Given(url) => {
                let mut url = url::Url::parse(url).expect("TEST_DATABASE_URL is a URL");
                url.set_path(database);
                url.into()
            }
            Self::Container(container) => container.url_of(database),
            Self::Local(local) => local.url_of(database),
        }
    }

    /// The URL of a database that exists and is not ours.
    pub(crate) fn admin_url(&self) -> String {
        match self {
            Self::Given(url) => url.clone(),
            Self::Container(_) | Self::Local(_) => self.url_of("postgres"),
        }
    }
}

fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Result<Server, Vec<String>>> = OnceLock::new();
    match SERVER.get_or_init(find_server) {
        Ok(server) => Some(server),
        Err(reasons) => {
            skip("postgres", &reasons.join("; "));
            None
        }
    }
}

fn find_server() -> Result<Server, Vec<String>> {
    if let Ok(url) = std::env::var(URL)
        && !url.is_empty()
    {
        return Ok(Server::Given(url));
    }
    let mut reasons = vec![format!("{URL} is not set")];
    match container::start() {
        Ok(container) => return Ok(Server::Container(Box::new(container))),
        Err(reason) => reasons.push(reason),
    }
    match local::start() {
        Ok(local) => return Ok(Server::Local(local)),
        Err(reason) => reasons.push(reason),
    }
    Err(reasons)
}
