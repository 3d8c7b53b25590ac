//! The search of an account's agreements.

use domain::ports::StoreError;
use domain::ports::queries::{AgreementSearch, Page};
use domain::{AccountId, Agreement};
use sea_orm::{ColumnTrait, Condition};

use super::{Question, Searched, rows};
use crate::Database;
use crate::counters::Counted;
use crate::entity::agreements::{Column, Entity};
use crate::failure::failed;
use crate::mapping::agreements::from_row;
use crate::mapping::word;
use crate::queries::condition::any_unstorable;

impl Searched for Entity {
    const COUNTED: Counted = Counted::Agreements;
    const ACCOUNT: Column = Column::Account;
    const CREATED_AT: Column = Column::CreatedAt;
    const ID: Column = Column::Id;
}

impl Database {
    /// One page of the account's agreements that match.
    pub(in crate::queries) async fn agreements_found(
        &self,
        account: &AccountId,
        search: &AgreementSearch,
    ) -> Result<Page<Agreement>, StoreError> {
        if any_unstorable([&search.reference]) {
            return Ok(Page {
                items: Vec::new(),
                total: 0,
            });
        }
        let snapshot = self.snapshot().await?;
        let question = Question {
            condition: (!search.matches_all()).then(|| condition(search)),
            sheet: search.sheet,
        };
        let found = rows::<Entity>(&snapshot, account, question).await?;
        snapshot.commit().await.map_err(failed)?;
        let items = found.items.into_iter().map(from_row);
        Ok(Page {
            items: items.collect::<Result<_, _>>()?,
            total: found.total,
        })
    }
}

fn condition(search: &AgreementSearch) -> Condition {
    let reference = search
        .reference
        .as_ref()
        .map(|reference| Column::ReferenceLower.eq(reference.to_lowercase()));
    let status = search.status.map(|status| Column::Status.eq(word(status)));
    Condition::all().add_option(reference).add_option(status)
}
