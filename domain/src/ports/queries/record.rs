//! What to look for in the record of what staff did.

use super::search::Sheet;
use crate::Timestamp;
use crate::audit::{Action, Chain, Link};

/// Links to look for; what is left out matches everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditSearch {
    /// Of this chain alone.
    pub chain: Option<Chain>,
    /// Any of these actions; empty matches every action.
    pub actions: Vec<Action>,
    /// A part of the address of who did it, whatever its case.
    pub doer: Option<String>,
    /// A part of what it was done to, whatever its case.
    pub target: Option<String>,
    /// Done at or after this instant.
    pub from: Option<Timestamp>,
    /// Done before this instant.
    pub to: Option<Timestamp>,
    /// Which part of what is found.
    pub sheet: Sheet,
}

impl AuditSearch {
    /// Whether a link matches.
    pub fn matches(&self, link: &Link) -> bool {
        let part = |part: &Option<String>, text: Option<&str>| match part {
            None => true,
            Some(part) => {
                text.is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase()))
            }
        };
        let deed = &link.deed;
        self.chain.as_ref().is_none_or(|chain| *chain == deed.chain)
            && (self.actions.is_empty() || self.actions.contains(&deed.action))
            && part(&self.doer, deed.by.email())
            && part(&self.target, deed.target.as_deref())
            && self.from.is_none_or(|from| from <= deed.at)
            && self.to.is_none_or(|to| deed.at < to)
    }
}
