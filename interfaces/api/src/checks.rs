//! What OpenAPI cannot say: which check comes first, which code it answers with, and rules
//! across members. One ordered table per operation; the limits in it are the contract's.

pub(crate) mod advance_clock;
#[cfg(test)]
mod arbitrary;
pub(crate) mod authorise_payment;
mod canonical;
mod conditions;
pub(crate) mod create_agreement;
pub(crate) mod create_payment;
pub(crate) mod create_refund;
mod dates;
pub(crate) mod disputing;
mod metadata;
pub(crate) mod pay_out;
pub(crate) mod record_telephone_payment;
mod repetition;
mod sandbox;
pub(crate) mod search_agreements;
pub(crate) mod search_disputes;
pub(crate) mod search_payments;
pub(crate) mod search_refunds;
pub(crate) mod search_transactions;
mod searching;
mod table;
pub(crate) mod violation;

pub(crate) use violation::{Culprit, Fault, Violation};
