//! The public API by operation, over HTTP: what each answers to what, held as
//! snapshots, while every response seen is held against the contract.

#![cfg(test)]

mod cancel_and_capture;
mod conversation;
mod create_payment;
mod create_payment_precedence;
mod create_payment_refusals;
mod documents;
mod events;
mod examples;
mod failures;
mod get_payment;
mod keys;
mod media_types;
mod refunds;
mod sandbox;
mod search_payments;
mod shown;
