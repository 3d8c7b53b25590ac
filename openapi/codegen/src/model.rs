//! What a contract says, as far as the generator understands it.

/// A whole contract.
#[derive(Debug)]
pub(crate) struct Contract {
    pub(crate) title: String,
    pub(crate) tags: Vec<Tag>,
    pub(crate) components: Vec<Component>,
    pub(crate) operations: Vec<Operation>,
}

/// A group of operations.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    pub(crate) description: String,
}

/// A named schema.
#[derive(Debug)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) description: String,
    /// Whether null may stand where it is referred to.
    pub(crate) nullable: bool,
    pub(crate) shape: Shape,
}

/// What a named schema is.
#[derive(Debug)]
pub(crate) enum Shape {
    /// An object with members.
    Object(Vec<Property>),
    /// The members of another component and some more.
    Extends { base: String, own: Vec<Property> },
    /// Another name for a component.
    Alias(String),
    /// An open map of scalars.
    Map(Kind),
}

/// A member of an object.
#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) deprecated: bool,
    pub(crate) kind: Kind,
}

/// What a value may be.
#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Text {
        format: Option<TextFormat>,
        min_length: Option<usize>,
        max_length: Option<usize>,
        pattern: Option<String>,
    },
    Integer {
        wide: bool,
        minimum: Option<i64>,
        maximum: Option<i64>,
        default: Option<i64>,
    },
    Number,
    Boolean {
        default: Option<bool>,
    },
    Choice(Vec<String>),
    List {
        items: Box<Kind>,
        max_items: Option<usize>,
    },
    /// An object whose members all have text values.
    TextMap,
    /// An object whose members have one of several scalar kinds.
    ScalarMap {
        max_properties: Option<usize>,
        values: Vec<Kind>,
    },
    Reference(String),
}

/// The formats of text that the generator knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TextFormat {
    DateTime,
    Date,
}

/// A method on a path.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) tag: String,
    pub(crate) path: String,
    pub(crate) method: String,
    pub(crate) summary: String,
    pub(crate) deprecated: bool,
    /// The security scheme that guards it, if one does.
    pub(crate) security: Option<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
}

/// A value that a request carries outside its body.
#[derive(Debug, Clone)]
pub(crate) struct Parameter {
    /// Its name among the components, if operations share it.
    pub(crate) shared: Option<String>,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) place: Place,
    pub(crate) kind: Kind,
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
}

/// A JSON body that is always required.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) component: String,
    pub(crate) description: String,
}

/// One of the answers of an operation.
#[derive(Debug, Clone)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) description: String,
    pub(crate) component: Option<String>,
    pub(crate) headers: Vec<Header>,
}

/// A header that an answer always carries.
#[derive(Debug, Clone)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) kind: HeaderKind,
}

/// What the value of a header may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderKind {
    Text,
    Integer,
}

impl Contract {
    /// Whether null may stand where this property does.
    pub(crate) fn admits_null(&self, property: &Property) -> bool {
        property.nullable
            || match &property.kind {
                Kind::Reference(name) => self.component(name).is_some_and(|target| target.nullable),
                _ => false,
            }
    }

    /// The component of this name.
    pub(crate) fn component(&self, name: &str) -> Option<&Component> {
        self.components
            .iter()
            .find(|component| component.name == name)
    }
}
