//! Why a use case did not do it, in the words of the contract: one exhaustive match each.

pub(crate) mod agreements;
pub(crate) mod authorisation;
mod body;
pub(crate) mod disputes;
pub(crate) mod payments;
pub(crate) mod refunds;
pub(crate) mod sandbox;
pub(crate) mod telephone_payments;
mod violation;

use std::error::Error;

const SYSTEM_ERROR: &str = "Downstream system error";
const NOT_FOUND: &str = "Not found";
const NO_SUCH_PAGE: &str = "Page not found";

fn log(error: &(dyn Error + 'static)) {
    tracing::error!(error, "a use case failed");
}

#[cfg(test)]
mod tests;
