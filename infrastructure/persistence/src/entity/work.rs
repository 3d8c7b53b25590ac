//! Work to be done. `payment` is the payment that it is about, `subject` whatever else it is
//! about: a refund, an endpoint, a delivery, an e-mail. Both are empty where it is about
//! none, so that one unique key covers every kind. `wanted_at` is when leased work is wanted
//! once more.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "work")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub kind: String,
    pub work_group: String,
    pub payment: String,
    pub subject: String,
    pub due_at: i64,
    pub attempts: i64,
    pub leased_until: Option<i64>,
    pub wanted_at: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
