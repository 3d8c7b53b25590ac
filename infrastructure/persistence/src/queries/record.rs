//! The search of the record of what staff did.

use domain::audit::Link;
use domain::ports::StoreError;
use domain::ports::queries::{AuditSearch, DISPLAY_SIZE_MAX, Page};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::condition::{any_unstorable, has_part};
use crate::Database;
use crate::entity::audit_links::{Column, Entity};
use crate::failure::failed;
use crate::mapping::{audit, word};

impl Database {
    /// One page of the links that match, newest first.
    pub(super) async fn links_searched(
        &self,
        search: &AuditSearch,
    ) -> Result<Page<Link>, StoreError> {
        if any_unstorable([&search.doer, &search.target]) {
            return Ok(Page {
                items: Vec::new(),
                total: 0,
            });
        }
        let size = Ord::min(search.sheet.display_size, DISPLAY_SIZE_MAX);
        let before = search.sheet.page.saturating_sub(1).saturating_mul(size);
        let snapshot = self.snapshot().await?;
        let matching = Entity::find().filter(condition(search));
        let total = matching.clone().count(&snapshot).await.map_err(failed)?;
        let rows = if before >= total {
            Vec::new()
        } else {
            matching
                .order_by_desc(Column::At)
                .order_by_desc(Column::Position)
                .order_by_desc(Column::Chain)
                .limit(size)
                .offset(before)
                .all(&snapshot)
                .await
                .map_err(failed)?
        };
        snapshot.commit().await.map_err(failed)?;
        let items = rows.into_iter().map(audit::from_row);
        Ok(Page {
            items: items.collect::<Result<_, _>>()?,
            total,
        })
    }
}

fn condition(search: &AuditSearch) -> Condition {
    let chain = search.chain.as_ref();
    let chain = chain.map(|chain| Column::Chain.eq(chain.name()));
    let actions = (!search.actions.is_empty())
        .then(|| Column::Action.is_in(search.actions.iter().map(|action| word(*action))));
    let doer = search.doer.as_ref();
    let doer = doer.map(|part| has_part(folded(Column::DoerEmailLower, Column::DoerEmail), part));
    let target = search.target.as_ref();
    let target = target.map(|part| has_part(folded(Column::TargetLower, Column::Target), part));
    Condition::all()
        .add_option(chain)
        .add_option(actions)
        .add_option(doer)
        .add_option(target)
        .add_option(search.from.map(|from| Column::At.gte(from.as_millis())))
        .add_option(search.to.map(|to| Column::At.lt(to.as_millis())))
}

/// A text as this program folded it; of links from before it did, as the database does,
/// for what is in the record stays as it is.
fn folded(ours: Column, text: Column) -> Expr {
    Func::coalesce([Expr::col(ours), Func::lower(Expr::col(text)).into()]).into()
}
