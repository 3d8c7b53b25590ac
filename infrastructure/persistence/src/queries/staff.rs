//! Reads about the people of services, and of the record of what they did.

use domain::audit::{Chain, Link};
use domain::ports::StoreError;
use domain::ports::queries::FOUND_MAX;
use domain::staff::{Invitation, Session, StaffMember};
use domain::{ServiceId, StaffId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::condition::{has_part, is_storable};
use crate::Database;
use crate::entity::{audit_heads, audit_links, invitations, staff_members, staff_sessions};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::{self, count, hex, stored};
use crate::members::{self, one_with_parts, with_parts};

impl Database {
    pub(super) async fn member_found(
        &self,
        id: &StaffId,
    ) -> Result<Option<StaffMember>, StoreError> {
        let row = first(
            staff_members::Entity::find_by_id(id.as_str())
                .all(self.readers())
                .await,
        )?;
        one_with_parts(self.readers(), row).await
    }

    /// People whose address has this part, by address.
    pub(super) async fn members_found(&self, email: &str) -> Result<Vec<StaffMember>, StoreError> {
        if !is_storable(email) {
            return Ok(Vec::new());
        }
        let address = Expr::col(staff_members::Column::Email);
        let rows = staff_members::Entity::find()
            .filter(has_part(address.clone(), email))
            .order_by_asc(in_order_of_bytes(
                address,
                self.readers().get_database_backend(),
            ))
            .limit(FOUND_MAX)
            .all(self.readers())
            .await
            .map_err(failed)?;
        with_parts(self.readers(), rows).await
    }

    /// The session with one of these digests, and whose it is.
    pub(super) async fn session_found(
        &self,
        digests: &[[u8; 32]],
    ) -> Result<Option<(Session, StaffMember)>, StoreError> {
        let row = first(
            staff_sessions::Entity::find()
                .find_also_related(staff_members::Entity)
                .filter(staff_sessions::Column::Digest.is_in(digests.iter().map(hex::to_text)))
                .all(self.readers())
                .await,
        )?;
        let Some((session, member)) = row else {
            return Ok(None);
        };
        let session = mapping::sessions::from_row(session)?;
        let member = one_with_parts(self.readers(), member).await?;
        Ok(member.map(|member| (session, member)))
    }

    /// A person's sessions that are not over, last used first. They are few, and when
    /// one is over is the domain's to say.
    pub(super) async fn sessions_found(
        &self,
        member: &StaffId,
        now: Timestamp,
    ) -> Result<Vec<Session>, StoreError> {
        let rows = staff_sessions::Entity::find()
            .filter(staff_sessions::Column::Member.eq(member.as_str()))
            .order_by_desc(staff_sessions::Column::SeenAt)
            .order_by_desc(staff_sessions::Column::Id)
            .all(self.readers())
            .await
            .map_err(failed)?;
        let mut sessions = rows
            .into_iter()
            .map(mapping::sessions::from_row)
            .collect::<Result<Vec<_>, _>>()?;
        sessions.retain(|session| !session.is_over(now));
        Ok(sessions)
    }

    /// Everybody who belongs to the service. They are sorted here: databases have ideas
    /// of their own about the order of texts.
    pub(super) async fn team_found(
        &self,
        service: &ServiceId,
    ) -> Result<Vec<StaffMember>, StoreError> {
        let mut members = members::of_service(self.readers(), service).await?;
        members.sort_by(|a, b| a.email.cmp(&b.email));
        Ok(members)
    }

    /// Links of a chain and its length, as of one moment.
    pub(super) async fn links_found(
        &self,
        chain: &Chain,
        from: u64,
        limit: u64,
    ) -> Result<(Vec<Link>, u64), StoreError> {
        let snapshot = self.snapshot().await?;
        let head = first(
            audit_heads::Entity::find_by_id(chain.name())
                .all(&snapshot)
                .await,
        )?;
        let rows = audit_links::Entity::find()
            .filter(audit_links::Column::Chain.eq(chain.name()))
            .filter(audit_links::Column::Position.gte(stored(from)))
            .order_by_asc(audit_links::Column::Position)
            .limit(limit)
            .all(&snapshot)
            .await
            .map_err(failed)?;
        snapshot.commit().await.map_err(failed)?;
        let length = head.map_or(Ok(0), |head| count("length", head.length))?;
        let links = rows.into_iter().map(mapping::audit::from_row);
        Ok((links.collect::<Result<_, _>>()?, length))
    }

    pub(super) async fn chains_found(&self) -> Result<Vec<Chain>, StoreError> {
        let heads = audit_heads::Entity::find()
            .all(self.readers())
            .await
            .map_err(failed)?;
        let mut chains = heads
            .iter()
            .map(|head| mapping::audit::chain(&head.chain))
            .collect::<Result<Vec<_>, _>>()?;
        chains.sort();
        Ok(chains)
    }
}

/// A text to sort by. SQLite compares bytes; PostgreSQL does if it is told to.
fn in_order_of_bytes(text: Expr, backend: DbBackend) -> Expr {
    match backend {
        DbBackend::Sqlite => text,
        _ => Expr::cust_with_expr("$1 COLLATE \"C\"", text),
    }
}

/// Every invitation to the service that has not ended, newest first.
pub(crate) async fn open_invitations(
    connection: &impl ConnectionTrait,
    service: &ServiceId,
) -> Result<Vec<Invitation>, StoreError> {
    let rows = invitations::Entity::find()
        .filter(invitations::Column::Service.eq(service.as_str()))
        .filter(invitations::Column::EndedAt.is_null())
        .order_by_desc(invitations::Column::SentAt)
        .order_by_desc(invitations::Column::Id)
        .all(connection)
        .await
        .map_err(failed)?;
    let invitations = rows.into_iter().map(mapping::invitations::from_row);
    Ok(invitations.collect::<Result<_, _>>()?)
}
