//! What platform administrators look for, over all services, and what lies behind a
//! payment.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use domain::operation::{Exchange, Operation};
use domain::ports::StoreError;
use domain::ports::queries::{Backlog, FOUND_MAX, PaymentLookup};
use domain::work::{Work, WorkGroup};
use domain::{AccountId, Payment, PaymentId, ServiceId, Timestamp, WorkId};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

use super::condition::is_storable;
use crate::Database;
use crate::aggregate::with_parts;
use crate::entity::{accounts, approvals, exchanges, operations, payments, work};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::work::group_word;
use crate::mapping::{self, instant};

impl Database {
    /// The newest payments that fit.
    pub(super) async fn payments_looked_up(
        &self,
        lookup: &PaymentLookup,
    ) -> Result<Vec<Payment>, StoreError> {
        let name = lookup.name.as_deref();
        if name.is_some_and(|name| !is_storable(name)) {
            return Ok(Vec::new());
        }
        let snapshot = self.snapshot().await?;
        let service = lookup.service.as_ref();
        let ways = match name {
            Some(name) => ways_to_fit(name, service),
            None => lists(&snapshot, service).await?,
        };
        let mut found = BTreeMap::new();
        for way in ways {
            for row in newest(&snapshot, way).await? {
                found.insert(Reverse((row.created_at, row.id.clone())), row);
            }
        }
        let most = usize::try_from(FOUND_MAX).unwrap_or(usize::MAX);
        let rows = found.into_values().take(most).collect();
        let payments = with_parts(&snapshot, rows).await?;
        snapshot.commit().await.map_err(failed)?;
        Ok(payments)
    }

    /// The account's payments of which a refund waits for approval, longest first.
    pub(super) async fn payments_awaiting_approval(
        &self,
        account: &AccountId,
    ) -> Result<Vec<Payment>, StoreError> {
        let snapshot = self.snapshot().await?;
        let waiting = approvals::Entity::find()
            .select_only()
            .column(approvals::Column::Payment)
            .column_as(approvals::Column::AskedAt.min(), "since")
            .filter(approvals::Column::Account.eq(account.as_str()))
            .filter(approvals::Column::Outcome.is_null())
            .group_by(approvals::Column::Payment)
            .order_by_asc(approvals::Column::AskedAt.min())
            .order_by_asc(approvals::Column::Payment)
            .limit(FOUND_MAX)
            .into_tuple::<(String, i64)>()
            .all(&snapshot)
            .await
            .map_err(failed)?;
        let places = waiting.iter().zip(0_usize..);
        let places: HashMap<&str, usize> = places.map(|((id, _), n)| (id.as_str(), n)).collect();
        let mut rows = payments::Entity::find()
            .filter(payments::Column::Id.is_in(places.keys().copied()))
            .all(&snapshot)
            .await
            .map_err(failed)?;
        rows.sort_by_key(|row| places.get(row.id.as_str()).copied());
        let payments = with_parts(&snapshot, rows).await?;
        snapshot.commit().await.map_err(failed)?;
        Ok(payments)
    }

    /// What was asked of PSPs about a payment, oldest first.
    pub(super) async fn operations_found(
        &self,
        payment: &PaymentId,
    ) -> Result<Vec<Operation>, StoreError> {
        let rows = operations::Entity::find()
            .filter(operations::Column::Payment.eq(payment.as_str()))
            .order_by_asc(operations::Column::BegunAt)
            .order_by_asc(operations::Column::Id)
            .all(self.readers())
            .await
            .map_err(failed)?;
        let operations = rows.into_iter().map(mapping::operations::from_row);
        Ok(operations.collect::<Result<_, _>>()?)
    }

    /// What was said between us and PSPs about a payment, oldest first.
    pub(super) async fn exchanges_found(
        &self,
        payment: &PaymentId,
    ) -> Result<Vec<Exchange>, StoreError> {
        let rows = exchanges::Entity::find()
            .filter(exchanges::Column::Payment.eq(payment.as_str()))
            .order_by_asc(exchanges::Column::At)
            .order_by_asc(exchanges::Column::Sequence)
            .all(self.readers())
            .await
            .map_err(failed)?;
        let exchanges = rows.into_iter().map(mapping::exchanges::from_row);
        Ok(exchanges.collect::<Result<_, _>>()?)
    }

    /// The work that is to be done about a payment, soonest due first.
    pub(super) async fn work_found_of(&self, payment: &PaymentId) -> Result<Vec<Work>, StoreError> {
        // No index begins with the payment: there is never so much to be done that looking
        // through it takes long, and one more would be written with every piece of work.
        let of_payment = Condition::all().add(work::Column::Payment.eq(payment.as_str()));
        work_where(self.readers(), of_payment, None).await
    }

    /// The piece of work of this name.
    pub(super) async fn work_found(&self, id: &WorkId) -> Result<Option<Work>, StoreError> {
        let row = first(
            work::Entity::find_by_id(id.as_str())
                .all(self.readers())
                .await,
        )?;
        Ok(row.as_ref().map(mapping::work::from_row).transpose()?)
    }

    /// Work that is overdue or was put off, longest due first.
    pub(super) async fn work_stuck(
        &self,
        before: Timestamp,
        limit: u64,
    ) -> Result<Vec<Work>, StoreError> {
        let stuck = Condition::any()
            .add(work::Column::DueAt.lt(before.as_millis()))
            .add(work::Column::Attempts.gt(0));
        work_where(self.readers(), stuck, Some(limit)).await
    }

    /// How much waits to be done, whoever does it: that is said, for the index of what is
    /// due begins with it.
    pub(super) async fn work_waiting(&self, now: Timestamp) -> Result<Backlog, StoreError> {
        let groups = [WorkGroup::Payments, WorkGroup::Messages].map(group_word);
        let answer = work::Entity::find()
            .select_only()
            .column_as(work::Column::Id.count(), "due")
            .column_as(work::Column::DueAt.min(), "oldest")
            .filter(work::Column::WorkGroup.is_in(groups))
            .filter(work::Column::DueAt.lte(now.as_millis()))
            .into_tuple::<(i64, Option<i64>)>()
            .one(self.readers())
            .await
            .map_err(failed)?;
        let (due, oldest) = answer.unwrap_or_default();
        Ok(Backlog {
            due: mapping::count("due", due)?,
            oldest_due_at: instant(oldest),
        })
    }
}

/// Each way in which a payment can be called so. They are looked for one by one: each
/// has an index of its own.
fn ways_to_fit(name: &str, service: Option<&ServiceId>) -> Vec<Condition> {
    let mut accounts = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id);
    if let Some(service) = service {
        accounts = accounts.filter(accounts::Column::Service.eq(service.as_str()));
    }
    // Indexes of references and reports begin with the account, so every account is named.
    let accounts = accounts.into_query();
    [
        payments::Column::Id.eq(name),
        payments::Column::ReferenceLower.eq(name.to_lowercase()),
        payments::Column::PspReference.eq(name),
        payments::Column::ReportProviderId.eq(name),
    ]
    .into_iter()
    .map(|fits| {
        let here = payments::Column::Account.in_subquery(accounts.clone());
        Condition::all().add(fits).add(here)
    })
    .collect()
}

/// The list of each account of the service, or of every account there is.
async fn lists(
    connection: &impl ConnectionTrait,
    service: Option<&ServiceId>,
) -> Result<Vec<Condition>, StoreError> {
    let service = service.map(|service| accounts::Column::Service.eq(service.as_str()));
    let accounts: Vec<String> = accounts::Entity::find()
        .select_only()
        .column(accounts::Column::Id)
        .filter(Condition::all().add_option(service))
        .into_tuple()
        .all(connection)
        .await
        .map_err(failed)?;
    let accounts = accounts.into_iter();
    let lists = accounts.map(|id| Condition::all().add(payments::Column::Account.eq(id)));
    Ok(lists.collect())
}

async fn newest(
    connection: &impl ConnectionTrait,
    these: Condition,
) -> Result<Vec<payments::Model>, StoreError> {
    payments::Entity::find()
        .filter(these)
        .order_by_desc(payments::Column::CreatedAt)
        .order_by_desc(payments::Column::Id)
        .limit(FOUND_MAX)
        .all(connection)
        .await
        .map_err(failed)
}

async fn work_where(
    connection: &impl ConnectionTrait,
    these: Condition,
    limit: Option<u64>,
) -> Result<Vec<Work>, StoreError> {
    let rows = work::Entity::find()
        .filter(these)
        .order_by_asc(work::Column::DueAt)
        .order_by_asc(work::Column::Id)
        .limit(limit)
        .all(connection)
        .await
        .map_err(failed)?;
    let work = rows.iter().map(mapping::work::from_row);
    Ok(work.collect::<Result<_, _>>()?)
}
