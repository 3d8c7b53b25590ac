//! The record of what was done, and its rows.

use domain::audit::{Chain, Deed, Doer, Link};
use domain::{ServiceId, StaffId, Timestamp};

use super::{Impossible, count, from_json, hex, json, named, present, stored, word};
use crate::entity::audit_links::Model;

pub(crate) fn to_row(link: &Link) -> Model {
    let deed = &link.deed;
    let (doer, doer_id, doer_email) = match &deed.by {
        Doer::Staff { id, email } => ("staff", Some(id.as_str().to_owned()), Some(email.clone())),
        Doer::Operator => ("operator", None, None),
        Doer::Stranger(email) => ("stranger", None, Some(email.clone())),
    };
    Model {
        chain: deed.chain.name().to_owned(),
        position: stored(link.position),
        at: deed.at.as_millis(),
        doer: doer.to_owned(),
        doer_id,
        doer_email_lower: doer_email.as_deref().map(str::to_lowercase),
        doer_email,
        address: deed.address.clone(),
        action: word(deed.action),
        target: deed.target.clone(),
        target_lower: deed.target.as_deref().map(str::to_lowercase),
        reason: deed.reason.clone(),
        facts: json(&deed.facts),
        previous: hex::to_text(link.previous),
        hash: hex::to_text(link.hash),
    }
}

pub(crate) fn from_row(row: Model) -> Result<Link, Impossible> {
    let name = format!("{} of chain {}", row.position, row.chain);
    read(row).map_err(|e| e.in_row("link", &name))
}

fn read(row: Model) -> Result<Link, Impossible> {
    let by = match (row.doer.as_str(), row.doer_id, row.doer_email) {
        ("staff", Some(id), Some(email)) => Doer::Staff {
            id: present("doer_id", StaffId::parse(&id))?,
            email,
        },
        ("operator", None, None) => Doer::Operator,
        ("stranger", None, Some(email)) => Doer::Stranger(email),
        _ => return Err(Impossible::new("doer")),
    };
    Ok(Link {
        position: count("position", row.position)?,
        deed: Deed {
            chain: chain(&row.chain)?,
            at: Timestamp::from_millis(row.at),
            by,
            address: row.address,
            action: named("action", &row.action)?,
            target: row.target,
            reason: row.reason,
            facts: from_json("facts", &row.facts)?,
        },
        previous: present("previous", hex::digest(&row.previous))?,
        hash: present("hash", hex::digest(&row.hash))?,
    })
}

/// A chain, from its name.
pub(crate) fn chain(name: &str) -> Result<Chain, Impossible> {
    if name == Chain::Platform.name() {
        return Ok(Chain::Platform);
    }
    present("chain", ServiceId::parse(name)).map(Chain::Service)
}

#[cfg(test)]
mod tests {
    use domain::audit::{Action, BEGINNING};
    use strum::IntoEnumIterator;

    use super::*;

    fn link(by: Doer, action: Action) -> Link {
        Link {
            position: 7,
            deed: Deed {
                chain: Chain::Service(ServiceId::from_random([1; 26])),
                at: Timestamp::from_millis(1),
                by,
                address: Some("2001:db8::1".to_owned()),
                action,
                target: Some("“a target”".to_owned()),
                reason: Some(String::new()),
                facts: vec![
                    ("to".to_owned(), "a\"b\\c\n\u{0}".to_owned()),
                    ("from".to_owned(), String::new()),
                    ("to".to_owned(), "again".to_owned()),
                ],
            },
            previous: BEGINNING,
            hash: [0xa7; 32],
        }
    }

    fn somebody() -> Doer {
        Doer::Staff {
            id: StaffId::from_random([2; 26]),
            email: "ada@example.org".to_owned(),
        }
    }

    #[test]
    fn every_deed_of_every_doer_reads_back() {
        for action in Action::iter() {
            for by in [somebody(), Doer::Operator, Doer::Stranger(String::new())] {
                let link = link(by, action);
                assert_eq!(from_row(to_row(&link)), Ok(link));
            }
        }
    }

    #[test]
    fn bare_deeds_of_the_platform_read_back() {
        let full = link(Doer::Operator, Action::StaffCreated);
        let bare = Link {
            deed: Deed {
                chain: Chain::Platform,
                address: None,
                target: None,
                reason: None,
                facts: Vec::new(),
                ..full.deed
            },
            ..full
        };
        assert_eq!(from_row(to_row(&bare)), Ok(bare));
    }

    #[test]
    fn a_doer_who_is_half_somebody_is_impossible() {
        let row = Model {
            doer_id: None,
            ..to_row(&link(somebody(), Action::SignedIn))
        };
        assert_eq!(read(row), Err(Impossible::new("doer")));
    }
}
