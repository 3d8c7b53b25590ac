//! E-mails.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "emails")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: Option<String>,
    pub payment: Option<String>,
    pub recipient: String,
    pub kind: String,
    pub content: Option<String>,
    pub state: String,
    pub ended_at: Option<i64>,
    pub attempts: i64,
    pub last_failure: Option<String>,
    pub written_at: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
