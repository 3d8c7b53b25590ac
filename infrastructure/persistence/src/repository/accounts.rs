//! Services, accounts and keys.

use async_trait::async_trait;
use domain::account::api_key::KeyDigest;
use domain::account::{ApiKey, GatewayAccount, Service};
use domain::ports::StoreError;
use domain::ports::repositories::Accounts;
use domain::{AccountId, ApiKeyId, Timestamp};
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entity::{accounts, api_keys, services};
use crate::failure::failed;
use crate::mapping::accounts::{account_to_row, key_to_row, service_to_row};
use crate::mapping::hex;
use crate::queries::find_account;
use crate::unit_of_work::Unit;

#[async_trait]
impl Accounts for Unit {
    async fn add_service(&mut self, service: &Service) -> Result<(), StoreError> {
        services::Entity::insert(service_to_row(service).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn add_account(&mut self, account: &GatewayAccount) -> Result<(), StoreError> {
        accounts::Entity::insert(account_to_row(account).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn save_account(&mut self, account: &GatewayAccount) -> Result<(), StoreError> {
        let row = account_to_row(account);
        let settings = accounts::ActiveModel {
            id: NotSet,
            service: NotSet,
            mode: Set(row.mode),
            provider: Set(row.provider),
            cards: Set(row.cards),
            takes_prepaid: Set(row.takes_prepaid),
            asks_billing_address: Set(row.asks_billing_address),
            email_collection: Set(row.email_collection),
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
        };
        let saved = accounts::Entity::update_many()
            .set(settings)
            .filter(accounts::Column::Id.eq(row.id))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        if saved.rows_affected == 0 {
            return Err(StoreError::Stale);
        }
        self.accounts_changed = true;
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
