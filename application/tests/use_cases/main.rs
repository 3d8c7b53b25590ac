//! The use cases over every port in memory: what services, paying users and
//! work do, and what is true afterwards, here and in the PSP's books.
#![cfg(test)]

mod accounts;
mod agreements;
mod cancelling;
mod captures;
mod disputes;
mod emails;
mod exchanges;
mod expiry;
mod failing_store;
mod housekeeping;
mod idempotency;
mod journeys;
mod keys;
mod limits;
mod links;
mod listening;
mod moto_api;
mod payouts;
mod permissions;
mod random_commands;
mod recurring;
mod refunds;
mod reports;
mod scene;
mod sessions;
mod staff;
mod surcharges;
mod unknown_answers;
mod webhooks;
mod work;
