//! Reads of what happened to payments.

use domain::payment::Event;
use domain::ports::StoreError;
use domain::ports::queries::{HandedOn, HandedOnCursor};
use domain::{AccountId, PaymentId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::Database;
use crate::entity::events::{Column, Entity, Model};
use crate::entity::payments;
use crate::failure::failed;
use crate::first::first;
use crate::mapping::events::from_row;
use crate::mapping::{Impossible, present};

impl Database {
    /// What happened to the account's payment, oldest first.
    pub(super) async fn events_found(
        &self,
        account: &AccountId,
        id: &PaymentId,
    ) -> Result<Option<Vec<Event>>, StoreError> {
        let owned = first(
            payments::Entity::find_by_id(id.as_str())
                .filter(payments::Column::Account.eq(account.as_str()))
                .select_only()
                .column(payments::Column::Id)
                .into_tuple::<String>()
                .all(self.readers())
                .await,
        )?;
        if owned.is_none() {
            return Ok(None);
        }
        let rows = Entity::find()
            .filter(Column::Payment.eq(id.as_str()))
            .order_by_asc(Column::Position)
            .all(self.readers())
            .await
            .map_err(failed)?;
        rows.iter()
            .map(|row| Ok(from_row(row)?.event))
            .collect::<Result<Vec<_>, StoreError>>()
            .map(Some)
    }

    /// Whether nobody has handed on some event. The order makes every plan that does not
    /// begin with the index of such events a bad one.
    pub(super) async fn any_undispatched(&self) -> Result<bool, StoreError> {
        let oldest = Entity::find()
            .select_only()
            .column(Column::Sequence)
            .filter(Column::DispatchedAt.is_null())
            .order_by_asc(Column::Sequence)
            .limit(1)
            .into_tuple::<i64>()
            .all(self.readers())
            .await;
        Ok(first(oldest)?.is_some())
    }

    /// The account's events that were handed on after this place, in the order of places.
    pub(super) async fn events_handed_on(
        &self,
        account: &AccountId,
        after: &HandedOnCursor,
        limit: u64,
    ) -> Result<Vec<HandedOn>, StoreError> {
        let place = [Column::DispatchedAt, Column::Sequence].map(Expr::col);
        let beyond = [after.at.as_millis(), after.sequence].map(Expr::val);
        let rows = Entity::find()
            .filter(Column::Account.eq(account.as_str()))
            .filter(Expr::tuple(place).gt(Expr::tuple(beyond)))
            .order_by_asc(Column::DispatchedAt)
            .order_by_asc(Column::Sequence)
            .limit(limit)
            .all(self.readers())
            .await
            .map_err(failed)?;
        let events = rows.iter().map(handed_on);
        Ok(events.collect::<Result<_, _>>()?)
    }
}

fn handed_on(row: &Model) -> Result<HandedOn, Impossible> {
    let stored = from_row(row)?;
    let at = present("dispatched_at", row.dispatched_at)?;
    Ok(HandedOn {
        cursor: HandedOnCursor {
            at: Timestamp::from_millis(at),
            sequence: stored.sequence,
        },
        event: stored.event,
    })
}
