//! Disputes, inside their payments.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disputes")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub payment: String,
    pub position: i64,
    pub amount: i64,
    pub fee: Option<i64>,
    pub created_at: i64,
    pub evidence_due_at: Option<i64>,
    pub reason: String,
    pub status: String,
    pub settled_on: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
