//! Services, accounts and API keys.

pub mod authenticate;
pub mod change;
pub mod keys;
pub mod open;
