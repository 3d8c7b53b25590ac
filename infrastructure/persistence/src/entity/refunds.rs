//! Refunds, inside their payments.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refunds")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub payment: String,
    pub position: i64,
    pub amount: i64,
    pub created_at: i64,
    pub state: String,
    pub psp_reference: Option<String>,
    pub settled_on: Option<String>,
    pub issued_by: Option<String>,
    pub issued_by_email: Option<String>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
