//! Gateway accounts.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "accounts")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub service: String,
    pub mode: String,
    pub provider: String,
    pub cards: String,
    pub takes_prepaid: bool,
    pub asks_billing_address: bool,
    pub presumes_uk: bool,
    pub email_collection: String,
    pub confirms_payments: bool,
    pub confirms_refunds: bool,
    pub email_paragraph: Option<String>,
    pub requires_3ds: bool,
    pub masks_card_number: bool,
    pub masks_security_code: bool,
    pub approval_above: Option<i64>,
    pub allows_zero: bool,
    pub surcharge_credit: Option<i64>,
    pub surcharge_debit: Option<i64>,
    pub surcharge_prepaid_debit: Option<i64>,
    pub allows_moto: bool,
    pub allows_moto_api: bool,
    pub allows_telephone: bool,
    pub recurring: bool,
    pub rate_reads: Option<i64>,
    pub rate_posts: Option<i64>,
    pub rate_window_ms: Option<i64>,
    pub disabled: bool,
    pub created_at: i64,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::services::Entity",
        from = "Column::Service",
        to = "super::services::Column::Id"
    )]
    Services,
}

impl Related<super::services::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Services.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
