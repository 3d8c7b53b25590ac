//! What services do with payments.

pub mod authorise;
pub mod cancel;
pub mod capture;
pub mod create;
pub mod events;
pub mod get;
pub mod report;
pub mod search;

use domain::Payment;
use domain::token::Token;

/// A payment, and the link to its pages while it has one.
#[derive(Clone, Debug)]
pub struct LinkedPayment {
    /// The payment.
    pub payment: Payment,
    /// The token of its link; absent once the paying user's part is over.
    pub token: Option<Token>,
}
