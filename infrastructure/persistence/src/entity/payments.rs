//! Payments.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub account: String,
    pub provider: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub amount: i64,
    pub reference: String,
    pub reference_lower: String,
    pub description: String,
    pub mode: String,
    pub return_url: Option<String>,
    pub language: String,
    pub moto: bool,
    pub delayed_capture: bool,
    pub agreement: Option<String>,
    pub agreement_payment_type: Option<String>,
    pub email: Option<String>,
    pub email_lower: Option<String>,
    pub metadata: Option<String>,
    pub prefilled: Option<String>,
    pub has_card: bool,
    pub card_first_six: Option<String>,
    pub card_last_four: Option<String>,
    pub card_expiry: Option<String>,
    pub card_holder: Option<String>,
    pub card_holder_lower: Option<String>,
    pub card_brand: Option<String>,
    pub card_type: Option<String>,
    pub card_address: Option<String>,
    pub surcharge: Option<i64>,
    pub stored_card: Option<String>,
    pub report: Option<String>,
    pub report_provider_id: Option<String>,
    pub status: String,
    pub state: String,
    pub operation: Option<String>,
    pub order_code: Option<String>,
    pub psp_reference: Option<String>,
    pub captures_failed: Option<i64>,
    pub captured_on: Option<String>,
    pub cancelled_by: Option<String>,
    pub decline_reason: Option<String>,
    pub clean_up: Option<String>,
    pub capture_submitted_at: Option<i64>,
    pub settled_on: Option<String>,
    pub finished_at: Option<i64>,
    pub has_personal_data: bool,
    pub refunds: i64,
    pub approvals: i64,
    pub disputes: i64,
    pub events: i64,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
