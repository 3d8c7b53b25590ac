//! Which parts of the program run in this process.

use crate::arguments::Role;
use crate::settings::{DatabaseKind, Settings};

/// The parts that run here. Health checks are always served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Roles {
    /// The API and its explorer.
    pub api: bool,
    /// The payment pages.
    pub pages: bool,
    /// The staff site.
    pub admin: bool,
    /// The work that falls due.
    pub worker: bool,
}

/// SQLite was asked to serve several processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "--role cannot split the program on SQLite, which belongs to one process; leave --role out, or set DATABASE_URL to a PostgreSQL database"
)]
pub struct SplitSqlite;

impl Roles {
    /// Everything in one process.
    pub const ALL: Self = Self {
        api: true,
        pages: true,
        admin: true,
        worker: true,
    };

    /// What the command line names; everything if it names nothing.
    pub fn of(named: &[Role]) -> Self {
        if named.is_empty() {
            return Self::ALL;
        }
        Self {
            api: named.contains(&Role::Api),
            pages: named.contains(&Role::Pages),
            admin: named.contains(&Role::Admin),
            worker: named.contains(&Role::Worker),
        }
    }

    /// Whether everything runs here.
    pub fn are_all(self) -> bool {
        self == Self::ALL
    }

    /// Refuses to share an SQLite file between processes.
    ///
    /// # Errors
    ///
    /// When the database is SQLite and a part is missing here.
    pub fn refuse_split_sqlite(self, settings: &Settings) -> Result<(), SplitSqlite> {
        match settings.database_kind() {
            DatabaseKind::Sqlite if !self.are_all() => Err(SplitSqlite),
            DatabaseKind::Sqlite | DatabaseKind::PostgreSql => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Environment;

    #[test]
    fn sqlite_is_not_split() {
        let read = |url: &str| Settings::read(&Environment::of([("DATABASE_URL", url)])).unwrap();
        let worker = Roles::of(&[Role::Worker]);
        let all = Roles::of(&[Role::Worker, Role::Admin, Role::Pages, Role::Api]);
        for (url, roles, expected) in [
            ("sqlite:x", worker, Err(SplitSqlite)),
            ("sqlite:x", all, Ok(())),
            ("sqlite:x", Roles::of(&[]), Ok(())),
            ("postgres://x/y", worker, Ok(())),
        ] {
            assert_eq!(
                roles.refuse_split_sqlite(&read(url)),
                expected,
                "{url} {roles:?}"
            );
        }
    }
}
