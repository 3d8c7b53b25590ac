//! What OpenAPI cannot say: which check comes first, which code it answers with, and rules
//! across members. One ordered table per operation; the limits in it are the contract's.

pub(crate) mod advance_clock;
mod conditions;
pub(crate) mod create_payment;
pub(crate) mod create_refund;
mod dates;
mod idempotency_key;
mod metadata;
pub(crate) mod search_payments;
mod table;

pub(crate) use table::{Culprit, Fault, Violation};
