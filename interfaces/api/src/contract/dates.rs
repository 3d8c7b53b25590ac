//! Dates on the wire: instants with exactly three digits of a second and a `Z`, and plain days.

use std::borrow::Cow;

use domain::Timestamp;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde_json::Value;
use time::macros::format_description;

/// An instant, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateTime(String);

/// A day, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date(String);

impl From<Timestamp> for DateTime {
    fn from(instant: Timestamp) -> Self {
        let format = format_description!(
            "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"
        );
        // Formatting a UTC date with a fixed description into text has no way to fail.
        Self(instant.utc().format(format).unwrap_or_default())
    }
}

impl From<time::Date> for Date {
    fn from(day: time::Date) -> Self {
        Self(
            day.format(format_description!("[year]-[month]-[day]"))
                .unwrap_or_default(),
        )
    }
}

macro_rules! text_with_format {
    ($name:ident, $format:literal) => {
        impl Type for $name {
            const IS_REQUIRED: bool = true;

            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> Cow<'static, str> {
                concat!("string_", $format).into()
            }

            fn schema_ref() -> MetaSchemaRef {
                MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", $format)))
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(std::iter::once(self))
            }
        }

        impl ParseFromJSON for $name {
            fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
                match value {
                    Some(Value::String(text)) => Ok(Self(text)),
                    value => Err(ParseError::expected_type(value.unwrap_or_default())),
                }
            }
        }

        impl ToJSON for $name {
            fn to_json(&self) -> Option<Value> {
                Some(Value::String(self.0.clone()))
            }
        }
    };
}

text_with_format!(DateTime, "date-time");
text_with_format!(Date, "date");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_always_has_three_digits_of_a_second() {
        for (millis, expected) in [
            (1_466_768_771_414, "2016-06-24T11:46:11.414Z"),
            (1_466_768_771_000, "2016-06-24T11:46:11.000Z"),
            (1_466_768_771_020, "2016-06-24T11:46:11.020Z"),
            (0, "1970-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(DateTime::from(Timestamp::from_millis(millis)).0, expected);
        }
    }

    #[test]
    fn a_day_has_no_time() {
        assert_eq!(
            Date::from(Timestamp::from_millis(1_466_768_771_414).date()).0,
            "2016-06-24"
        );
    }
}
