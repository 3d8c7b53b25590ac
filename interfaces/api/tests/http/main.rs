//! The API in one process, on a world in memory: what goes in, and every byte that comes out.

#![cfg(test)]

mod conversation;
mod documents;
mod payments;
mod refunds;
mod sandbox;
mod scene;
mod search;
