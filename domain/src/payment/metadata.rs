//! What a service attaches to a payment for itself.

use std::collections::HashSet;

/// Most pairs one payment carries.
pub const METADATA_PAIRS_MAX: usize = 15;
/// Longest key, in UTF-16 code units.
pub const METADATA_KEY_MAX: usize = 30;
/// Longest value as text, in UTF-16 code units.
pub const METADATA_VALUE_MAX: usize = 100;

/// Key-value pairs of the service's own, in the order they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata(Vec<(String, MetadataValue)>);

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadataValue {
    /// A string.
    Text(String),
    /// A JSON number, as the service wrote it.
    Number(String),
    /// A boolean.
    Bool(bool),
}

impl MetadataValue {
    fn length(&self) -> usize {
        match self {
            Self::Text(text) | Self::Number(text) => text.encode_utf16().count(),
            Self::Bool(value) => {
                if *value {
                    4
                } else {
                    5
                }
            }
        }
    }
}

/// A rule of GOV.UK Pay's API that metadata breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MetadataError {
    /// More than [`METADATA_PAIRS_MAX`].
    #[error("there are too many pairs")]
    TooManyPairs,
    /// A key is empty or over [`METADATA_KEY_MAX`].
    #[error("a key is empty or too long")]
    KeyLength,
    /// A value is over [`METADATA_VALUE_MAX`].
    #[error("a value is too long")]
    ValueLength,
    /// Two keys differ by case alone.
    #[error("two keys are the same but for case")]
    RepeatedKey,
}

impl Metadata {
    /// Reads pairs; answers every rule they break, in a fixed order.
    pub fn parse(pairs: Vec<(String, MetadataValue)>) -> Result<Self, Vec<MetadataError>> {
        let mut broken = Vec::new();
        if pairs.len() > METADATA_PAIRS_MAX {
            broken.push(MetadataError::TooManyPairs);
        }
        if pairs
            .iter()
            .any(|(key, _)| !(1..=METADATA_KEY_MAX).contains(&key.encode_utf16().count()))
        {
            broken.push(MetadataError::KeyLength);
        }
        if pairs
            .iter()
            .any(|(_, value)| value.length() > METADATA_VALUE_MAX)
        {
            broken.push(MetadataError::ValueLength);
        }
        let distinct: HashSet<String> = pairs.iter().map(|(key, _)| key.to_lowercase()).collect();
        if distinct.len() < pairs.len() {
            broken.push(MetadataError::RepeatedKey);
        }
        if broken.is_empty() {
            Ok(Self(pairs))
        } else {
            Err(broken)
        }
    }

    /// The pairs.
    pub fn pairs(&self) -> &[(String, MetadataValue)] {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(key: &str, value: &str) -> (String, MetadataValue) {
        (key.to_owned(), MetadataValue::Text(value.to_owned()))
    }

    #[test]
    fn every_broken_rule_is_named() {
        let mut pairs: Vec<_> = (0..15).map(|n| text(&format!("k{n}"), "v")).collect();
        assert!(Metadata::parse(pairs.clone()).is_ok());

        pairs.push(text("K0", &"v".repeat(101)));
        pairs.push(text("", "v"));

        assert_eq!(
            Metadata::parse(pairs),
            Err(vec![
                MetadataError::TooManyPairs,
                MetadataError::KeyLength,
                MetadataError::ValueLength,
                MetadataError::RepeatedKey,
            ])
        );
    }
}
