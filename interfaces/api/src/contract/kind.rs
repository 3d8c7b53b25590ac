//! The limits of a contract, as data that the generator writes and the checks read.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use serde_json::Value;

/// An object of the contract.
#[derive(Debug)]
pub struct ObjectSchema {
    /// Its name among the components.
    pub name: &'static str,
    /// Its members, in the order of the contract.
    pub members: &'static [Member],
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether the contract requires it.
    pub required: bool,
    /// What it may be.
    pub kind: Kind,
}

/// What a value may be. Lengths are in UTF-16 code units.
#[derive(Debug)]
#[expect(missing_docs, reason = "the members are the words of OpenAPI")]
pub enum Kind {
    /// Text.
    Text {
        format: Option<&'static str>,
        min_length: Option<usize>,
        max_length: Option<usize>,
        pattern: Option<&'static str>,
    },
    /// A whole number, of 32 bits unless it is wide.
    Integer {
        wide: bool,
        minimum: Option<i64>,
        maximum: Option<i64>,
        default: Option<i64>,
    },
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of such values.
    List(&'static Kind),
    /// An object with known members.
    Object(&'static ObjectSchema),
    /// An object with any members, whose values are of one of these kinds.
    Map {
        max_properties: Option<usize>,
        values: &'static [Kind],
    },
}

/// A path and the methods that it offers.
#[derive(Debug)]
pub struct Offered {
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The methods, in capitals.
    pub methods: &'static [&'static str],
    /// Those of them that take a JSON body.
    pub with_body: &'static [&'static str],
    /// Those of them that anybody may call without a key.
    pub without_key: &'static [&'static str],
}

/// Where a described value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a body.
    Body,
}

/// A type that stands for a schema of the contract.
pub trait Described: Send + Sync + 'static {
    /// Its name in the contract.
    const NAME: &'static str;
    /// What the contract allows.
    const KIND: Kind;
    /// Where it stands.
    const PLACE: Place = Place::Body;
}

/// A type that is the body of a request.
pub trait Contracted {
    /// What the contract allows.
    const SCHEMA: &'static ObjectSchema;
}

impl ObjectSchema {
    /// The member of this name.
    pub(crate) fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }
}

impl Kind {
    /// Whether a value is of the type that the contract says, never mind its limits.
    pub(crate) fn has_type_of(&self, value: &Value) -> bool {
        match self {
            // U+0000 is no text: not every database can keep it.
            Self::Text { .. } | Self::Choice(_) => {
                value.as_str().is_some_and(|text| !text.contains('\0'))
            }
            Self::Integer { wide: true, .. } => value.is_i64(),
            Self::Integer { wide: false, .. } => value
                .as_i64()
                .is_some_and(|number| i32::try_from(number).is_ok()),
            Self::Number => value.is_number(),
            Self::Boolean => value.is_boolean(),
            Self::List(_) => value.is_array(),
            Self::Object(_) | Self::Map { .. } => value.is_object(),
        }
    }

    /// The schema in the words of poem-openapi, for its own account of what it serves.
    pub(crate) fn meta(&self) -> MetaSchema {
        let float = |bound: &Option<i64>| bound.map(|bound| bound as f64);
        match self {
            Self::Text {
                format,
                min_length,
                max_length,
                pattern,
            } => MetaSchema {
                format: *format,
                min_length: *min_length,
                max_length: *max_length,
                pattern: pattern.map(str::to_owned),
                ..MetaSchema::new("string")
            },
            Self::Integer {
                wide,
                minimum,
                maximum,
                default,
            } => MetaSchema {
                format: Some(if *wide { "int64" } else { "int32" }),
                minimum: float(minimum),
                maximum: float(maximum),
                default: default.map(Value::from),
                ..MetaSchema::new("integer")
            },
            Self::Number => MetaSchema::new("number"),
            Self::Boolean => MetaSchema::new("boolean"),
            Self::Choice(words) => MetaSchema {
                enum_items: words.iter().map(|word| Value::from(*word)).collect(),
                ..MetaSchema::new("string")
            },
            Self::List(item) => MetaSchema {
                items: Some(Box::new(inline(item.meta()))),
                ..MetaSchema::new("array")
            },
            Self::Object(schema) => MetaSchema {
                properties: schema
                    .members
                    .iter()
                    .map(|member| (member.name, inline(member.kind.meta())))
                    .collect(),
                ..MetaSchema::new("object")
            },
            Self::Map {
                max_properties,
                values,
            } => MetaSchema {
                max_properties: *max_properties,
                additional_properties: Some(Box::new(inline(one_of(values)))),
                ..MetaSchema::new("object")
            },
        }
    }
}

fn inline(schema: MetaSchema) -> MetaSchemaRef {
    MetaSchemaRef::Inline(Box::new(schema))
}

fn one_of(kinds: &[Kind]) -> MetaSchema {
    match kinds {
        [kind] => kind.meta(),
        kinds => MetaSchema {
            one_of: kinds.iter().map(|kind| inline(kind.meta())).collect(),
            ..MetaSchema::ANY
        },
    }
}
