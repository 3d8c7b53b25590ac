//! The search of an account's disputes.

use domain::ports::StoreError;
use domain::ports::queries::{DisputeSearch, FoundDispute, Page};
use domain::{AccountId, PaymentId};
use sea_orm::{ColumnTrait, Condition};

use super::{Question, Searched, rows};
use crate::Database;
use crate::counters::Counted;
use crate::entity::disputes::{Column, Entity, Model};
use crate::failure::failed;
use crate::mapping::{self, Impossible, present, word};
use crate::queries::condition::{created, settled};

impl Searched for Entity {
    const COUNTED: Counted = Counted::Disputes;
    const ACCOUNT: Column = Column::Account;
    const CREATED_AT: Column = Column::CreatedAt;
    const ID: Column = Column::Id;
}

impl Database {
    /// One page of the account's disputes that match.
    pub(in crate::queries) async fn disputes_found(
        &self,
        account: &AccountId,
        search: &DisputeSearch,
    ) -> Result<Page<FoundDispute>, StoreError> {
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

fn condition(search: &DisputeSearch) -> Condition {
    Condition::all()
        .add(created(Column::CreatedAt, search.from, search.to))
        .add(settled(Column::SettledOn, &search.settled))
        .add_option(search.status.map(|status| Column::Status.eq(word(status))))
}

fn read(row: Model) -> Result<FoundDispute, Impossible> {
    Ok(FoundDispute {
        payment: present("payment", PaymentId::parse(&row.payment))?,
        dispute: mapping::disputes::from_row(row)?,
    })
}
