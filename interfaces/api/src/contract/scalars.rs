//! An open map of scalars, in the order in which they were sent.

use std::borrow::Cow;
use std::marker::PhantomData;

use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromJSON, ParseResult, ToJSON, Type};
use serde_json::{Map, Value};

use super::Described;

/// An object with any members, as the schema `S` describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalars<S> {
    /// The members.
    pub members: Map<String, Value>,
    described: PhantomData<fn() -> S>,
}

impl<S> Scalars<S> {
    /// An object with these members.
    pub(crate) fn new(members: Map<String, Value>) -> Self {
        Self {
            members,
            described: PhantomData,
        }
    }
}

impl<S: Described> Type for Scalars<S> {
    const IS_REQUIRED: bool = true;

    type RawValueType = Self;
    type RawElementValueType = Self;

    fn name() -> Cow<'static, str> {
        S::NAME.into()
    }

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Reference(S::NAME.to_owned())
    }

    fn register(registry: &mut Registry) {
        registry.create_schema::<Self, _>(S::NAME.to_owned(), |_| S::KIND.meta());
    }

    fn as_raw_value(&self) -> Option<&Self> {
        Some(self)
    }

    fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(std::iter::once(self))
    }
}

impl<S: Described> ParseFromJSON for Scalars<S> {
    fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
        match value {
            Some(Value::Object(members)) => Ok(Self::new(members)),
            value => Err(ParseError::expected_type(value.unwrap_or_default())),
        }
    }
}

impl<S: Described> ToJSON for Scalars<S> {
    fn to_json(&self) -> Option<Value> {
        Some(Value::Object(self.members.clone()))
    }
}
