//! system-tests.

pub mod browser;
pub mod client;
pub mod contract;
pub mod contract_check;
pub mod crash;
pub mod database;
pub mod harness;
