//! Services.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "services")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub welsh_name: Option<String>,
    pub organisation: Option<String>,
    pub header_colour: Option<String>,
    pub button_colour: Option<String>,
    pub going_live: String,
    pub going_live_at: Option<i64>,
    pub going_live_by: Option<String>,
    pub going_live_provider: Option<String>,
    pub going_live_reason: Option<String>,
    pub created_at: i64,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
