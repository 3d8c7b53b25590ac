//! What happened to payments. `account` is there once an event was handed on.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "events")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub sequence: i64,
    pub payment: String,
    pub position: i64,
    pub at: i64,
    pub change: String,
    pub detail: Option<String>,
    pub dispatched_at: Option<i64>,
    pub account: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
