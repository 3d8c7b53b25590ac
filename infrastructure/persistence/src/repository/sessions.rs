//! Signed-in browsers.

use async_trait::async_trait;
use domain::ports::StoreError;
use domain::ports::staff::Sessions;
use domain::staff::Session;
use domain::{SessionId, StaffId, Timestamp};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};

use crate::entity::staff_sessions::{Column, Entity};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::hex;
use crate::mapping::sessions::{from_row, to_row};
use crate::unit_of_work::Unit;

#[async_trait]
impl Sessions for Unit {
    async fn add(&mut self, session: &Session) -> Result<(), StoreError> {
        Entity::insert(to_row(session).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn by_digest(&mut self, digest: &[u8; 32]) -> Result<Option<Session>, StoreError> {
        let row = first(
            Entity::find()
                .filter(Column::Digest.eq(hex::to_text(digest)))
                .all(&self.transaction)
                .await,
        )?;
        Ok(row.map(from_row).transpose()?)
    }

    async fn save(&mut self, session: &Session) -> Result<(), StoreError> {
        let row = to_row(session);
        Entity::update_many()
            .col_expr(Column::Stage, Expr::val(row.stage))
            .col_expr(Column::SeenAt, Expr::val(row.seen_at))
            .col_expr(Column::EnteredService, Expr::val(row.entered_service))
            .col_expr(Column::EnteredAt, Expr::val(row.entered_at))
            .filter(Column::Id.eq(session.id.as_str()))
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn end(&mut self, member: &StaffId, id: &SessionId) -> Result<bool, StoreError> {
        let this_one = of(member).add(Column::Id.eq(id.as_str()));
        Ok(self.remove_sessions(this_one).await? == 1)
    }

    async fn end_all(
        &mut self,
        member: &StaffId,
        but: Option<&SessionId>,
    ) -> Result<u64, StoreError> {
        let others = but.map(|id| Column::Id.ne(id.as_str()));
        self.remove_sessions(of(member).add_option(others)).await
    }

    async fn remove_before(&mut self, before: Timestamp, limit: u64) -> Result<u64, StoreError> {
        let old = Query::select()
            .column(Column::Id)
            .from(Entity)
            .and_where(Column::BeganAt.lt(before.as_millis()))
            .limit(limit)
            .to_owned();
        let these = Condition::all().add(Column::Id.in_subquery(old));
        self.remove_sessions(these).await
    }
}

impl Unit {
    async fn remove_sessions(&self, these: Condition) -> Result<u64, StoreError> {
        let removed = Entity::delete_many()
            .filter(these)
            .exec(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(removed.rows_affected)
    }
}

fn of(member: &StaffId) -> Condition {
    Condition::all().add(Column::Member.eq(member.as_str()))
}
