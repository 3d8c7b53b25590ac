//! The contract as it was written: a YAML tree in which every value knows its line.
//!
//! Nothing here knows what OpenAPI is.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

/// Why a contract cannot be turned into code: where it says it, and what is wrong.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line of the contract, counted from 1.
    pub line: u64,
    /// The way to the value, from the top of the document.
    pub path: String,
    /// What the generator cannot do with it.
    pub reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, {}: {}", self.line, self.path, self.reason)
    }
}

impl std::error::Error for Refusal {}

/// The result of reading some part of a contract.
pub(crate) type Reading<T> = Result<T, Refusal>;

/// A value of the document.
#[derive(Debug, Clone)]
pub(crate) enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) line: u64,
    pub(crate) path: String,
    pub(crate) value: Value,
}

/// Reads a document and gives every value its path.
pub(crate) fn parse(yaml: &str) -> Reading<Node> {
    let mut root: Node = serde_saphyr::from_str(yaml).map_err(|error| Refusal {
        line: error.location().map_or(1, |location| location.line()),
        path: "(document)".to_owned(),
        reason: "is not YAML without duplicate keys".to_owned(),
    })?;
    root.name("");
    Ok(root)
}

impl Node {
    /// Refuses this value.
    pub(crate) fn refuse<T>(&self, reason: impl Into<String>) -> Reading<T> {
        Err(self.refusal(reason))
    }

    pub(crate) fn refusal(&self, reason: impl Into<String>) -> Refusal {
        Refusal {
            line: self.line,
            path: if self.path.is_empty() {
                "(document)".to_owned()
            } else {
                self.path.clone()
            },
            reason: reason.into(),
        }
    }

    pub(crate) fn entries(&self) -> Reading<&[(String, Node)]> {
        match &self.value {
            Value::Map(entries) => Ok(entries),
            _ => self.refuse("must be a map"),
        }
    }

    pub(crate) fn items(&self) -> Reading<&[Node]> {
        match &self.value {
            Value::List(items) => Ok(items),
            _ => self.refuse("must be a list"),
        }
    }

    pub(crate) fn text(&self) -> Reading<&str> {
        match &self.value {
            Value::Text(text) => Ok(text),
            _ => self.refuse("must be text"),
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    pub(crate) fn boolean(&self) -> Reading<bool> {
        match self.value {
            Value::Boolean(value) => Ok(value),
            _ => self.refuse("must be true or false"),
        }
    }

    pub(crate) fn integer(&self) -> Reading<i64> {
        match self.value {
            Value::Integer(value) => Ok(value),
            _ => self.refuse("must be a whole number"),
        }
    }

    pub(crate) fn size(&self) -> Reading<usize> {
        usize::try_from(self.integer()?).map_err(|_| self.refusal("must not be negative"))
    }

    /// The member of this name, if there is one.
    pub(crate) fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries
                .iter()
                .find_map(|(key, node)| (key == name).then_some(node)),
            _ => None,
        }
    }

    /// The member of this name.
    pub(crate) fn need(&self, name: &str) -> Reading<&Node> {
        self.get(name)
            .ok_or_else(|| self.refusal(format!("needs `{name}`")))
    }

    /// Refuses every member that is not among these.
    pub(crate) fn only(&self, names: &[&str]) -> Reading<()> {
        for (key, node) in self.entries()? {
            if !names.contains(&key.as_str()) {
                return node.refuse(format!("`{key}` cannot be said here"));
            }
        }
        Ok(())
    }

    /// The same value in JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Boolean(value) => (*value).into(),
            Value::Integer(value) => (*value).into(),
            Value::Number(value) => (*value).into(),
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(Node::json).collect(),
            Value::Map(entries) => entries
                .iter()
                .map(|(key, node)| (key.clone(), node.json()))
                .collect(),
        }
    }

    fn name(&mut self, path: &str) {
        self.path = path.to_owned();
        match &mut self.value {
            Value::Map(entries) => {
                for (key, node) in entries {
                    node.name(&if path.is_empty() {
                        key.clone()
                    } else {
                        format!("{path}.{key}")
                    });
                }
            }
            Value::List(items) => {
                for (index, node) in items.iter_mut().enumerate() {
                    node.name(&format!("{path}[{index}]"));
                }
            }
            Value::Null
            | Value::Boolean(_)
            | Value::Integer(_)
            | Value::Number(_)
            | Value::Text(_) => {}
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Value>::deserialize(deserializer)?;
        Ok(Self {
            line: spanned.referenced.line(),
            path: String::new(),
            value: spanned.value,
        })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Integer(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(i64::try_from(value).map_or(Value::Number(value as f64), Value::Integer))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Value::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_knows_its_line_and_its_path() {
        let root = parse("a:\n  b: [1, two]\n  'c d': true\n").unwrap();
        let list = root.get("a").unwrap().get("b").unwrap();
        assert_eq!((list.line, list.path.as_str()), (2, "a.b"));
        assert_eq!(list.items().unwrap()[1].path, "a.b[1]");
        assert_eq!(root.get("a").unwrap().get("c d").unwrap().line, 3);
    }

    #[test]
    fn a_key_said_twice_is_refused() {
        assert_eq!(parse("a: 1\nb: 2\na: 3\n").unwrap_err().line, 3);
    }
}
