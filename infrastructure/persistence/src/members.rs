//! Puts people together with their memberships and passkeys, which lie in tables of
//! their own.
//!
//! People are read first: should another unit save one in between, their parts may be
//! newer than the person, and the version then refuses a save.

use std::collections::HashMap;

use domain::ServiceId;
use domain::ports::StoreError;
use domain::staff::StaffMember;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::{memberships, passkeys, staff_members};
use crate::failure::failed;
use crate::mapping;

/// Everybody who belongs to the service, in no particular order.
pub(crate) async fn of_service(
    connection: &impl ConnectionTrait,
    service: &ServiceId,
) -> Result<Vec<StaffMember>, StoreError> {
    let here = Query::select()
        .column(memberships::Column::Member)
        .from(memberships::Entity)
        .and_where(memberships::Column::Service.eq(service.as_str()))
        .to_owned();
    let rows = staff_members::Entity::find()
        .filter(staff_members::Column::Id.in_subquery(here))
        .all(connection)
        .await
        .map_err(failed)?;
    with_parts(connection, rows).await
}

/// The person of this row.
pub(crate) async fn one_with_parts(
    connection: &impl ConnectionTrait,
    row: Option<staff_members::Model>,
) -> Result<Option<StaffMember>, StoreError> {
    let members = with_parts(connection, row.into_iter().collect()).await?;
    Ok(members.into_iter().next())
}

/// The rows of a person's memberships, first to last.
pub(crate) async fn memberships_of(
    connection: &impl ConnectionTrait,
    members: Vec<&str>,
) -> Result<Vec<memberships::Model>, StoreError> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    memberships::Entity::find()
        .filter(memberships::Column::Member.is_in(members))
        .order_by_asc(memberships::Column::Member)
        .order_by_asc(memberships::Column::Position)
        .all(connection)
        .await
        .map_err(failed)
}

/// The rows of a person's passkeys, first to last.
pub(crate) async fn passkeys_of(
    connection: &impl ConnectionTrait,
    members: Vec<&str>,
) -> Result<Vec<passkeys::Model>, StoreError> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    passkeys::Entity::find()
        .filter(passkeys::Column::Member.is_in(members))
        .order_by_asc(passkeys::Column::Member)
        .order_by_asc(passkeys::Column::Position)
        .all(connection)
        .await
        .map_err(failed)
}

/// The people of these rows, in their order.
pub(crate) async fn with_parts(
    connection: &impl ConnectionTrait,
    rows: Vec<staff_members::Model>,
) -> Result<Vec<StaffMember>, StoreError> {
    let ids = || rows.iter().map(|row| row.id.as_str()).collect();
    let mut memberships: HashMap<String, Vec<memberships::Model>> = HashMap::new();
    for membership in memberships_of(connection, ids()).await? {
        let theirs = memberships.entry(membership.member.clone()).or_default();
        theirs.push(membership);
    }
    let mut passkeys: HashMap<String, Vec<passkeys::Model>> = HashMap::new();
    for passkey in passkeys_of(connection, ids()).await? {
        let theirs = passkeys.entry(passkey.member.clone()).or_default();
        theirs.push(passkey);
    }
    rows.into_iter()
        .map(|row| {
            let memberships = memberships.remove(&row.id).unwrap_or_default();
            let passkeys = passkeys.remove(&row.id).unwrap_or_default();
            mapping::staff::from_rows(row, memberships, passkeys)
        })
        .collect()
}
