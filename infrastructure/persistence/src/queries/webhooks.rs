//! Reads about webhook endpoints, and about what they are told.

use domain::ports::StoreError;
use domain::ports::queries::{DISPLAY_SIZE_MAX, DeliverySearch, Page};
use domain::webhook::{Delivery, DeliveryStatus, WebhookEndpoint};
use domain::{AccountId, DeliveryId, PaymentId, WebhookId};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait,
};

use crate::Database;
use crate::deliveries::{one_with_attempts, with_attempts};
use crate::entity::webhook_deliveries::{Column, Entity};
use crate::entity::webhook_endpoints;
use crate::failure::failed;
use crate::first::first;
use crate::mapping::deliveries::from_rows;
use crate::mapping::endpoints::from_row;
use crate::mapping::word;

impl Database {
    /// The endpoint of this name, if it is that account's where one is named.
    pub(super) async fn endpoint_found(
        &self,
        account: Option<&AccountId>,
        id: &WebhookId,
    ) -> Result<Option<WebhookEndpoint>, StoreError> {
        let theirs = account.map(|account| webhook_endpoints::Column::Account.eq(account.as_str()));
        let row = first(
            webhook_endpoints::Entity::find_by_id(id.as_str())
                .filter(Condition::all().add_option(theirs))
                .all(self.readers())
                .await,
        )?;
        Ok(row.as_ref().map(from_row).transpose()?)
    }

    /// One page of the endpoint's deliveries that match, newest first. Which they are is
    /// read from one index; their bodies and attempts are read for the page alone.
    pub(super) async fn deliveries_found(
        &self,
        endpoint: &WebhookId,
        search: &DeliverySearch,
    ) -> Result<Page<Delivery>, StoreError> {
        let size = Ord::min(search.sheet.display_size, DISPLAY_SIZE_MAX);
        let before = search.sheet.page.saturating_sub(1).saturating_mul(size);
        let snapshot = self.snapshot().await?;
        let matching = Entity::find()
            .filter(Column::Endpoint.eq(endpoint.as_str()))
            .filter(condition(search));
        let total = matching.clone().count(&snapshot).await.map_err(failed)?;
        let rows = if before >= total {
            Vec::new()
        } else {
            let names = matching
                .select_only()
                .column(Column::Id)
                .order_by(order(search), Order::Desc)
                .order_by_desc(Column::Id)
                .limit(size)
                .offset(before)
                .into_query();
            Entity::find()
                .filter(Column::Id.in_subquery(names))
                .order_by_desc(Column::HappenedAt)
                .order_by_desc(Column::Id)
                .all(&snapshot)
                .await
                .map_err(failed)?
        };
        let items = with_attempts(&snapshot, rows).await?;
        snapshot.commit().await.map_err(failed)?;
        Ok(Page { items, total })
    }

    /// The delivery of this name.
    pub(super) async fn delivery_found(
        &self,
        id: &DeliveryId,
    ) -> Result<Option<Delivery>, StoreError> {
        let snapshot = self.snapshot().await?;
        let row = first(Entity::find_by_id(id.as_str()).all(&snapshot).await)?;
        let delivery = one_with_attempts(&snapshot, row).await?;
        snapshot.commit().await.map_err(failed)?;
        Ok(delivery)
    }

    /// The delivery whose turn it is: the first, by the order of events, that was not tried
    /// and waits for no time of its own. A payment has so few that all of them are read.
    pub(super) async fn delivery_next_untried(
        &self,
        endpoint: &WebhookId,
        payment: &PaymentId,
    ) -> Result<Option<Delivery>, StoreError> {
        let row = first(
            Entity::find()
                .filter(Column::Endpoint.eq(endpoint.as_str()))
                .filter(Column::Payment.eq(payment.as_str()))
                .filter(Column::Status.eq(word(DeliveryStatus::Pending)))
                .filter(Column::Attempts.eq(0))
                .filter(Column::NextAt.is_null())
                .order_by_asc(Column::Position)
                .all(self.readers())
                .await,
        )?;
        Ok(row.map(|row| from_rows(row, Vec::new())).transpose()?)
    }
}

/// By what the newest are found. A payment has few deliveries, so they are found by it and
/// sorted: a sum is no index's order, in which a database would walk through all there are.
fn order(search: &DeliverySearch) -> Expr {
    let happened_at = Expr::col(Column::HappenedAt);
    match search.payment {
        Some(_) => happened_at.add(Expr::cust("0")),
        None => happened_at,
    }
}

fn condition(search: &DeliverySearch) -> Condition {
    let payment = search.payment.as_ref();
    Condition::all()
        .add_option(search.status.map(|status| Column::Status.eq(word(status))))
        .add_option(search.event.map(|event| Column::Event.eq(word(event))))
        .add_option(payment.map(|payment| Column::Payment.eq(payment.as_str())))
        .add_option(
            search
                .from
                .map(|from| Column::HappenedAt.gte(from.as_millis())),
        )
        .add_option(search.to.map(|to| Column::HappenedAt.lt(to.as_millis())))
}

/// Every endpoint of an account, oldest first.
pub(crate) async fn endpoints_of(
    connection: &impl ConnectionTrait,
    account: &AccountId,
) -> Result<Vec<WebhookEndpoint>, StoreError> {
    let rows = webhook_endpoints::Entity::find()
        .filter(webhook_endpoints::Column::Account.eq(account.as_str()))
        .order_by_asc(webhook_endpoints::Column::CreatedAt)
        .order_by_asc(webhook_endpoints::Column::Id)
        .all(connection)
        .await
        .map_err(failed)?;
    let endpoints = rows.iter().map(from_row);
    Ok(endpoints.collect::<Result<_, _>>()?)
}
