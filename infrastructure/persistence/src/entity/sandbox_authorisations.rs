//! Authorisations in the sandbox PSP's books.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sandbox_authorisations")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_code: String,
    pub psp_reference: String,
    pub payment: String,
    pub amount: i64,
    pub verdict: String,
    pub kept: Option<String>,
    pub at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
