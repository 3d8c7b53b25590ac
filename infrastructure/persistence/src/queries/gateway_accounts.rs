//! Reads of accounts, each with the name of its service.

use domain::account::GatewayAccount;
use domain::ports::StoreError;
use domain::{AccountId, ServiceId};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{accounts, services};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::accounts::account_from_row;

/// An account with the name of its service.
pub(crate) async fn find_account(
    connection: &impl ConnectionTrait,
    id: &AccountId,
) -> Result<Option<GatewayAccount>, StoreError> {
    let row = first(
        accounts::Entity::find_by_id(id.as_str())
            .find_also_related(services::Entity)
            .all(connection)
            .await,
    )?;
    Ok(row
        .map(|(row, service)| account_from_row(row, service))
        .transpose()?)
}

/// The accounts of a service, or of all, with the names of their services, oldest first.
pub(super) async fn find_accounts(
    connection: &impl ConnectionTrait,
    service: Option<&ServiceId>,
) -> Result<Vec<GatewayAccount>, StoreError> {
    let theirs = service.map(|service| accounts::Column::Service.eq(service.as_str()));
    let rows = accounts::Entity::find()
        .find_also_related(services::Entity)
        .filter(Condition::all().add_option(theirs))
        .order_by_asc(accounts::Column::CreatedAt)
        .order_by_asc(accounts::Column::Id)
        .all(connection)
        .await
        .map_err(failed)?;
    rows.into_iter()
        .map(|(row, service)| Ok(account_from_row(row, service)?))
        .collect()
}
