//! The public API over HTTP, beside the conformance suite: what no row of a table can
//! say, and what belongs to the sandbox alone. Every response that is seen is held
//! against the contract.

#![cfg(test)]

mod documents;
mod events;
mod examples;
mod keys;
mod sandbox;
mod shown;
mod webhook_messages;
