//! What services do with refunds.

pub mod create;
pub mod get;
pub mod search;
