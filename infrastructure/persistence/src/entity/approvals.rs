//! Refunds that somebody asked a colleague to approve, inside their payments.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refund_approvals")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub refund: String,
    pub account: String,
    pub payment: String,
    pub position: i64,
    pub amount: i64,
    pub asked_by: String,
    pub asked_by_email: String,
    pub asked_at: i64,
    pub outcome: Option<String>,
    pub decided_at: Option<i64>,
    pub decided_by: Option<String>,
    pub decided_by_email: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
