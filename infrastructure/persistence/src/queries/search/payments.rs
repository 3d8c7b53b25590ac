//! The search of an account's payments.

use domain::ports::StoreError;
use domain::ports::queries::{Page, PaymentSearch};
use domain::{AccountId, Payment};
use sea_orm::{ColumnTrait, Condition};

use super::{Question, Searched, rows};
use crate::Database;
use crate::aggregate::with_parts;
use crate::counters::Counted;
use crate::entity::payments::{Column, Entity};
use crate::failure::failed;
use crate::mapping::word;
use crate::queries::condition::{any_unstorable, contains, created, settled};

impl Searched for Entity {
    const COUNTED: Counted = Counted::Payments;
    const ACCOUNT: Column = Column::Account;
    const CREATED_AT: Column = Column::CreatedAt;
    const ID: Column = Column::Id;
}

impl Database {
    /// One page of the account's payments that match, with their parts.
    pub(in crate::queries) async fn payments_found(
        &self,
        account: &AccountId,
        search: &PaymentSearch,
    ) -> Result<Page<Payment>, StoreError> {
        if can_match_nothing(search) {
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
        let items = with_parts(&snapshot, found.items).await?;
        snapshot.commit().await.map_err(failed)?;
        Ok(Page {
            items,
            total: found.total,
        })
    }
}

fn can_match_nothing(search: &PaymentSearch) -> bool {
    any_unstorable([
        &search.reference,
        &search.email,
        &search.card_brand,
        &search.cardholder_name,
        &search.first_digits,
        &search.last_digits,
        &search.agreement,
    ])
}

fn condition(search: &PaymentSearch) -> Condition {
    let equal =
        |column: Column, text: &Option<String>| text.as_ref().map(|text| column.eq(text.as_str()));
    let part =
        |column: Column, text: &Option<String>| text.as_ref().map(|text| contains(column, text));
    let statuses = (!search.statuses.is_empty())
        .then(|| Column::Status.is_in(search.statuses.iter().map(|status| word(*status))));
    // Folded here and not by the database: SQLite folds ASCII letters alone.
    let reference = search.reference.as_ref().map(|text| text.to_lowercase());
    Condition::all()
        .add_option(equal(Column::ReferenceLower, &reference))
        .add_option(part(Column::EmailLower, &search.email))
        .add_option(statuses)
        .add_option(equal(Column::CardBrand, &search.card_brand))
        .add_option(part(Column::CardHolderLower, &search.cardholder_name))
        .add_option(equal(Column::CardFirstSix, &search.first_digits))
        .add_option(equal(Column::CardLastFour, &search.last_digits))
        .add_option(equal(Column::Agreement, &search.agreement))
        .add(created(Column::CreatedAt, search.from, search.to))
        .add(settled(Column::SettledOn, &search.settled))
}
