//! What to look for, and what was found. What a search leaves out matches everything.

use time::Date;

use crate::agreement::AgreementStatus;
use crate::dispute::{Dispute, DisputeStatus};
use crate::payment::Status;
use crate::{PaymentId, Refund, Timestamp};

/// The largest page of a search (as in GOV.UK Pay).
pub const DISPLAY_SIZE_MAX: u64 = 500;

/// Payments to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentSearch {
    /// The whole reference, whatever its case.
    pub reference: Option<String>,
    /// A part of the e-mail address, whatever its case.
    pub email: Option<String>,
    /// Any of these statuses; empty matches every status.
    pub statuses: Vec<Status>,
    /// The card's brand, by its identifier in lower case.
    pub card_brand: Option<String>,
    /// A part of the name on the card, whatever its case.
    pub cardholder_name: Option<String>,
    /// The card's first six digits.
    pub first_digits: Option<String>,
    /// The card's last four digits.
    pub last_digits: Option<String>,
    /// The agreement it sets up or is taken on.
    pub agreement: Option<String>,
    /// Created at or after this instant.
    pub from: Option<Timestamp>,
    /// Created before this instant.
    pub to: Option<Timestamp>,
    /// When it was paid out.
    pub settled: Settled,
    /// Which part of what is found.
    pub sheet: Sheet,
}

/// Refunds to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefundSearch {
    /// Created at or after this instant.
    pub from: Option<Timestamp>,
    /// Created before this instant.
    pub to: Option<Timestamp>,
    /// When they were taken from payouts.
    pub settled: Settled,
    /// Which part of what is found.
    pub sheet: Sheet,
}

/// Disputes to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisputeSearch {
    /// Opened at or after this instant.
    pub from: Option<Timestamp>,
    /// Opened before this instant.
    pub to: Option<Timestamp>,
    /// When they were taken from payouts.
    pub settled: Settled,
    /// Where they stand.
    pub status: Option<DisputeStatus>,
    /// Which part of what is found.
    pub sheet: Sheet,
}

/// Agreements to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgreementSearch {
    /// The whole reference, whatever its case.
    pub reference: Option<String>,
    /// Where they stand.
    pub status: Option<AgreementStatus>,
    /// Which part of what is found.
    pub sheet: Sheet,
}

/// Days on which money was paid out; both are included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The first.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
}

/// Which part of what is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Which page, from 1.
    pub page: u64,
    /// How many a page, 1 to [`DISPLAY_SIZE_MAX`].
    pub display_size: u64,
}

/// One page of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it, newest first.
    pub items: Vec<T>,
    /// How many match in all.
    pub total: u64,
}

/// A refund that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRefund {
    /// The payment it gives back.
    pub payment: PaymentId,
    /// The refund.
    pub refund: Refund,
}

/// A dispute that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundDispute {
    /// The payment it is about.
    pub payment: PaymentId,
    /// The dispute.
    pub dispute: Dispute,
}

impl Default for Sheet {
    /// The first page, as large as can be.
    fn default() -> Self {
        Self {
            page: 1,
            display_size: DISPLAY_SIZE_MAX,
        }
    }
}

impl Settled {
    /// Whether any day will do, even none.
    pub fn is_any(&self) -> bool {
        *self == Self::default()
    }

    /// Whether money that was paid out on this day, if it was, matches.
    pub fn matches(&self, settled_on: Option<Date>) -> bool {
        self.is_any()
            || settled_on.is_some_and(|day| {
                self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
            })
    }
}

impl PaymentSearch {
    /// Whether every payment of the account matches.
    pub fn matches_all(&self) -> bool {
        Self {
            sheet: Sheet::default(),
            ..self.clone()
        } == Self::default()
    }
}

impl RefundSearch {
    /// Whether every refund of the account matches.
    pub fn matches_all(&self) -> bool {
        Self {
            sheet: Sheet::default(),
            ..self.clone()
        } == Self::default()
    }
}

impl DisputeSearch {
    /// Whether every dispute of the account matches.
    pub fn matches_all(&self) -> bool {
        Self {
            sheet: Sheet::default(),
            ..self.clone()
        } == Self::default()
    }
}

impl AgreementSearch {
    /// Whether every agreement of the account matches.
    pub fn matches_all(&self) -> bool {
        Self {
            sheet: Sheet::default(),
            ..self.clone()
        } == Self::default()
    }
}

impl<T> Page<T> {
    /// Whether something matches, but lies on earlier pages.
    pub fn is_past_the_end(&self) -> bool {
        self.items.is_empty() && self.total > 0
    }
}
