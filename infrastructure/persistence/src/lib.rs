//! The store on SQLite and PostgreSQL: one code base, one schema.
//!
//! [`connect`] opens a [`Database`], [`migrate`] brings its tables up to date, and
//! the database is every port that keeps something: `Store`, `Queries`,
//! `SandboxLedger` and `SandboxData`. [`SharedRateLimits`] and [`LocalRateLimits`]
//! count requests beside it. No rule about payments lives here.

mod aggregate;
mod cached;
mod connect;
mod counters;
mod deliveries;
mod entity;
mod failure;
mod first;
mod mapping;
mod members;
mod migration;
mod queries;
mod rate_limits;
mod repository;
mod sandbox;
mod settings;
mod unit_of_work;

pub use connect::{ConnectError, Database, connect};
pub use migration::{MigrateError, migrate, pending_migrations};
pub use rate_limits::{LocalRateLimits, SharedRateLimits};
pub use settings::DatabaseSettings;
