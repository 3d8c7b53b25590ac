//! What is paid for, as the summary on a page shows it.

use domain::{Amount, Payment};

/// The description and the sums, as people write them: `£1,234.50`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    /// What the service says the payment is for.
    pub(crate) description: String,
    /// What the service asks.
    pub(crate) amount: String,
    /// What the card costs on top, once it is known to.
    pub(crate) fee: Option<String>,
    /// What is paid in all.
    pub(crate) total: String,
    /// The same as scripts read it: `1234.50`.
    pub(crate) pounds: String,
}

impl Order {
    /// The summary of a payment.
    pub(crate) fn of(payment: &Payment) -> Self {
        let total = payment.total();
        let (pounds, pence) = (total.minor() / 100, total.minor() % 100);
        Self {
            description: payment.description.as_str().to_owned(),
            amount: payment.amount.to_string(),
            fee: payment.surcharge.as_ref().map(Amount::to_string),
            total: total.to_string(),
            pounds: format!("{pounds}.{pence:02}"),
        }
    }
}
