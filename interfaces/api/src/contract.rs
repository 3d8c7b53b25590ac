//! What generated code stands on: payloads, parameters, and the contract's limits as data.
//!
//! Nothing here knows any particular contract.

mod body;
mod dates;
mod json;
mod kind;
mod nullable;
mod parameter;
mod scalars;
mod text;

pub use body::{Body, Sent};
pub use dates::{Date, DateTime};
pub use json::Json;
pub use kind::{Contracted, Described, Kind, Member, ObjectSchema, Offered, Place};
pub use nullable::Nullable;
pub use parameter::Raw;
pub use scalars::Scalars;
pub use text::Text;

pub(crate) use body::is_json;
