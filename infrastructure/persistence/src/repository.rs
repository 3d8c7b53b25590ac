//! The repositories of a unit of work, one file per port.

mod accounts;
mod agreements;
mod events;
mod idempotency;
mod operations;
mod payments;
mod tokens;
mod work;
