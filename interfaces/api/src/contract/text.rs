//! Text with a pattern, which the checks enforce.
//!
//! poem-openapi could enforce it too, but compiles the pattern anew for every request.

use std::borrow::Cow;
use std::marker::PhantomData;

use poem_openapi::registry::MetaSchemaRef;
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde_json::Value;

use super::Described;

/// Text, as the schema `S` describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Text<S> {
    /// The text.
    pub value: String,
    described: PhantomData<fn() -> S>,
}

impl<S: Described> Type for Text<S> {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        S::NAME.into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(S::KIND.meta()))
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl<S: Described> ParseFromJSON for Text<S> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::String(value)) => Ok(Self {
                value,
                described: PhantomData,
            }),
            value => Err(ParseError::expected_type(value.unwrap_or_default())),
        }
    }
}

impl<S: Described> ToJSON for Text<S> {
    fn to_json(&self) -> Option<Value> {
        Some(Value::String(self.value.clone()))
    }
}
