//! JSON in one form, so that equal values have equal bytes, however they were written.
//!
//! Members stand in the order of their names and numbers in their shortest form. Of members with
//! the same name the last was kept when the body was read.

use serde_json::{Map, Number, Value};

/// The one form of a value.
pub(super) fn text(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(&shortest(number)),
        Value::String(_) => text.push_str(&value.to_string()),
        Value::Array(items) => {
            text.push('[');
            for (position, item) in items.iter().enumerate() {
                separate(position, text);
                write(item, text);
            }
            text.push(']');
        }
        Value::Object(members) => write_members(members, text),
    }
}

fn write_members(members: &Map<String, Value>, text: &mut String) {
    let mut members: Vec<_> = members.iter().collect();
    members.sort_unstable_by_key(|(name, _)| *name);
    text.push('{');
    for (position, (name, value)) in members.into_iter().enumerate() {
        separate(position, text);
        text.push_str(&Value::from(name.as_str()).to_string());
        text.push(':');
        write(value, text);
    }
    text.push('}');
}

fn separate(position: usize, text: &mut String) {
    if position > 0 {
        text.push(',');
    }
}

/// A number without a fraction is written without one: `1.0`, `1e0` and `1` are equal.
fn shortest(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => format!("{}", float + 0.0),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(json: &str) -> String {
        text(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn equal_values_have_one_form() {
        for (one, other) in [
            (r#"{"a":1,"b":2}"#, r#"{ "b" : 2, "a" : 1 }"#),
            (r#"{"a":{"y":[1],"x":null}}"#, r#"{"a":{"x":null,"y":[1]}}"#),
            (r#"{"a":1,"a":2}"#, r#"{"a":2}"#),
            ("[1.0,10,-0.0]", "[1,1e1,0]"),
            ("100000000000000000000", "1e20"),
            (r#""\u00e9\/""#, "\"é/\""),
            ("true", "true"),
        ] {
            assert_eq!(form(one), form(other), "{one} {other}");
        }
    }

    #[test]
    fn other_values_have_other_forms() {
        for (one, other) in [
            (r#"{"a":1}"#, r#"{"a":"1"}"#),
            (r#"{"a":1}"#, r#"{"a":1,"b":null}"#),
            ("[1,2]", "[2,1]"),
            ("1", "1.5"),
            ("true", "\"true\""),
            (r#"{"a":"b\",\"c\":\"d"}"#, r#"{"a":"b","c":"d"}"#),
        ] {
            assert_ne!(form(one), form(other), "{one} {other}");
        }
    }
}
