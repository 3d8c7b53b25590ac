//! From the domain to the words of the contract. Pure functions; what is absent stays absent.

mod card;
pub(crate) mod events;
mod links;
pub(crate) mod payment;
pub(crate) mod refund;
pub(crate) mod search;
