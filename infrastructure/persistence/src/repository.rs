//! The repositories of a unit of work, one file per port.

pub(crate) mod accounts;
mod agreements;
mod audit;
mod emails;
mod events;
mod idempotency;
mod invitations;
mod operations;
mod payments;
mod sessions;
mod staff;
mod tokens;
mod webhooks;
mod work;
