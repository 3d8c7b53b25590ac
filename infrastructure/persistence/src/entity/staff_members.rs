//! The people of services.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_members")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub email: String,
    pub password: Option<String>,
    pub app_secret: Option<String>,
    pub app_set_up_at: Option<i64>,
    pub app_last_step: Option<i64>,
    pub recovery_codes: String,
    pub wrong_passwords: i64,
    pub wrong_password_at: Option<i64>,
    pub wrong_codes: i64,
    pub wrong_code_at: Option<i64>,
    pub disabled: bool,
    pub platform_admin: bool,
    pub created_at: i64,
    pub signed_in_at: Option<i64>,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
