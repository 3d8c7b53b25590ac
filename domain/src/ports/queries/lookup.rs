//! What platform administrators look for, over all services.

use crate::ServiceId;

/// How much one look finds at most.
pub const FOUND_MAX: u64 = 50;

/// A payment to look for: every part that is given must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentLookup {
    /// Its id, the whole of its reference whatever its case, or the whole of what the PSP
    /// calls it.
    pub name: Option<String>,
    /// The service it was made for.
    pub service: Option<ServiceId>,
}
