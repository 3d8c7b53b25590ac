//! Schemas: components, their members, and the kinds of values.

use crate::document::{Node, Reading};
use crate::emit;
use crate::model::{Component, Kind, Property, Shape, TextFormat};

use super::{description, reference};

/// Says the same of every schema and means nothing to the generator.
const ANNOTATIONS: [&str; 2] = ["description", "example"];

/// Names members that are sent a second time under another name. Generated clients could not tell
/// `links` from `_links`, so the contract declares one of them and says here that both are there.
const ALSO_SENT: &str = "x-also-sent";

pub(super) fn component(name: &str, node: &Node) -> Reading<Component> {
    if emit::is_taken(name) {
        return node.refuse("the name is taken by the code around it");
    }
    let shape = if let Some(parts) = node.get("allOf") {
        only(node, &["allOf"])?;
        composed(parts)?
    } else if node.get("additionalProperties").is_some() {
        Shape::Map(kind(node)?)
    } else {
        only(
            node,
            &["type", "nullable", "required", "properties", ALSO_SENT],
        )?;
        Shape::Object(properties(node)?)
    };
    Ok(Component {
        name: name.to_owned(),
        description: description(node)?,
        nullable: node.get("nullable").map_or(Ok(false), Node::boolean)?,
        shape,
    })
}

/// `allOf` with one reference is another name; with an object behind it, an extension.
fn composed(parts: &Node) -> Reading<Shape> {
    match parts.items()? {
        [base] => Ok(Shape::Alias(reference(base, "schemas")?.to_owned())),
        [base, own] => {
            only(own, &["type", "required", "properties", ALSO_SENT])?;
            Ok(Shape::Extends {
                base: reference(base, "schemas")?.to_owned(),
                own: properties(own)?,
            })
        }
        _ => parts.refuse("may hold one reference, or one reference and one object"),
    }
}

fn properties(object: &Node) -> Reading<Vec<Property>> {
    if object.need("type")?.text()? != "object" {
        return object.refuse("a component must be an object");
    }
    let required = match object.get("required") {
        Some(list) => list
            .items()?
            .iter()
            .map(Node::text)
            .collect::<Reading<Vec<_>>>()?,
        None => Vec::new(),
    };
    let properties = object.need("properties")?;
    for name in &required {
        if properties.get(name).is_none() {
            return object.refuse(format!("requires `{name}`, which it does not have"));
        }
    }
    let mut members = properties
        .entries()?
        .iter()
        .map(|(name, node)| property(name, node, required.contains(&name.as_str())))
        .collect::<Reading<Vec<_>>>()?;
    if let Some(names) = object.get(ALSO_SENT) {
        for (name, other) in names.entries()? {
            members.push(also_sent(&members, name, other)?);
        }
    }
    Ok(members)
}

/// The copy of a member under another name.
fn also_sent(members: &[Property], name: &str, other: &Node) -> Reading<Property> {
    if members
        .iter()
        .any(|member| Ok(&*member.name) == other.text())
    {
        return other.refuse("is a member already");
    }
    match members.iter().find(|member| member.name == name) {
        Some(member) => Ok(Property {
            name: other.text()?.to_owned(),
            ..member.clone()
        }),
        None => other.refuse(format!("there is no member `{name}`")),
    }
}

fn property(name: &str, node: &Node, required: bool) -> Reading<Property> {
    let kind = kind(node)?;
    if let Some(default) = node.get("default")
        && !matches!(
            kind,
            Kind::Boolean {
                default: Some(false)
            }
        )
    {
        return default.refuse("only false can be the default of a member");
    }
    let flag = |name| node.get(name).map_or(Ok(false), Node::boolean);
    Ok(Property {
        name: name.to_owned(),
        description: match kind {
            Kind::Reference(_) => String::new(),
            _ => description(node)?,
        },
        required,
        nullable: flag("nullable")?,
        deprecated: flag("deprecated")?,
        kind,
    })
}

/// The kind of value that a schema allows.
pub(super) fn kind(node: &Node) -> Reading<Kind> {
    if node.get("$ref").is_some() {
        return Ok(Kind::Reference(reference(node, "schemas")?.to_owned()));
    }
    let kind = node.need("type")?;
    match kind.text()? {
        "string" if node.get("enum").is_some() => choice(node),
        "string" => text(node),
        "integer" => integer(node),
        "number" => only(node, &["type"]).map(|()| Kind::Number),
        "boolean" => {
            only(node, &["type", "default", "deprecated"])?;
            Ok(Kind::Boolean {
                default: node.get("default").map(Node::boolean).transpose()?,
            })
        }
        "array" => {
            only(node, &["type", "items", "maxItems"])?;
            Ok(Kind::List {
                items: Box::new(self::kind(node.need("items")?)?),
                max_items: node.get("maxItems").map(Node::size).transpose()?,
            })
        }
        "object" => map(node),
        other => kind.refuse(format!("there is no type `{other}`")),
    }
}

/// A choice among words. 3.0.3 wants null said twice: by `nullable`, and among the words.
fn choice(node: &Node) -> Reading<Kind> {
    only(node, &["type", "enum", "nullable", "deprecated"])?;
    let list = node.need("enum")?;
    let (nulls, words): (Vec<_>, Vec<_>) = list.items()?.iter().partition(|value| value.is_null());
    if node.get("nullable").is_some() == nulls.is_empty() {
        return list.refuse("must list null if, and only if, it is nullable");
    }
    words
        .iter()
        .map(|word| word.text().map(str::to_owned))
        .collect::<Reading<Vec<_>>>()
        .map(Kind::Choice)
}

fn text(node: &Node) -> Reading<Kind> {
    only(
        node,
        &[
            "type",
            "format",
            "minLength",
            "maxLength",
            "pattern",
            "nullable",
            "deprecated",
        ],
    )?;
    let format = match node.get("format") {
        None => None,
        Some(format) => Some(match format.text()? {
            "date-time" => TextFormat::DateTime,
            "date" => TextFormat::Date,
            other => return format.refuse(format!("there is no format `{other}`")),
        }),
    };
    let pattern = node.get("pattern").map(Node::text).transpose()?;
    Ok(Kind::Text {
        format,
        min_length: node.get("minLength").map(Node::size).transpose()?,
        max_length: node.get("maxLength").map(Node::size).transpose()?,
        pattern: pattern.map(str::to_owned),
    })
}

fn integer(node: &Node) -> Reading<Kind> {
    only(node, &["type", "format", "minimum", "maximum", "default"])?;
    let format = node.need("format")?;
    let wide = match format.text()? {
        "int32" => false,
        "int64" => true,
        other => return format.refuse(format!("there is no format `{other}`")),
    };
    let bound = |name| node.get(name).map(Node::integer).transpose();
    Ok(Kind::Integer {
        wide,
        minimum: bound("minimum")?,
        maximum: bound("maximum")?,
        default: bound("default")?,
    })
}

fn map(node: &Node) -> Reading<Kind> {
    let Some(values) = node.get("additionalProperties") else {
        return node.refuse("an object with members must be a component");
    };
    only(node, &["type", "maxProperties", "additionalProperties"])?;
    let Some(choices) = values.get("oneOf") else {
        return match (kind(values)?, node.get("maxProperties")) {
            (
                Kind::Text {
                    format: None,
                    min_length: None,
                    max_length: None,
                    pattern: None,
                },
                None,
            ) => Ok(Kind::TextMap),
            _ => values.refuse("must be text without limits, or oneOf scalars"),
        };
    };
    values.only(&["oneOf"])?;
    let values = choices
        .items()?
        .iter()
        .map(|choice| match kind(choice)? {
            kind @ (Kind::Text { .. }
            | Kind::Integer { .. }
            | Kind::Number
            | Kind::Boolean { .. }) => Ok(kind),
            _ => choice.refuse("only scalars may be values of a map"),
        })
        .collect::<Reading<Vec<_>>>()?;
    Ok(Kind::ScalarMap {
        max_properties: node.get("maxProperties").map(Node::size).transpose()?,
        values,
    })
}

fn only(node: &Node, names: &[&str]) -> Reading<()> {
    let mut all = names.to_vec();
    all.extend(ANNOTATIONS);
    node.only(&all)
}
