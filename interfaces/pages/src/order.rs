//! What is paid for, as the summary on a page shows it.

use domain::Amount;

/// The description and the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    /// What the service says the payment is for.
    pub(crate) description: String,
    /// The sum as people write it: `£1,234.50`.
    pub(crate) amount: String,
    /// The sum as scripts read it: `1234.50`.
    pub(crate) pounds: String,
}

impl Order {
    /// The summary of a payment.
    pub(crate) fn new(description: &str, amount: Amount) -> Self {
        let (pounds, pence) = (amount.minor() / 100, amount.minor() % 100);
        Self {
            description: description.to_owned(),
            amount: amount.to_string(),
            pounds: format!("{pounds}.{pence:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_and_scripts_read_the_same_sum() {
        let order = Order::new("Licence", Amount::from_minor(123_405).unwrap());

        assert_eq!(
            (order.amount.as_str(), order.pounds.as_str()),
            ("£1,234.05", "1234.05")
        );
    }
}
