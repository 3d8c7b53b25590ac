//! From the domain to the words of the contract. Pure functions; what is absent stays absent.

pub(crate) mod agreement;
mod card;
pub(crate) mod dispute;
pub(crate) mod events;
mod filters;
mod links;
mod navigation;
pub(crate) mod payment;
pub(crate) mod refund;
pub(crate) mod search;
pub(crate) mod telephone_payment;
pub(crate) mod webhook_message;
