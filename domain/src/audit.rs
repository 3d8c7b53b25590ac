//! The record of what staff did: append-only, and chained, so that nothing in it
//! can be changed or taken out without a trace.
//!
//! Each service has a chain, and the platform has one. A link's hash is keyed and
//! covers the link before it.

pub mod action;

pub use self::action::Action;
use crate::{ServiceId, StaffId, Timestamp};

/// A keyed hash of a link.
pub type LinkHash = [u8; 32];
/// What the first link of a chain follows.
pub const BEGINNING: LinkHash = [0; 32];
/// The longest text of a fact or a reason, in characters.
pub const FACT_MAX: usize = 500;

/// Whose record it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chain {
    /// What concerns no service.
    Platform,
    /// One service's.
    Service(ServiceId),
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doer {
    /// A member of staff, with the address they had then.
    Staff {
        /// Their name in our records.
        id: StaffId,
        /// Their address.
        email: String,
    },
    /// The operator, at the command line.
    Operator,
    /// Somebody who did not get in, with the address they typed.
    Stranger(String),
}

/// Something that was done, before it has its place in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Whose record it belongs to.
    pub chain: Chain,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: Doer,
    /// From where.
    pub address: Option<String>,
    /// What.
    pub action: Action,
    /// To what: an id, an address, a name.
    pub target: Option<String>,
    /// Why, where a reason was asked for.
    pub reason: Option<String>,
    /// What else is worth knowing, never a secret: names and values.
    pub facts: Vec<(String, String)>,
}

/// A deed in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its place in the chain, from 1.
    pub position: u64,
    /// What was done.
    pub deed: Deed,
    /// The hash of the link before it.
    pub previous: LinkHash,
    /// Its own hash.
    pub hash: LinkHash,
}

/// What is wrong with a chain, and where first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenLink {
    /// The link's hash is not that of what it says.
    #[error("link {0} was changed")]
    Changed(u64),
    /// The link does not follow the one before it.
    #[error("link {0} does not follow the one before it")]
    Detached(u64),
    /// Links are missing before this one, or at the end.
    #[error("link {0} is missing")]
    Missing(u64),
}

impl Chain {
    /// The chain's name in records.
    pub fn name(&self) -> &str {
        match self {
            Self::Platform => "platform",
            Self::Service(service) => service.as_str(),
        }
    }
}

impl Doer {
    /// Their address; the operator has none.
    pub fn email(&self) -> Option<&str> {
        match self {
            Self::Staff { email, .. } | Self::Stranger(email) => Some(email),
            Self::Operator => None,
        }
    }
}

impl Deed {
    /// What a link's hash covers: every part with its length before it, so that no
    /// two deeds read alike.
    pub fn bytes(&self, position: u64, previous: &LinkHash) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut part = |text: &[u8]| {
            let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(text);
        };
        part(&position.to_be_bytes());
        part(previous);
        part(self.chain.name().as_bytes());
        part(&self.at.as_millis().to_be_bytes());
        match &self.by {
            Doer::Staff { id, email } => {
                part(b"staff");
                part(id.as_str().as_bytes());
                part(email.as_bytes());
            }
            Doer::Operator => part(b"operator"),
            Doer::Stranger(email) => {
                part(b"stranger");
                part(email.as_bytes());
            }
        }
        part(self.action.word().as_bytes());
        for text in [&self.address, &self.target, &self.reason] {
            match text {
                Some(text) => {
                    part(b"1");
                    part(text.as_bytes());
                }
                None => part(b"0"),
            }
        }
        for (name, value) in &self.facts {
            part(name.as_bytes());
            part(value.as_bytes());
        }
        bytes
    }
}

/// A walk along a chain, link by link, that ends at the first broken one.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    position: u64,
    previous: LinkHash,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            position: 0,
            previous: BEGINNING,
        }
    }
}

impl Walk {
    /// How many links were sound so far.
    pub fn position(&self) -> u64 {
        self.position
    }

    /// Looks at the next link; `is_hash` says whether a hash is the keyed one of some
    /// bytes.
    pub fn step(
        &mut self,
        link: &Link,
        is_hash: impl Fn(&[u8], &LinkHash) -> bool,
    ) -> Result<(), BrokenLink> {
        let position = self.position.saturating_add(1);
        if link.position != position {
            return Err(BrokenLink::Missing(position));
        }
        if link.previous != self.previous {
            return Err(BrokenLink::Detached(position));
        }
        if !is_hash(&link.deed.bytes(position, &self.previous), &link.hash) {
            return Err(BrokenLink::Changed(position));
        }
        self.position = position;
        self.previous = link.hash;
        Ok(())
    }

    /// Ends the walk of a chain that should have so many links; says how many it has.
    pub fn end(self, length: u64) -> Result<u64, BrokenLink> {
        if self.position < length {
            return Err(BrokenLink::Missing(self.position.saturating_add(1)));
        }
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No secret is needed to see whether walking finds what it should.
    fn hash(bytes: &[u8]) -> LinkHash {
        let mut hash = [7_u8; 32];
        for (index, byte) in bytes.iter().enumerate() {
            let at = index % 32;
            hash[at] = hash[at].wrapping_mul(31).wrapping_add(*byte) ^ (index as u8);
        }
        hash
    }

    fn chain(length: u64) -> Vec<Link> {
        let mut previous = BEGINNING;
        (1..=length)
            .map(|position| {
                let deed = Deed {
                    chain: Chain::Platform,
                    at: Timestamp::from_millis(i64::try_from(position).unwrap()),
                    by: Doer::Operator,
                    address: None,
                    action: Action::StaffCreated,
                    target: Some(format!("{position}@example.org")),
                    reason: None,
                    facts: vec![("role".to_owned(), "viewer".to_owned())],
                };
                let link = Link {
                    position,
                    hash: hash(&deed.bytes(position, &previous)),
                    previous,
                    deed,
                };
                previous = link.hash;
                link
            })
            .collect()
    }

    fn verdict(links: Vec<Link>) -> Result<u64, BrokenLink> {
        let mut walk = Walk::default();
        for link in &links {
            walk.step(link, |bytes, found| hash(bytes) == *found)?;
        }
        walk.end(5)
    }

    #[test]
    fn a_whole_chain_is_sound() {
        assert_eq!(verdict(chain(5)), Ok(5));
    }

    #[test]
    fn every_kind_of_break_is_found_where_it_is() {
        let with = |change: fn(&mut Vec<Link>)| {
            let mut links = chain(5);
            change(&mut links);
            verdict(links)
        };
        for (found, expected) in [
            (
                with(|links| links[2].deed.target = Some("somebody else".to_owned())),
                BrokenLink::Changed(3),
            ),
            (
                with(|links| links[3].deed.facts.clear()),
                BrokenLink::Changed(4),
            ),
            (
                with(|links| {
                    links.remove(1);
                }),
                BrokenLink::Missing(2),
            ),
            (
                with(|links| {
                    links.pop();
                }),
                BrokenLink::Missing(5),
            ),
            (
                with(|links| links[1].previous = [9; 32]),
                BrokenLink::Detached(2),
            ),
        ] {
            assert_eq!(found, Err(expected));
        }
    }

    #[test]
    fn neighbouring_texts_do_not_run_together() {
        let deed = |target: Option<&str>, reason: Option<&str>| Deed {
            chain: Chain::Platform,
            at: Timestamp::from_millis(0),
            by: Doer::Operator,
            address: None,
            action: Action::StaffCreated,
            target: target.map(str::to_owned),
            reason: reason.map(str::to_owned),
            facts: Vec::new(),
        };
        let bytes = |deed: Deed| deed.bytes(1, &BEGINNING);

        assert_ne!(
            bytes(deed(Some("ab"), Some("c"))),
            bytes(deed(Some("a"), Some("bc")))
        );
        assert_ne!(bytes(deed(Some("a"), None)), bytes(deed(None, Some("a"))));
    }
}
