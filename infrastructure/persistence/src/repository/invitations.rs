//! Invitations, and links to set a new password.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::staff::Invitations;
use domain::staff::Invitation;
use domain::{InvitationId, ServiceId, StaffId, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entity::{invitations, password_resets};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::hex;
use crate::mapping::invitations::{from_row, reset_from_row, reset_to_row, to_row};
use crate::queries::open_invitations;
use crate::unit_of_work::Unit;

#[async_trait]
impl Invitations for Unit {
    async fn add(&mut self, invitation: &Invitation) -> Result<(), StoreError> {
        invitations::Entity::insert(to_row(invitation).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn get(&mut self, id: &InvitationId) -> Result<Option<Invitation>, StoreError> {
        let row = first(
            invitations::Entity::find_by_id(id.as_str())
                .all(&self.transaction)
                .await,
        )?;
        Ok(row.map(from_row).transpose()?)
    }

    async fn by_digest(&mut self, digest: &[u8; 32]) -> Result<Option<Invitation>, StoreError> {
        let row = first(
            invitations::Entity::find()
                .filter(invitations::Column::Digest.eq(hex::to_text(digest)))
                .all(&self.transaction)
                .await,
        )?;
        Ok(row.map(from_row).transpose()?)
    }

    async fn of_service(&mut self, service: &ServiceId) -> Result<Vec<Invitation>, StoreError> {
        open_invitations(&self.transaction, service).await
    }

    async fn end(&mut self, id: &InvitationId, now: Timestamp) -> Result<bool, StoreError> {
        let ended = invitations::Entity::update_many()
            .col_expr(invitations::Column::EndedAt, Expr::val(now.as_millis()))
            .filter(invitations::Column::Id.eq(id.as_str()))
            .filter(invitations::Column::EndedAt.is_null())
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(ended.rows_affected == 1)
    }

    async fn add_reset(
        &mut self,
        member: &StaffId,
        digest: &[u8; 32],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let newest_stays = OnConflict::column(password_resets::Column::Member)
            .update_columns([
                password_resets::Column::Digest,
                password_resets::Column::MadeAt,
            ])
            .to_owned();
        password_resets::Entity::insert(reset_to_row(member, digest, now).into_active_model())
            .on_conflict(newest_stays)
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn use_reset(
        &mut self,
        digest: &[u8; 32],
    ) -> Result<Option<(StaffId, Timestamp)>, StoreError> {
        let used = first(
            password_resets::Entity::delete_many()
                .filter(password_resets::Column::Digest.eq(hex::to_text(digest)))
                .exec_with_returning(&self.transaction)
                .await,
        )?;
        Ok(used.as_ref().map(reset_from_row).transpose()?)
    }
}
