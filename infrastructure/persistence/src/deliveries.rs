//! Puts deliveries together with the attempts to make them, which lie in a table of their
//! own. Whoever asks holds the rows, or reads as of one moment: a delivery says how many
//! attempts there are, and must be right.

use std::collections::HashMap;

use domain::ports::StoreError;
use domain::webhook::Delivery;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::webhook_attempts::{Column, Entity, Model};
use crate::entity::webhook_deliveries;
use crate::failure::failed;
use crate::mapping::deliveries::from_rows;

/// The deliveries of these rows, in their order.
pub(crate) async fn with_attempts(
    connection: &impl ConnectionTrait,
    rows: Vec<webhook_deliveries::Model>,
) -> Result<Vec<Delivery>, StoreError> {
    let tried = rows.iter().filter(|row| row.attempts > 0);
    let tried = tried.map(|row| row.id.as_str()).collect();
    let mut attempts = attempts_of(connection, tried).await?;
    rows.into_iter()
        .map(|row| {
            let attempts = attempts.remove(&row.id).unwrap_or_default();
            Ok(from_rows(row, attempts)?)
        })
        .collect()
}

/// The delivery of this row.
pub(crate) async fn one_with_attempts(
    connection: &impl ConnectionTrait,
    row: Option<webhook_deliveries::Model>,
) -> Result<Option<Delivery>, StoreError> {
    let deliveries = with_attempts(connection, row.into_iter().collect()).await?;
    Ok(deliveries.into_iter().next())
}

async fn attempts_of(
    connection: &impl ConnectionTrait,
    deliveries: Vec<&str>,
) -> Result<HashMap<String, Vec<Model>>, StoreError> {
    let mut attempts: HashMap<String, Vec<Model>> = HashMap::new();
    if deliveries.is_empty() {
        return Ok(attempts);
    }
    let rows = Entity::find()
        .filter(Column::Delivery.is_in(deliveries))
        .order_by_asc(Column::Delivery)
        .order_by_asc(Column::Number)
        .all(connection)
        .await
        .map_err(failed)?;
    for row in rows {
        attempts.entry(row.delivery.clone()).or_default().push(row);
    }
    Ok(attempts)
}
