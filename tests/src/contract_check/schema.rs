//! Validating JSON against the schemas of a contract, as far as our contracts use
//! them. A keyword it does not know is a panic, so nothing goes unchecked.
//!
//! It is stricter than JSON Schema in one way: a member that no schema mentions
//! is a violation, since what is served and what is documented must be the same.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::Contract;

/// Instants as the API prints them: UTC with exactly three digits of a second.
static INSTANT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$").expect("a pattern"));
static DATE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d{4}-\d\d-\d\d$").expect("a pattern"));

/// Keywords that say nothing about which values are good.
const ANNOTATIONS: [&str; 6] = [
    "description",
    "example",
    "default",
    "deprecated",
    "title",
    "readOnly",
];

/// The extension that names copies of members: `x-also-sent: {links: _links}`.
const ALSO_SENT: &str = "x-also-sent";

/// What is judged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Judged {
    /// An example of a request: instants as callers may write them.
    RequestExample,
    /// An example of a response: each member under its own name is enough.
    ResponseExample,
    /// A response, with all copies of members.
    Response,
}

/// What is wrong with a value, each with the way to it.
pub(super) fn violations(
    contract: &Contract,
    schema: &Value,
    value: &Value,
    judged: Judged,
) -> Vec<String> {
    let mut judge = Judge {
        contract,
        judged,
        found: Vec::new(),
    };
    judge.value(schema, value, "");
    judge.found
}

struct Judge<'a> {
    contract: &'a Contract,
    judged: Judged,
    found: Vec<String>,
}

impl<'a> Judge<'a> {
    fn value(&mut self, schema: &'a Value, value: &Value, at: &str) {
        let rules = self.merged(schema);
        if value.is_null() {
            if rules.get("nullable") != Some(&&Value::Bool(true)) {
                self.blame(at, "is null");
            }
            return;
        }
        for (keyword, rule) in &rules {
            self.rule(keyword, rule, value, at);
        }
        if let Value::Object(members) = value {
            self.members(schema, &rules, members, at);
        }
    }

    /// One rule about a value that is not null.
    fn rule(&mut self, keyword: &str, rule: &'a Value, value: &Value, at: &str) {
        let number = || rule.as_f64().expect("a number");
        let good = match keyword {
            "type" => is_of_type(rule.as_str().expect("a type"), value),
            "format" => has_format(rule.as_str().expect("a format"), value, self.judged),
            "enum" => rule.as_array().is_some_and(|words| words.contains(value)),
            "minimum" => value.as_f64().is_none_or(|given| given >= number()),
            "maximum" => value.as_f64().is_none_or(|given| given <= number()),
            "minLength" => length(value).is_none_or(|given| given >= number()),
            "maxLength" => length(value).is_none_or(|given| given <= number()),
            "maxItems" => value.as_array().is_none_or(|a| a.len() as f64 <= number()),
            "minItems" => value.as_array().is_none_or(|a| a.len() as f64 >= number()),
            "maxProperties" => value.as_object().is_none_or(|o| o.len() as f64 <= number()),
            "pattern" => value.as_str().is_none_or(|text| {
                let pattern = rule.as_str().expect("a pattern");
                Regex::new(pattern).expect("a pattern").is_match(text)
            }),
            "oneOf" => {
                let kinds = rule.as_array().expect("a list");
                let fits =
                    |kind: &&Value| violations(self.contract, kind, value, self.judged).is_empty();
                kinds.iter().filter(fits).count() == 1
            }
            "items" => {
                for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.value(rule, item, &format!("{at}[{index}]"));
                }
                true
            }
            // Looked at with the members.
            "properties" | "required" | "additionalProperties" | "nullable" | ALSO_SENT => true,
            annotation if ANNOTATIONS.contains(&annotation) => true,
            unknown => panic!("the validator does not know the keyword {unknown}"),
        };
        if !good {
            self.blame(at, &format!("breaks {keyword} {rule}: {value}"));
        }
    }

    fn members(
        &mut self,
        schema: &'a Value,
        rules: &BTreeMap<&str, &'a Value>,
        members: &Map<String, Value>,
        at: &str,
    ) {
        let mut properties = BTreeMap::new();
        let mut required = Vec::new();
        self.gather(schema, &mut properties, &mut required);
        if let Some(copies) = rules.get(ALSO_SENT)
            && self.judged == Judged::Response
        {
            self.copies(copies, members, at);
        }
        for name in required {
            if !members.contains_key(name) {
                self.blame(at, &format!("lacks {name}"));
            }
        }
        for (name, member) in members {
            let at = format!("{at}.{name}");
            match (
                properties.get(name.as_str()),
                rules.get("additionalProperties"),
            ) {
                (Some(schema), _) => self.value(schema, member, &at),
                (None, Some(schema)) => self.value(schema, member, &at),
                (None, None) => self.blame(&at, "is not documented"),
            }
        }
    }

    /// A member that is sent under two names has one value.
    fn copies(&mut self, copies: &Value, members: &Map<String, Value>, at: &str) {
        for (name, copy) in super::entries(Some(copies)) {
            let copied = copy.as_str().and_then(|copy| members.get(copy));
            if copied.is_none() || copied != members.get(name) {
                self.blame(at, &format!("has another {name} than {copy}"));
            }
        }
    }

    /// The keywords of a schema and of all that it is made of. Members are
    /// gathered apart, since they add up.
    fn merged(&self, schema: &'a Value) -> BTreeMap<&'a str, &'a Value> {
        let schema = self.contract.resolve(schema);
        let mut rules = BTreeMap::new();
        for part in parts(schema) {
            rules.extend(self.merged(part));
        }
        for (keyword, rule) in super::entries(Some(schema)) {
            if keyword != "allOf" {
                rules.insert(keyword.as_str(), rule);
            }
        }
        rules
    }

    fn gather(
        &self,
        schema: &'a Value,
        properties: &mut BTreeMap<&'a str, &'a Value>,
        required: &mut Vec<&'a str>,
    ) {
        let schema = self.contract.resolve(schema);
        for part in parts(schema) {
            self.gather(part, properties, required);
        }
        for (name, property) in super::entries(schema.get("properties")) {
            properties.insert(name, property);
        }
        for (name, copy) in super::entries(schema.get(ALSO_SENT)) {
            let property = schema.get("properties").and_then(|all| all.get(name));
            properties.extend(copy.as_str().zip(property));
        }
        let names = schema.get("required").and_then(Value::as_array);
        required.extend(names.into_iter().flatten().filter_map(Value::as_str));
    }

    fn blame(&mut self, at: &str, what: &str) {
        let at = if at.is_empty() { "the body" } else { at };
        self.found.push(format!("{at} {what}"));
    }
}

fn parts(schema: &Value) -> impl Iterator<Item = &Value> {
    schema
        .get("allOf")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn is_of_type(kind: &str, value: &Value) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the validator does not know the type {other}"),
    }
}

fn has_format(format: &str, value: &Value, judged: Judged) -> bool {
    match format {
        "date-time" if judged == Judged::RequestExample => {
            let instant = |text| OffsetDateTime::parse(text, &Rfc3339);
            value.as_str().is_some_and(|text| instant(text).is_ok())
        }
        "date-time" => value.as_str().is_some_and(|text| INSTANT.is_match(text)),
        "date" => value.as_str().is_some_and(|text| DATE.is_match(text)),
        "int32" => value.as_i64().is_some_and(|n| i32::try_from(n).is_ok()),
        "int64" => value.is_i64(),
        other => panic!("the validator does not know the format {other}"),
    }
}

/// A text's length as the contract counts it, in UTF-16 code units.
fn length(value: &Value) -> Option<f64> {
    value
        .as_str()
        .map(|text| text.encode_utf16().count() as f64)
}
