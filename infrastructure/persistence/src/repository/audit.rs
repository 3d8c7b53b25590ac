//! The record of what was done.
//!
//! A chain's head counts its links. Counting one more holds the head until the unit
//! ends, so that the next unit finds this one's link at the end of the chain.

use async_trait::async_trait;
use domain::audit::{BEGINNING, Chain, Deed, Link, LinkHash};
use domain::ports::StoreError;
use domain::ports::staff::AuditTrail;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{EntityTrait, IntoActiveModel};

use crate::entity::{audit_heads, audit_links};
use crate::failure::failed;
use crate::first::first;
use crate::mapping::{Impossible, audit, count, present, stored};
use crate::unit_of_work::Unit;

#[async_trait]
impl AuditTrail for Unit {
    async fn append(
        &mut self,
        deed: Deed,
        hash: &(dyn for<'a> Fn(&'a [u8]) -> LinkHash + Sync),
    ) -> Result<Link, StoreError> {
        let position = self.next_position(&deed.chain).await?;
        let previous = self.hash_before(&deed.chain, position).await?;
        let link = Link {
            position,
            hash: hash(&deed.bytes(position, &previous)),
            previous,
            deed,
        };
        audit_links::Entity::insert(audit::to_row(&link).into_active_model())
            .exec_without_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(link)
    }
}

impl Unit {
    /// Counts one link more.
    async fn next_position(&self, chain: &Chain) -> Result<u64, StoreError> {
        let first = audit_heads::Model {
            chain: chain.name().to_owned(),
            length: 1,
        };
        let length = Expr::col((audit_heads::Entity, audit_heads::Column::Length));
        let one_more = OnConflict::column(audit_heads::Column::Chain)
            .value(audit_heads::Column::Length, length.add(1))
            .to_owned();
        let head = audit_heads::Entity::insert(first.into_active_model())
            .on_conflict(one_more)
            .exec_with_returning(&self.transaction)
            .await
            .map_err(failed)?;
        Ok(count("length", head.length)?)
    }

    /// The hash of the link before this position.
    async fn hash_before(&self, chain: &Chain, position: u64) -> Result<LinkHash, StoreError> {
        let before = position.saturating_sub(1);
        if before == 0 {
            return Ok(BEGINNING);
        }
        let key = (chain.name().to_owned(), stored(before));
        let row = first(
            audit_links::Entity::find_by_id(key)
                .all(&self.transaction)
                .await,
        )?;
        let missing = || Impossible::new("length").in_row("audit chain", chain.name());
        let row = present("length", row).map_err(|_| missing())?;
        Ok(audit::from_row(row)?.hash)
    }
}
