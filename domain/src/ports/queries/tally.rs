//! How much was paid and given back, hour by hour.
//!
//! Hours, because they fit the days of every place whose clock is off by whole hours,
//! and no database need know of time zones.

use crate::Timestamp;
use crate::payment::Status;

/// What an account took and gave back. Each hour, status and brand stands in one line at
/// most; what is nothing stands in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// The payments, by the hour they were created in.
    pub payments: Vec<PaymentTally>,
    /// The refunds that were given back, by the hour they were asked for in.
    pub refunds: Vec<RefundTally>,
}

/// Payments of one hour that are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PaymentTally {
    /// When the hour began (UTC).
    pub hour: Timestamp,
    /// Where they stand now.
    pub status: Status,
    /// The brand of their card, by its identifier, once they have one.
    pub brand: Option<String>,
    /// How many.
    pub count: u64,
    /// What they are over in all, surcharges included, in pence.
    pub total: i64,
}

/// Refunds of one hour that were given back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RefundTally {
    /// When the hour began (UTC).
    pub hour: Timestamp,
    /// How many.
    pub count: u64,
    /// What they are over in all, in pence.
    pub total: i64,
}
