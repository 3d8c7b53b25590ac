//! People, with what they are in services and their passkeys.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::staff::StaffMembers;
use domain::staff::{StaffEmail, StaffMember};
use domain::{ServiceId, StaffId};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::LockType;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};

use crate::entity::staff_members::{ActiveModel, Column, Entity, Model};
use crate::entity::{memberships, passkeys, services};
use crate::failure::failed;
use crate::first::first;
use crate::mapping;
use crate::mapping::staff::membership_rows;
use crate::members::{self, memberships_of, one_with_parts, passkeys_of};
use crate::unit_of_work::Unit;

/// How rows are held that others may go on referring to.
const HOLD: LockType = LockType::NoKeyUpdate;

#[async_trait]
impl StaffMembers for Unit {
    async fn add(&mut self, member: &mut StaffMember) -> Result<(), StoreError> {
        Entity::insert(mapping::staff::to_row(member).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        self.insert_memberships(membership_rows(member)).await?;
        self.insert_passkeys(mapping::passkeys::to_rows(member))
            .await?;
        member.version = member.version.saturating_add(1);
        Ok(())
    }

    async fn get(&mut self, id: &StaffId) -> Result<Option<StaffMember>, StoreError> {
        // Who guesses twice at once waits here, so that both guesses are counted.
        let row = first(
            Entity::find_by_id(id.as_str())
                .lock(HOLD)
                .all(&self.transaction)
                .await,
        )?;
        one_with_parts(&self.transaction, row).await
    }

    async fn by_email(&mut self, email: &StaffEmail) -> Result<Option<StaffMember>, StoreError> {
        let row = first(
            Entity::find()
                .filter(Column::Email.eq(email.as_str()))
                .all(&self.transaction)
                .await,
        )?;
        one_with_parts(&self.transaction, row).await
    }

    async fn of_service(&mut self, service: &ServiceId) -> Result<Vec<StaffMember>, StoreError> {
        // The service stands for its team: whoever else asks for the team waits here,
        // and then reads what this unit made of it.
        services::Entity::find_by_id(service.as_str())
            .lock(HOLD)
            .all(&self.transaction)
            .await
            .map_err(failed)?;
        members::of_service(&self.transaction, service).await
    }

    async fn save(&mut self, member: &mut StaffMember) -> Result<(), StoreError> {
        let updated = Entity::update_many()
            .set(changes(mapping::staff::to_row(member)))
            .filter(Column::Id.eq(member.id.as_str()))
            .filter(Column::Version.eq(mapping::stored(member.version)))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        if updated.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        self.save_memberships(member).await?;
        self.save_passkeys(member).await?;
        member.version = member.version.saturating_add(1);
        Ok(())
    }
}

impl Unit {
    /// Writes a person's memberships anew where they differ from what is stored. They
    /// are few, and seldom change.
    async fn save_memberships(&self, member: &StaffMember) -> Result<(), StoreError> {
        let rows = membership_rows(member);
        if rows == memberships_of(&self.transaction, vec![member.id.as_str()]).await? {
            return Ok(());
        }
        memberships::Entity::delete_many()
            .filter(memberships::Column::Member.eq(member.id.as_str()))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        self.insert_memberships(rows).await
    }

    async fn insert_memberships(&self, rows: Vec<memberships::Model>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        memberships::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    /// The same for a person's passkeys, of which one changes each time it is used.
    async fn save_passkeys(&self, member: &StaffMember) -> Result<(), StoreError> {
        let rows = mapping::passkeys::to_rows(member);
        if rows == passkeys_of(&self.transaction, vec![member.id.as_str()]).await? {
            return Ok(());
        }
        passkeys::Entity::delete_many()
            .filter(passkeys::Column::Member.eq(member.id.as_str()))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        self.insert_passkeys(rows).await
    }

    async fn insert_passkeys(&self, rows: Vec<passkeys::Model>) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        passkeys::Entity::insert_many(rows.into_iter().map(IntoActiveModel::into_active_model))
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

/// What may change of a person; the rest of their row never does.
fn changes(row: Model) -> ActiveModel {
    ActiveModel {
        id: NotSet,
        email: Set(row.email),
        password: Set(row.password),
        app_secret: Set(row.app_secret),
        app_set_up_at: Set(row.app_set_up_at),
        app_last_step: Set(row.app_last_step),
        recovery_codes: Set(row.recovery_codes),
        wrong_passwords: Set(row.wrong_passwords),
        wrong_password_at: Set(row.wrong_password_at),
        wrong_codes: Set(row.wrong_codes),
        wrong_code_at: Set(row.wrong_code_at),
        disabled: Set(row.disabled),
        platform_admin: Set(row.platform_admin),
        created_at: NotSet,
        signed_in_at: Set(row.signed_in_at),
        version: Set(row.version),
    }
}
