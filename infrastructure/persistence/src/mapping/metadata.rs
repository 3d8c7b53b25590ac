//! The service's own pairs, as JSON that keeps their order and the spelling of
//! their numbers: `[["key",{"number":"1.50"}],…]`.

use domain::payment::Metadata;
use domain::payment::metadata::MetadataValue;
use serde::{Deserialize, Serialize};

use super::{Impossible, from_json, json};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Value {
    Text(String),
    Number(String),
    Bool(bool),
}

/// The pairs as text; nothing when there are none.
pub(crate) fn to_text(metadata: &Metadata) -> Option<String> {
    if metadata.is_empty() {
        return None;
    }
    let pairs: Vec<(&str, Value)> = metadata
        .pairs()
        .iter()
        .map(|(key, value)| (key.as_str(), Value::from(value)))
        .collect();
    Some(json(&pairs))
}

/// The pairs, from their text.
pub(crate) fn from_text(text: Option<&str>) -> Result<Metadata, Impossible> {
    let Some(text) = text else {
        return Ok(Metadata::default());
    };
    let pairs: Vec<(String, Value)> = from_json("metadata", text)?;
    let pairs = pairs
        .into_iter()
        .map(|(key, value)| (key, value.into()))
        .collect();
    Metadata::parse(pairs).map_err(|_| Impossible::new("metadata"))
}

/// How the text has a value that is spelt so, whatever kind of value it is.
pub(crate) fn spellings(value: &str) -> Vec<String> {
    let truth = value.parse().ok().map(Value::Bool);
    let other = [
        Value::Text(value.to_owned()),
        Value::Number(value.to_owned()),
    ];
    other.iter().chain(&truth).map(json).collect()
}

impl From<&MetadataValue> for Value {
    fn from(value: &MetadataValue) -> Self {
        match value {
            MetadataValue::Text(text) => Self::Text(text.clone()),
            MetadataValue::Number(number) => Self::Number(number.clone()),
            MetadataValue::Bool(truth) => Self::Bool(*truth),
        }
    }
}

impl From<Value> for MetadataValue {
    fn from(value: Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text),
            Value::Number(number) => Self::Number(number),
            Value::Bool(truth) => Self::Bool(truth),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_spelling_stay() {
        let metadata = Metadata::parse(vec![
            (
                "zebra".to_owned(),
                MetadataValue::Number("1.50e0".to_owned()),
            ),
            (
                "Ärger \"x\"".to_owned(),
                MetadataValue::Text("a\nb".to_owned()),
            ),
            ("ant".to_owned(), MetadataValue::Bool(false)),
        ])
        .unwrap();

        let text = to_text(&metadata);

        assert_eq!(
            text.as_deref(),
            Some(
                r#"[["zebra",{"number":"1.50e0"}],["Ärger \"x\"",{"text":"a\nb"}],["ant",{"bool":false}]]"#
            )
        );
        assert_eq!(from_text(text.as_deref()), Ok(metadata));
    }

    #[test]
    fn the_text_has_each_value_as_it_is_spelt() {
        for (value, spelt) in [
            (MetadataValue::Text("a\"\0".to_owned()), "a\"\0"),
            (MetadataValue::Number("1.50e0".to_owned()), "1.50e0"),
            (MetadataValue::Bool(false), "false"),
            (MetadataValue::Text("false".to_owned()), "false"),
        ] {
            let metadata = Metadata::parse(vec![("key".to_owned(), value)]).unwrap();
            let text = to_text(&metadata).unwrap();
            let has = |value| spellings(value).iter().any(|part| text.contains(part));
            assert!(has(spelt), "{text}");
            assert!(!has("key") && !has("fals") && !has(""), "{text}");
        }
    }

    #[test]
    fn no_pairs_are_no_text() {
        assert_eq!(to_text(&Metadata::default()), None);
        assert_eq!(from_text(None), Ok(Metadata::default()));
    }

    #[test]
    fn what_is_no_metadata_is_impossible() {
        for text in [
            "",
            "{}",
            r#"[["k",{"date":"x"}]]"#,
            r#"[["",{"bool":true}]]"#,
        ] {
            assert!(from_text(Some(text)).is_err(), "{text}");
        }
    }
}
