//! The public API and the sandbox API over HTTP, as their contracts say.
//!
//! This crate turns requests into use cases and their results into responses. What the
//! contracts say is generated; what they cannot say stands in `checks`. It decides nothing.

mod authentication;
mod checks;
mod compression;
pub mod contract;
mod detached;
mod endpoint;
mod entrance;
mod explorer;
pub mod generated;
mod handlers;
mod listening;
mod present;
mod problem;
mod rejection;
mod settings;
mod webhook_bodies;

pub use authentication::BearerAuth;
pub use endpoint::{endpoint, sandbox_endpoint};
pub use explorer::contract_version;
pub use listening::listening_endpoint;
pub use settings::{ApiSettings, ExtraRefusals};
pub use webhook_bodies::WebhookBodies;
