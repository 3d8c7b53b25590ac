//! The search of an account's refunds.

use domain::ports::StoreError;
use domain::ports::queries::{FoundRefund, Page, RefundSearch};
use domain::{AccountId, PaymentId};
use sea_orm::Condition;

use super::{Question, Searched, rows};
use crate::Database;
use crate::counters::Counted;
use crate::entity::refunds::{Column, Entity, Model};
use crate::failure::failed;
use crate::mapping::{self, Impossible, present};
use crate::queries::condition::{created, settled};

impl Searched for Entity {
    const COUNTED: Counted = Counted::Refunds;
    const ACCOUNT: Column = Column::Account;
    const CREATED_AT: Column = Column::CreatedAt;
    const ID: Column = Column::Id;
}

impl Database {
    /// One page of the account's refunds that match.
    pub(in crate::queries) async fn refunds_found(
        &self,
        account: &AccountId,
        search: &RefundSearch,
    ) -> Result<Page<FoundRefund>, StoreError> {
        let snapshot = self.snapshot().await?;
        let question = Question {
            condition: (!search.matches_all()).then(|| condition(search)),
            sheet: search.sheet,
        };
        let found = rows::<Entity>(&snapshot, account, question).await?;
        snapshot.commit().await.map_err(failed)?;
        let items = found.items.into_iter().map(read);
        Ok(Page {
            items: items.collect::<Result<_, _>>()?,
            total: found.total,
        })
    }
}

fn condition(search: &RefundSearch) -> Condition {
    Condition::all()
        .add(created(Column::CreatedAt, search.from, search.to))
        .add(settled(Column::SettledOn, &search.settled))
}

fn read(row: Model) -> Result<FoundRefund, Impossible> {
    Ok(FoundRefund {
        payment: present("payment", PaymentId::parse(&row.payment))?,
        refund: mapping::refunds::from_row(row)?,
    })
}
