//! Services and people are told by the running server: webhooks at a real receiver,
//! checked by libraries that others wrote, and e-mails in the outbox.

#![cfg(test)]

mod emails;
mod endpoints;
mod signatures;
#[path = "../clients/tools.rs"]
#[expect(dead_code, reason = "the clients of the contract use the rest")]
mod tools;
mod webhooks;
