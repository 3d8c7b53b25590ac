//! Where two JSON values differ.

use serde_json::Value;

/// Each place, with what was answered there and what was expected.
pub(crate) fn differences_between(answered: &Value, expected: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(answered, expected, "", &mut found);
    found
}

fn compare(answered: &Value, expected: &Value, at: &str, found: &mut Vec<String>) {
    match (answered, expected) {
        (Value::Object(left), Value::Object(right)) => {
            let only_right = right.keys().filter(|name| !left.contains_key(*name));
            for name in left.keys().chain(only_right) {
                let at = format!("{at}/{name}");
                match (left.get(name), right.get(name)) {
                    (Some(left), Some(right)) => compare(left, right, &at, found),
                    (Some(left), None) => found.push(format!("  {at}: answered {left}")),
                    (None, right) => {
                        found.push(format!("  {at}: not {}", right.unwrap_or(&Value::Null)))
                    }
                }
            }
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            for (index, (left, right)) in left.iter().zip(right).enumerate() {
                compare(left, right, &format!("{at}/{index}"), found);
            }
        }
        _ if answered == expected => {}
        _ => found.push(format!(
            "  {at}: answered {answered}\n  expected {expected}"
        )),
    }
}
