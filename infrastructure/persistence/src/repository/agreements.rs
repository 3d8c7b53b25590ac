//! Agreements.

use async_trait::async_trait;
use domain::payment::paying_user::REDACTED;
use domain::ports::StoreError;
use domain::ports::repositories::Agreements;
use domain::{Agreement, AgreementId, Timestamp};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};

use crate::counters::Counted;
use crate::entity::agreements::{ActiveModel, Column, Entity, Model};
use crate::failure::failed;
use crate::first::first;
use crate::mapping;
use crate::unit_of_work::Unit;

#[async_trait]
impl Agreements for Unit {
    async fn add(&mut self, agreement: &mut Agreement) -> Result<(), StoreError> {
        Entity::insert(mapping::agreements::to_row(agreement).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        self.added.one(
            &agreement.account,
            Counted::Agreements,
            agreement.id.as_str(),
        );
        agreement.version = agreement.version.saturating_add(1);
        Ok(())
    }

    async fn get(&mut self, id: &AgreementId) -> Result<Option<Agreement>, StoreError> {
        let row = first(
            Entity::find_by_id(id.as_str())
                .lock_exclusive()
                .all(&self.transaction)
                .await,
        )?;
        Ok(row.map(mapping::agreements::from_row).transpose()?)
    }

    async fn unredacted_before(
        &mut self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Agreement>, StoreError> {
        let names = |column: Column| column.is_not_null().and(column.ne(REDACTED));
        let rows = Entity::find()
            .filter(Column::CancelledAt.lt(before.as_millis()))
            .filter(names(Column::CardHolder).or(names(Column::UserIdentifier)))
            .limit(limit)
            .all(&self.transaction)
            .await
            .map_err(failed)?;
        let agreements = rows.into_iter().map(mapping::agreements::from_row);
        Ok(agreements.collect::<Result<_, _>>()?)
    }

    async fn save(&mut self, agreement: &mut Agreement) -> Result<(), StoreError> {
        let updated = Entity::update_many()
            .set(changes(mapping::agreements::to_row(agreement)))
            .filter(Column::Id.eq(agreement.id.as_str()))
            .filter(Column::Version.eq(mapping::stored(agreement.version)))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        if updated.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        agreement.version = agreement.version.saturating_add(1);
        Ok(())
    }
}

/// What may change in an agreement's life; the rest of its row never does.
fn changes(row: Model) -> ActiveModel {
    ActiveModel {
        id: NotSet,
        account: NotSet,
        created_at: NotSet,
        reference: NotSet,
        reference_lower: NotSet,
        description: NotSet,
        user_identifier: Set(row.user_identifier),
        status: Set(row.status),
        cancelled_at: Set(row.cancelled_at),
        stored_card: Set(row.stored_card),
        stored_at: Set(row.stored_at),
        card_first_six: Set(row.card_first_six),
        card_last_four: Set(row.card_last_four),
        card_expiry: Set(row.card_expiry),
        card_holder: Set(row.card_holder),
        card_brand: Set(row.card_brand),
        card_type: Set(row.card_type),
        card_address: Set(row.card_address),
        version: Set(row.version),
    }
}
