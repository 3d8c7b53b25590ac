//! Writing down what was done, in the unit that does it, and proving the record.

use domain::Timestamp;
use domain::audit::{self, Action, BrokenLink, Chain, Deed, Doer, FACT_MAX, LinkHash};
use domain::ports::secrets::Purpose;
use domain::ports::{StoreError, UnitOfWork};
use domain::staff::StaffMember;

use super::{Origin, Staff};
use crate::Application;

/// How many links are read at a time.
const LINKS_AT_A_TIME: u64 = 1_000;

/// A deed to write down.
pub(crate) struct Entry {
    deed: Deed,
}

/// How a chain stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whose record it is.
    pub chain: Chain,
    /// How many links are sound, or which is the first that is not.
    pub links: Result<u64, BrokenLink>,
}

impl Entry {
    /// Somebody signed in did this.
    pub(crate) fn of(staff: &Staff, chain: Chain, action: Action) -> Self {
        let by = Doer::Staff {
            id: staff.member.id.clone(),
            email: staff.member.email.as_str().to_owned(),
        };
        Self::new(chain, action, by, staff.at).from(&Origin {
            address: staff.session.address.clone(),
            browser: String::new(),
        })
    }

    /// This person did it, signed in or not.
    pub(crate) fn of_member(member: &StaffMember, action: Action, now: Timestamp) -> Self {
        let by = Doer::Staff {
            id: member.id.clone(),
            email: member.email.as_str().to_owned(),
        };
        Self::new(Chain::Platform, action, by, now)
    }

    /// Somebody did it.
    pub(crate) fn new(chain: Chain, action: Action, by: Doer, at: Timestamp) -> Self {
        Self {
            deed: Deed {
                chain,
                at,
                by,
                address: None,
                action,
                target: None,
                reason: None,
                facts: Vec::new(),
            },
        }
    }

    /// From there.
    pub(crate) fn from(mut self, origin: &Origin) -> Self {
        self.deed.address = Some(short(&origin.address)).filter(|address| !address.is_empty());
        self
    }

    /// To this.
    pub(crate) fn to(mut self, target: &str) -> Self {
        self.deed.target = Some(short(target));
        self
    }

    /// For this reason.
    pub(crate) fn because(mut self, reason: &str) -> Self {
        self.deed.reason = Some(short(reason)).filter(|reason| !reason.is_empty());
        self
    }

    /// With this besides. Never a secret.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.deed.facts.push((name.to_owned(), short(value)));
        self
    }
}

impl Application {
    /// Writes a deed down inside the unit that does it.
    pub(crate) async fn record(
        &self,
        unit: &mut dyn UnitOfWork,
        entry: Entry,
    ) -> Result<(), StoreError> {
        let secrets = &self.ports.secrets;
        let hash = |bytes: &[u8]| -> LinkHash { secrets.mac(Purpose::AuditTrail, bytes) };
        unit.audit().append(entry.deed, &hash).await?;
        Ok(())
    }

    /// Walks every chain, and says how each stands.
    pub async fn verify_audit(&self) -> Result<Vec<Verdict>, StoreError> {
        let mut verdicts = Vec::new();
        for chain in self.ports.queries.audit_chains().await? {
            let links = self.verify_chain(&chain).await?;
            verdicts.push(Verdict { chain, links });
        }
        Ok(verdicts)
    }

    async fn verify_chain(&self, chain: &Chain) -> Result<Result<u64, BrokenLink>, StoreError> {
        let secrets = &self.ports.secrets;
        let is_hash =
            |bytes: &[u8], hash: &LinkHash| secrets.verify(Purpose::AuditTrail, bytes, hash);
        let mut walk = audit::Walk::default();
        loop {
            let from = walk.position().saturating_add(1);
            let queries = &self.ports.queries;
            let (links, length) = queries.audit_links(chain, from, LINKS_AT_A_TIME).await?;
            if links.is_empty() {
                return Ok(walk.end(length));
            }
            for link in &links {
                if let Err(broken) = walk.step(link, is_hash) {
                    return Ok(Err(broken));
                }
            }
        }
    }
}

/// As much of a text as a record keeps, on one line.
pub(crate) fn short(text: &str) -> String {
    let printable = text.trim().chars().filter(|c| !c.is_control());
    printable.take(FACT_MAX).collect()
}
