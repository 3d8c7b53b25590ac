//! The record of what was done, link by link.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_links")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub chain: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub at: i64,
    pub doer: String,
    pub doer_id: Option<String>,
    pub doer_email: Option<String>,
    pub doer_email_lower: Option<String>,
    pub address: Option<String>,
    pub action: String,
    pub target: Option<String>,
    pub target_lower: Option<String>,
    pub reason: Option<String>,
    pub facts: String,
    pub previous: String,
    pub hash: String,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
