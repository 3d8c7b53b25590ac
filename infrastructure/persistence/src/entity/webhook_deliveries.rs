//! One event for one endpoint. `attempts` is how many there are.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub endpoint: String,
    pub payment: String,
    pub event: String,
    pub position: i64,
    pub happened_at: i64,
    pub body: String,
    pub status: String,
    pub attempts: i64,
    pub next_at: Option<i64>,
    pub replayed_after: i64,
    pub is_test: bool,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
