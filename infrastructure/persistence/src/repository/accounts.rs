//! Services, accounts, what opens them at PSPs, and keys.

use async_trait::async_trait;
use domain::account::api_key::KeyDigest;
use domain::account::{ApiKey, Credentials, GatewayAccount, Service};
use domain::ports::StoreError;
use domain::ports::repositories::Accounts;
use domain::{AccountId, ApiKeyId, ServiceId, Timestamp};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use crate::entity::{accounts, api_keys, credentials, services};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::accounts::{account_to_row, key_to_row};
use crate::mapping::{self, hex, stored};
use crate::queries::find_account;
use crate::unit_of_work::Unit;

#[async_trait]
impl Accounts for Unit {
    async fn add_service(&mut self, service: &mut Service) -> Result<(), StoreError> {
        services::Entity::insert(mapping::services::to_row(service).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        service.version = service.version.saturating_add(1);
        Ok(())
    }

    async fn service(&mut self, id: &ServiceId) -> Result<Option<Service>, StoreError> {
        let row = first(
            services::Entity::find_by_id(id.as_str())
                .all(&self.transaction)
                .await,
        )?;
        Ok(row.map(mapping::services::from_row).transpose()?)
    }

    async fn save_service(&mut self, service: &mut Service) -> Result<(), StoreError> {
        let saved = services::Entity::update_many()
            .set(details(mapping::services::to_row(service)))
            .filter(services::Column::Id.eq(service.id.as_str()))
            .filter(services::Column::Version.eq(stored(service.version)))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        if saved.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        service.version = service.version.saturating_add(1);
        // Accounts are remembered with the name of their service.
        self.accounts_changed = true;
        Ok(())
    }

    async fn add_account(&mut self, account: &mut GatewayAccount) -> Result<(), StoreError> {
        accounts::Entity::insert(account_to_row(account).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        account.version = account.version.saturating_add(1);
        Ok(())
    }

    async fn save_account(&mut self, account: &mut GatewayAccount) -> Result<(), StoreError> {
        let saved = accounts::Entity::update_many()
            .set(settings(account_to_row(account)))
            .filter(accounts::Column::Id.eq(account.id.as_str()))
            .filter(accounts::Column::Version.eq(stored(account.version)))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        if saved.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        account.version = account.version.saturating_add(1);
        self.accounts_changed = true;
        Ok(())
    }

    async fn add_credentials(&mut self, credentials: &Credentials) -> Result<(), StoreError> {
        let row = mapping::credentials::to_row(credentials);
        credentials::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn credentials(&mut self, account: &AccountId) -> Result<Vec<Credentials>, StoreError> {
        credentials_of(&self.transaction, account).await
    }

    async fn save_credentials(&mut self, credentials: &Credentials) -> Result<(), StoreError> {
        let row = mapping::credentials::to_row(credentials);
        credentials::Entity::update_many()
            .col_expr(credentials::Column::State, Expr::val(row.state))
            .col_expr(
                credentials::Column::ActivatedAt,
                Expr::val(row.activated_at),
            )
            .col_expr(credentials::Column::RetiredAt, Expr::val(row.retired_at))
            .filter(credentials::Column::Id.eq(row.id))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn account(&mut self, id: &AccountId) -> Result<Option<GatewayAccount>, StoreError> {
        find_account(&self.transaction, id).await
    }

    async fn add_key(&mut self, key: &ApiKey) -> Result<(), StoreError> {
        api_keys::Entity::insert(key_to_row(key).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn revoke_key(&mut self, id: &ApiKeyId, now: Timestamp) -> Result<bool, StoreError> {
        let revoked = api_keys::Entity::update_many()
            .col_expr(api_keys::Column::RevokedAt, Expr::val(now.as_millis()))
            .filter(api_keys::Column::Id.eq(id.as_str()))
            .filter(api_keys::Column::RevokedAt.is_null())
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        self.revoked.push(id.clone());
        Ok(revoked.rows_affected == 1)
    }

    async fn rename_key(&mut self, id: &ApiKeyId, description: &str) -> Result<bool, StoreError> {
        let renamed = api_keys::Entity::update_many()
            .col_expr(api_keys::Column::Description, Expr::val(description))
            .filter(api_keys::Column::Id.eq(id.as_str()))
            .filter(api_keys::Column::RevokedAt.is_null())
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(renamed.rows_affected == 1)
    }

    async fn key_used(&mut self, digest: &KeyDigest, now: Timestamp) -> Result<(), StoreError> {
        let earlier = Condition::any()
            .add(api_keys::Column::LastUsedAt.is_null())
            .add(api_keys::Column::LastUsedAt.lt(now.as_millis()));
        api_keys::Entity::update_many()
            .col_expr(api_keys::Column::LastUsedAt, Expr::val(now.as_millis()))
            .filter(api_keys::Column::Digest.eq(hex::to_text(digest)))
            .filter(earlier)
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }
}

/// Every set of credentials of an account, newest first.
pub(crate) async fn credentials_of(
    connection: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Vec<Credentials>, StoreError> {
    let rows = credentials::Entity::find()
        .filter(credentials::Column::Account.eq(account.as_str()))
        .order_by_desc(credentials::Column::EnteredAt)
        .order_by_desc(credentials::Column::Id)
        .all(connection)
        .await
        .map_err(failed)?;
    let credentials = rows.into_iter().map(mapping::credentials::from_row);
    Ok(credentials.collect::<Result<_, _>>()?)
}

/// What may change of a service; the rest of its row never does.
fn details(row: services::Model) -> services::ActiveModel {
    services::ActiveModel {
        id: NotSet,
        name: Set(row.name),
        welsh_name: Set(row.welsh_name),
        organisation: Set(row.organisation),
        header_colour: Set(row.header_colour),
        button_colour: Set(row.button_colour),
        going_live: Set(row.going_live),
        going_live_at: Set(row.going_live_at),
        going_live_by: Set(row.going_live_by),
        going_live_provider: Set(row.going_live_provider),
        going_live_reason: Set(row.going_live_reason),
        created_at: NotSet,
        version: Set(row.version),
    }
}

/// The same for an account.
fn settings(row: accounts::Model) -> accounts::ActiveModel {
    accounts::ActiveModel {
        id: NotSet,
        service: NotSet,
        mode: Set(row.mode),
        provider: Set(row.provider),
        cards: Set(row.cards),
        takes_prepaid: Set(row.takes_prepaid),
        asks_billing_address: Set(row.asks_billing_address),
        presumes_uk: Set(row.presumes_uk),
        email_collection: Set(row.email_collection),
        confirms_payments: Set(row.confirms_payments),
        confirms_refunds: Set(row.confirms_refunds),
        email_paragraph: Set(row.email_paragraph),
        requires_3ds: Set(row.requires_3ds),
        masks_card_number: Set(row.masks_card_number),
        masks_security_code: Set(row.masks_security_code),
        approval_above: Set(row.approval_above),
        allows_zero: Set(row.allows_zero),
        surcharge_credit: Set(row.surcharge_credit),
        surcharge_debit: Set(row.surcharge_debit),
        surcharge_prepaid_debit: Set(row.surcharge_prepaid_debit),
        allows_moto: Set(row.allows_moto),
        allows_moto_api: Set(row.allows_moto_api),
        allows_telephone: Set(row.allows_telephone),
        recurring: Set(row.recurring),
        rate_reads: Set(row.rate_reads),
        rate_posts: Set(row.rate_posts),
        rate_window_ms: Set(row.rate_window_ms),
        disabled: Set(row.disabled),
        created_at: NotSet,
        version: Set(row.version),
    }
}
