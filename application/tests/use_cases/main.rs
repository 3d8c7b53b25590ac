//! The use cases over every port in memory: what services, paying users and
//! work do, and what is true afterwards, here and in the PSP's books.
#![cfg(test)]

mod cancelling;
mod captures;
mod expiry;
mod failing_store;
mod housekeeping;
mod journeys;
mod keys;
mod links;
mod random_commands;
mod refunds;
mod scene;
mod sessions;
mod unknown_answers;
mod work;
