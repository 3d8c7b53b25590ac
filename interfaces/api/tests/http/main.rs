//! The API in one process, on a world in memory: what goes in, and every byte that comes out.

#![cfg(test)]

mod account_switches;
mod agreements;
mod agreements_in_use;
mod authorisation;
mod conversation;
mod disputes;
mod documents;
mod limits;
mod listening;
mod payments;
mod refunds;
mod repetition;
mod sandbox;
mod scene;
mod search;
mod strictness;
mod telephone_payments;
