//! Passkeys in memory: the browser's and the server's half, without any cryptography.
//!
//! What is asked names the person and a number that is asked once; a device answers with
//! its own name and how often it was used. Anybody could forge that, so it is for tests.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::PasskeyId;
use domain::ports::people::{Ceremony, PasskeyError, Passkeys};
use domain::staff::StaffMember;

/// The server's half.
#[derive(Debug, Default)]
pub struct MemoryPasskeys(AtomicU64);

/// A device that has one passkey, and counts how often it was used.
#[derive(Debug)]
pub struct MemoryDevice {
    name: String,
    uses: u64,
}

/// What comes before the question in the options.
const OPENING: &str = "{\"challenge\":\"";
/// What comes after it.
const CLOSING: &str = "\"}";

impl MemoryDevice {
    /// A device of this name, without spaces; devices of one name are copies.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            uses: 0,
        }
    }

    /// The right answer to these options; nothing to what are no options.
    pub fn answer(&mut self, options: &str) -> String {
        self.uses += 1;
        let question = options.strip_prefix(OPENING);
        let question = question.and_then(|rest| rest.strip_suffix(CLOSING));
        format!("{} {} {}", question.unwrap_or(""), self.name, self.uses)
    }
}

impl MemoryPasskeys {
    /// Asks what was never asked before.
    fn ask(&self, what: &str, member: &StaffMember) -> Ceremony {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        let question = format!("{what}-{}-{number}", member.id);
        Ceremony {
            options: format!("{OPENING}{question}{CLOSING}"),
            asked: question.into_bytes(),
        }
    }
}

impl Passkeys for MemoryPasskeys {
    fn ask_to_add(&self, member: &StaffMember) -> Result<Ceremony, PasskeyError> {
        kept(member)?;
        Ok(self.ask("add", member))
    }

    fn add(
        &self,
        member: &StaffMember,
        asked: &[u8],
        answer: &str,
    ) -> Result<String, PasskeyError> {
        let (device, uses) = read("add", member, asked, answer)?;
        if kept(member)?.iter().any(|(_, had, _)| *had == device) {
            return Err(PasskeyError::Wrong);
        }
        Ok(format!("{device} {uses}"))
    }

    fn ask_to_prove(&self, member: &StaffMember) -> Result<Ceremony, PasskeyError> {
        kept(member)?;
        Ok(self.ask("prove", member))
    }

    fn prove(
        &self,
        member: &StaffMember,
        asked: &[u8],
        answer: &str,
    ) -> Result<(PasskeyId, String), PasskeyError> {
        let (device, uses) = read("prove", member, asked, answer)?;
        let kept = kept(member)?;
        let used = kept.into_iter().find(|(_, had, _)| *had == device);
        match used {
            Some((id, _, before)) if before < uses => Ok((id, format!("{device} {uses}"))),
            Some(_) | None => Err(PasskeyError::Wrong),
        }
    }
}

/// Which device answered, and how often it was used, if it answered what this person was
/// asked.
fn read<'a>(
    what: &str,
    member: &StaffMember,
    asked: &[u8],
    answer: &'a str,
) -> Result<(&'a str, u64), PasskeyError> {
    let mut words = answer.split(' ');
    let (question, device, uses) = (words.next(), words.next(), words.next());
    let asked_this = question.is_some_and(|question| {
        question.as_bytes() == asked && question.starts_with(&format!("{what}-{}-", member.id))
    });
    match (device, uses.and_then(|uses| uses.parse().ok())) {
        (Some(device), Some(uses)) if asked_this => Ok((device, uses)),
        (Some(_) | None, Some(_) | None) => Err(PasskeyError::Wrong),
    }
}

/// Somebody's passkeys: the device of each, and how often it was used.
fn kept(member: &StaffMember) -> Result<Vec<(PasskeyId, &str, u64)>, PasskeyError> {
    let passkeys = member.passkeys.iter();
    passkeys
        .map(|passkey| {
            let (device, uses) = passkey.credential.split_once(' ')?;
            Some((passkey.id.clone(), device, uses.parse().ok()?))
        })
        .collect::<Option<_>>()
        .ok_or_else(|| PasskeyError::Kept("no passkey of this kind".into()))
}
