//! Movements in the sandbox PSP's books.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sandbox_movements")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub sequence: i64,
    pub order_code: String,
    pub kind: String,
    pub subject: String,
    pub amount: i64,
    pub at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
