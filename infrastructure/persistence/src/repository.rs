//! The repositories of a unit of work, one file per port.

mod accounts;
mod events;
mod operations;
mod payments;
mod tokens;
mod work;
