//! The schema, step by step. One file per migration; one that was released is
//! never edited again.

mod folding;
mod m20261122_000001_payments;
mod m20261122_000002_public_api;
mod m20261122_000003_staff;
mod m20261122_000004_staff_site;
mod m20261122_000005_telling;

use domain::ports::StoreError;
use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::Database;
use crate::failure::Failure;

/// What replicas that start at once hold while one of them migrates. The number
/// only has to differ from other users' of the same PostgreSQL database.
const ADVISORY_LOCK: i64 = 0x6275_7273_6172;

struct Migrations;

impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_payments::Migration),
            Box::new(m20261122_000002_public_api::Migration),
            Box::new(m20261122_000003_staff::Migration),
            Box::new(m20261122_000004_staff_site::Migration),
            Box::new(m20261122_000005_telling::Migration),
        ]
    }
}

/// Why the tables were not brought up to date. They are as they were.
#[derive(Debug, thiserror::Error)]
#[error("the database cannot be migrated")]
pub struct MigrateError(#[source] domain::ports::Source);

impl From<DbErr> for MigrateError {
    fn from(error: DbErr) -> Self {
        Self(Box::new(Failure::of(&error)))
    }
}

impl From<StoreError> for MigrateError {
    fn from(error: StoreError) -> Self {
        Self(Box::new(error))
    }
}

/// Brings the tables up to date, in one transaction: all of it happens, or none.
///
/// Any number of programs may do so at once; all but one wait, and then find
/// nothing to do. A database that a newer program has migrated is refused.
pub async fn migrate(database: &Database) -> Result<(), MigrateError> {
    let transaction = database.transaction().await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        let wait_for_our_turn = format!(
            "SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"
        );
        transaction.execute_unprepared(&wait_for_our_turn).await?;
    }
    Migrations::up(&transaction, None).await?;
    transaction.commit().await?;
    Ok(())
}

/// How many migrations the database still needs. Changes nothing.
pub async fn pending_migrations(database: &Database) -> Result<usize, MigrateError> {
    let pending = Migrations::get_pending_migrations_read_only(database.readers()).await?;
    Ok(pending.len())
}
