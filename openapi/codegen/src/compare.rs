//! What a client of the released contract could trip over in the current one.
//!
//! A contract may grow: new operations, optional parameters and members, wider requests. Whatever
//! else changes is a break, with the line where it stands. Words and examples never are. Three
//! judgements are ours: a new word in a response breaks generated clients, which refuse words that
//! they do not know; a new status of a response does not, since clients look at ranges of them; and
//! a new name for a schema, an operation or its tag does, since generated code is named after them.

mod document;
mod operations;
mod schemas;

use std::fmt;

use crate::document::{Node, Reading, Refusal, parse};
use document::Document;

/// Something that the released contract promised and the current one does not.
#[derive(Debug, PartialEq, Eq)]
pub struct Break {
    /// Which of the two contracts the line is in: what is gone has none in the current one.
    pub stands_in: Edition,
    /// The line, counted from 1.
    pub line: u64,
    /// The way to it, from the top of the document.
    pub path: String,
    /// What a client would notice.
    pub reason: String,
}

/// One of the two contracts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// The one that clients were built from.
    Released,
    /// The one to be released.
    Current,
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = match self.stands_in {
            Edition::Released => " of the released contract",
            Edition::Current => "",
        };
        let (line, path, reason) = (self.line, &self.path, &self.reason);
        write!(f, "line {line}{of}, {path}: {reason}")
    }
}

/// Compares two contracts.
///
/// # Errors
///
/// A contract that is not YAML, or refers to something that it does not have.
pub fn compare(released: &str, current: &str) -> Result<Vec<Break>, Refusal> {
    let (old, new) = (parse(released)?, parse(current)?);
    let mut comparison = Comparison {
        old: Document { root: &old },
        new: Document { root: &new },
        compared: Vec::new(),
        breaks: Vec::new(),
    };
    if released != current {
        comparison.version()?;
    }
    comparison.operations()?;
    comparison.components();
    Ok(comparison.breaks)
}

/// Both contracts, and what was found so far.
struct Comparison<'a> {
    old: Document<'a>,
    new: Document<'a>,
    /// Pairs of named schemas that need no second look, and which way they travel.
    compared: Vec<(String, String, Way)>,
    breaks: Vec<Break>,
}

/// Which way a value travels: what is sent may be promised less, what is received more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// From a client to the server.
    Sent,
    /// From the server to a client.
    Received,
}

impl Comparison<'_> {
    /// The released contract has something that is gone.
    fn gone(&mut self, old: &Node, reason: impl Into<String>) {
        self.report(Edition::Released, old, reason.into());
    }

    /// The current contract says something that breaks.
    fn changed(&mut self, new: &Node, reason: impl Into<String>) {
        self.report(Edition::Current, new, reason.into());
    }

    fn report(&mut self, stands_in: Edition, node: &Node, reason: String) {
        let found = Break {
            stands_in,
            line: node.line,
            path: node.path.clone(),
            reason,
        };
        // What several operations use is told once.
        if !self.breaks.contains(&found) {
            self.breaks.push(found);
        }
    }

    /// A contract that differs has a version of its own, and a later one.
    fn version(&mut self) -> Reading<()> {
        let [old, new] = [self.old.root, self.new.root].map(|root| {
            let node = root.need("info")?.need("version")?;
            Ok((node, version(node)?))
        });
        let ((_, released), (node, current)) = (old?, new?);
        if current <= released {
            self.changed(node, "is not later than the released version");
        }
        Ok(())
    }

    /// Generated code is named after the schemas.
    fn components(&mut self) {
        for (name, old) in self.old.schemas() {
            if self.new.schema(name).is_none() {
                self.gone(
                    old,
                    "the schema is gone, and generated code is named after it",
                );
            }
        }
    }
}

/// The numbers of a version.
fn version(node: &Node) -> Reading<Vec<u64>> {
    let numbers = node.text()?.split('.').map(str::parse);
    let numbers: Result<Vec<u64>, _> = numbers.collect();
    match numbers {
        Ok(numbers) if numbers.len() == 3 => Ok(numbers),
        _ => node.refuse("must be three numbers with dots between them"),
    }
}
