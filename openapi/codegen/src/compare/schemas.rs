//! Schemas: what is sent may not be narrowed, what is received may not be widened.

use std::cmp::Ordering;

use crate::document::{Node, Reading, Value};

use super::document::Flat;
use super::{Comparison, Way};

/// The words that bound a value from below.
const LEAST: [&str; 2] = ["minimum", "minLength"];
/// The words that bound a value from above.
const MOST: [&str; 4] = ["maximum", "maxLength", "maxItems", "maxProperties"];

impl<'a> Comparison<'a> {
    /// A schema and all that it holds.
    pub(super) fn schema(&mut self, way: Way, old: &'a Node, new: &'a Node) -> Reading<()> {
        if let (Some(old), Some(new)) = (name(old), name(new)) {
            let pair = (old.to_owned(), new.to_owned(), way);
            if self.compared.contains(&pair) {
                return Ok(());
            }
            self.compared.push(pair);
        }
        if let (Some(before), Some(now)) = (name(old), name(new))
            && before != now
        {
            let reason = format!("generated code knows it as `{before}`");
            self.changed(new, reason);
        }
        let (old, new) = (self.old.flat(old)?, self.new.flat(new)?);
        if text(&old, "type") != text(&new, "type") {
            self.changed(new.node, "is of another type");
            return Ok(());
        }
        if text(&old, "format") != text(&new, "format") {
            self.changed(new.node, "has another format");
        }
        self.null(way, &old, &new);
        self.words(way, &old, &new)?;
        self.limits(way, &old, &new);
        self.pattern(way, &old, &new);
        self.default(&old, &new);
        self.members(way, &old, &new)?;
        if let (Some(old), Some(new)) = (old.word("items"), new.word("items")) {
            self.schema(way, old, new)?;
        }
        self.open_members(way, &old, &new)
    }

    fn null(&mut self, way: Way, old: &Flat<'a>, new: &Flat<'a>) {
        match (way, old.admits_null(), new.admits_null()) {
            (Way::Sent, true, false) => self.changed(new.node, "may not be null any more"),
            (Way::Received, false, true) => self.changed(new.node, "may be null now"),
            _ => {}
        }
    }

    fn words(&mut self, way: Way, old: &Flat<'a>, new: &Flat<'a>) -> Reading<()> {
        match (way, old.word("enum"), new.word("enum")) {
            (Way::Sent, None, Some(now)) => self.changed(now, "takes only some words now"),
            (Way::Received, Some(before), None) => self.gone(before, "may be any word now"),
            (Way::Sent, Some(before), Some(now)) => {
                for word in missing(before, now)? {
                    self.changed(now, format!("does not take {word} any more"));
                }
            }
            (Way::Received, Some(before), Some(now)) => {
                for word in missing(now, before)? {
                    self.changed(now, format!("may be {word} now"));
                }
            }
            (Way::Sent, _, None) | (Way::Received, None, _) => {}
        }
        Ok(())
    }

    fn limits(&mut self, way: Way, old: &Flat<'a>, new: &Flat<'a>) {
        for word in LEAST {
            self.limit(way, word, Ordering::Greater, old, new);
        }
        for word in MOST {
            self.limit(way, word, Ordering::Less, old, new);
        }
    }

    /// A limit is narrower if it compares so with the old one, or if there was none.
    fn limit(&mut self, way: Way, word: &str, narrower: Ordering, old: &Flat<'a>, new: &Flat<'a>) {
        let (before, now) = (old.word(word), new.word(word));
        let order = match (before.and_then(number), now.and_then(number)) {
            (None, None) => None,
            (None, Some(_)) => Some(narrower),
            (Some(_), None) => Some(narrower.reverse()),
            (Some(before), Some(now)) => now.partial_cmp(&before),
        };
        let node = now.unwrap_or(new.node);
        match way {
            Way::Sent if order == Some(narrower) => {
                self.changed(node, format!("{word} leaves out what was allowed"));
            }
            Way::Received if order == Some(narrower.reverse()) => {
                self.changed(node, format!("{word} admits what was promised not to come"));
            }
            Way::Sent | Way::Received => {}
        }
    }

    fn pattern(&mut self, way: Way, old: &Flat<'a>, new: &Flat<'a>) {
        let (before, now) = (text(old, "pattern"), text(new, "pattern"));
        let kept = match way {
            Way::Sent => now.is_none(),
            Way::Received => before.is_none(),
        };
        if before != now && !kept {
            self.changed(new.node, "has another pattern");
        }
    }

    fn default(&mut self, old: &Flat<'a>, new: &Flat<'a>) {
        if let Some(before) = old.word("default")
            && new.word("default").map(Node::json) != Some(before.json())
        {
            self.changed(new.node, "means something else when it is left out");
        }
    }

    fn members(&mut self, way: Way, old: &Flat<'a>, new: &Flat<'a>) -> Reading<()> {
        let (before, now) = (old.members(), new.members());
        for (name, member) in &before {
            let Some((_, found)) = now.iter().find(|(known, _)| known == name) else {
                self.gone(member, format!("the member `{name}` is gone"));
                continue;
            };
            if way == Way::Received && old.requires(name) && !new.requires(name) {
                self.changed(found, "may be missing now");
            }
            self.schema(way, member, found)?;
        }
        if way == Way::Sent {
            for (name, member) in now {
                if new.requires(name) && !old.requires(name) {
                    self.changed(member, "is required now");
                }
            }
        }
        Ok(())
    }

    /// Members of any name, and the kinds of values that they may have.
    fn open_members(&mut self, way: Way, old: &Flat<'a>, new: &Flat<'a>) -> Reading<()> {
        const WORD: &str = "additionalProperties";
        let (before, now) = match (old.word(WORD), new.word(WORD)) {
            (None, _) => return Ok(()),
            (Some(before), None) => {
                self.gone(before, "members of any name are gone");
                return Ok(());
            }
            (Some(before), Some(now)) => (before, now),
        };
        let (kinds_before, kinds_now) = (kinds(before)?, kinds(now)?);
        for (kind, old) in &kinds_before {
            match kinds_now.iter().find(|(known, _)| known == kind) {
                Some((_, new)) => self.schema(way, old, new)?,
                None if way == Way::Sent => {
                    self.changed(now, format!("does not take {kind} any more"))
                }
                None => {}
            }
        }
        if way == Way::Received {
            for (kind, new) in &kinds_now {
                if kinds_before.iter().all(|(known, _)| known != kind) {
                    self.changed(new, format!("may be {kind} now"));
                }
            }
        }
        Ok(())
    }
}

/// The kinds of values by their types, one of them or several.
fn kinds(node: &Node) -> Reading<Vec<(&str, &Node)>> {
    let kinds = match node.get("oneOf") {
        Some(kinds) => kinds.items()?.iter().collect(),
        None => vec![node],
    };
    let kinds = kinds.into_iter();
    kinds
        .map(|kind| Ok((kind.need("type")?.text()?, kind)))
        .collect()
}

/// The words of one list that the other does not have; null is `nullable`'s business.
fn missing(list: &Node, other: &Node) -> Reading<Vec<String>> {
    let known: Vec<_> = other.items()?.iter().map(Node::json).collect();
    let words = list.items()?.iter().filter(|word| !word.is_null());
    Ok(words
        .map(Node::json)
        .filter(|word| !known.contains(word))
        .map(|word| word.to_string())
        .collect())
}

/// The name of a schema that is referred to.
fn name(node: &Node) -> Option<&str> {
    node.get("$ref")?.text().ok()?.rsplit('/').next()
}

fn text<'a>(schema: &Flat<'a>, word: &str) -> Option<&'a str> {
    schema.word(word)?.text().ok()
}

fn number(node: &Node) -> Option<f64> {
    match node.value {
        Value::Integer(value) => Some(value as f64),
        Value::Number(value) => Some(value),
        Value::Null | Value::Boolean(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
    }
}
