//! The guides for integrators, as web pages under `/docs`.
//!
//! They are written in Markdown in `docs/guides/` and travel in the binary. This crate
//! renders them with the addresses of the installation that serves them, searches them,
//! and knows nothing about payments.

mod assets;
mod compression;
mod embedded;
mod fill;
mod front_matter;
mod guide;
mod library;
mod pages;
mod pictures;
mod render;
mod respond;
mod routes;
mod samples;
mod search;
mod settings;

pub use self::routes::endpoint;
pub use self::settings::GuidesSettings;
