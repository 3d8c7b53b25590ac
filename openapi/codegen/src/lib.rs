//! Turns a contract into the poem-openapi code that serves it and into files for its examples, and
//! holds it against what was released.
//!
//! It understands a small part of OpenAPI 3.0.3, the part that our contracts use,
//! and refuses everything else by line and reason. It writes text and touches no files.

mod compare;
mod document;
mod emit;
mod examples;
mod model;
mod names;
mod read;

pub use compare::{Break, Edition, compare};
pub use document::Refusal;
pub use examples::examples;

/// Turns the text of a contract into Rust.
///
/// `source` is the contract's path in the repository; it is named in the head of the result.
///
/// # Errors
///
/// The first thing in the contract that the generator cannot express.
pub fn generate(yaml: &str, source: &str) -> Result<String, Refusal> {
    let contract = read::contract(&document::parse(yaml)?)?;
    Ok(emit::file(&contract, source))
}

/// Turns the text of a contract into the same contract in JSON.
///
/// # Errors
///
/// Text that is not YAML.
pub fn json(yaml: &str) -> Result<String, Refusal> {
    Ok(format!("{:#}\n", document::parse(yaml)?.json()))
}
