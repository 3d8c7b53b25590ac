//! Idempotency keys.
//!
//! The primary key of the claims does the work: of two units that insert one key,
//! PostgreSQL lets the second wait until the first ends. How long is limited for
//! this statement alone, inside a savepoint, so that giving up leaves the unit whole.
//! SQLite's units follow one another, so there is nobody to wait for.

use async_trait::async_trait;
use domain::Timestamp;
use domain::idempotency::{Claim, WAIT_MAX};
use domain::ports::StoreError;
use domain::ports::repositories::{Claimed, Idempotency};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
};

use crate::entity::idempotency_claims::{Column, Entity};
use crate::failure::{failed, gave_up_waiting};
use crate::first::first;
use crate::mapping::claims::{from_row, to_row};
use crate::unit_of_work::Unit;

#[async_trait]
impl Idempotency for Unit {
    async fn claim(&mut self, claim: &Claim) -> Result<Claimed, StoreError> {
        match self.insert_claim(claim).await {
            Ok(true) => return Ok(Claimed::First),
            Ok(false) => {}
            Err(error) if gave_up_waiting(&error) => return Ok(Claimed::Busy),
            Err(error) => return Err(failed(error)),
        }
        let row = first(
            Entity::find_by_id((
                claim.account.as_str().to_owned(),
                claim.key.as_str().to_owned(),
            ))
            .all(&self.transaction)
            .await,
        )?;
        // Nobody has it any more where it was removed this very moment.
        let before = row.map(from_row).transpose()?;
        Ok(before.map_or(Claimed::Busy, Claimed::Before))
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        let old = Query::select()
            .columns([Column::Account, Column::Key])
            .from(Entity)
            .and_where(Column::At.lt(before.as_millis()))
            .limit(limit)
            .to_owned();
        let key = Expr::tuple([Expr::col(Column::Account), Expr::col(Column::Key)]);
        let removed = Entity::delete_many()
            .filter(key.in_subquery(old))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(removed.rows_affected)
    }
}

impl Unit {
    /// Inserts a claim where there is none; says whether there was none.
    async fn insert_claim(&self, claim: &Claim) -> Result<bool, DbErr> {
        let first_stays = OnConflict::columns([Column::Account, Column::Key])
            .do_nothing()
            .to_owned();
        let insert = Entity::insert(to_row(claim).into_active_model()).on_conflict(first_stays);
        let connection = &self.transaction;
        if connection.get_database_backend() != DbBackend::Postgres {
            return Ok(insert.exec_without_returning(connection).await? > 0);
        }
        connection.execute_unprepared(&limit_the_wait()).await?;
        let inserted = insert.exec_without_returning(connection).await;
        let after = match &inserted {
            Ok(_) => "SET LOCAL statement_timeout TO DEFAULT; RELEASE SAVEPOINT claim",
            Err(_) => "ROLLBACK TO SAVEPOINT claim; RELEASE SAVEPOINT claim",
        };
        connection.execute_unprepared(after).await?;
        Ok(inserted? > 0)
    }
}

/// Limits the statement as a whole and not each of its waits, of which there is one
/// for every unit that had the key and made nothing.
fn limit_the_wait() -> String {
    format!(
        "SAVEPOINT claim; SET LOCAL statement_timeout = {}",
        WAIT_MAX.as_millis()
    )
}
