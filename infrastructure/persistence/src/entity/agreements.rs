//! Agreements, with the card that the PSP keeps for each.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreements")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub created_at: i64,
    pub reference: String,
    pub reference_lower: String,
    pub description: String,
    pub user_identifier: Option<String>,
    pub status: String,
    pub cancelled_at: Option<i64>,
    pub stored_card: Option<String>,
    pub stored_at: Option<i64>,
    pub card_first_six: Option<String>,
    pub card_last_four: Option<String>,
    pub card_expiry: Option<String>,
    pub card_holder: Option<String>,
    pub card_brand: Option<String>,
    pub card_type: Option<String>,
    pub card_address: Option<String>,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
