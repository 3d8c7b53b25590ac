//! Clients of the running server: one for its API, one for its pages.
//!
//! Both speak HTTP over a fresh connection each time and hide nothing: what they
//! send is what an integrator or a browser would send.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a conversation that goes wrong is a failed test"
)]

pub mod api;
pub mod cookies;
pub mod exchange;
pub mod form;
pub mod page;
pub mod visitor;

pub use api::ApiClient;
pub use exchange::Answer;
pub use form::Form;
pub use page::Page;
pub use visitor::{Landing, Visitor};
