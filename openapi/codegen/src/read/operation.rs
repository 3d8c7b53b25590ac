//! Operations: their parameters, bodies and responses.

use crate::document::{Node, Reading};
use crate::model::{Body, Header, HeaderKind, Kind, Operation, Parameter, Place, Response};
use crate::names;

use super::{description, reference, schema};

pub(super) fn all(root: &Node) -> Reading<Vec<Operation>> {
    let mut operations: Vec<Operation> = Vec::new();
    let security = super::security(root)?;
    for (path, item) in root.need("paths")?.entries()? {
        item.only(&["get", "post", "put", "patch", "delete"])?;
        for (method, node) in item.entries()? {
            let operation = operation(root, path, method, node, security.as_ref())?;
            if operations.iter().any(|other| other.id == operation.id) {
                return node.refuse(format!("`{}` is said twice", operation.id));
            }
            operations.push(operation);
        }
    }
    Ok(operations)
}

fn operation(
    root: &Node,
    path: &str,
    method: &str,
    node: &Node,
    security: Option<&String>,
) -> Reading<Operation> {
    node.only(&[
        "operationId",
        "tags",
        "summary",
        "description",
        "deprecated",
        "security",
        "parameters",
        "requestBody",
        "responses",
    ])?;
    let tags = node.need("tags")?;
    let [tag] = tags.items()? else {
        return tags.refuse("needs exactly one tag");
    };
    let declared = root.need("tags")?.items()?;
    if !declared.iter().any(|known| {
        known
            .get("name")
            .is_some_and(|name| name.text() == tag.text())
    }) {
        return tag.refuse("is not among the tags of the document");
    }
    let parameters = parameters(root, node)?;
    path_agrees(path, &parameters, node)?;
    Ok(Operation {
        id: node.need("operationId")?.text()?.to_owned(),
        tag: tag.text()?.to_owned(),
        path: path.to_owned(),
        method: method.to_owned(),
        summary: node.need("summary")?.text()?.to_owned(),
        deprecated: node.get("deprecated").map_or(Ok(false), Node::boolean)?,
        security: guard(node, security)?,
        parameters,
        body: node.get("requestBody").map(body).transpose()?,
        responses: responses(root, node.need("responses")?)?,
    })
}

/// What guards an operation: what guards all of them, or nothing where it says so.
fn guard(node: &Node, everywhere: Option<&String>) -> Reading<Option<String>> {
    match node.get("security") {
        None => Ok(everywhere.cloned()),
        Some(none) if none.items()?.is_empty() => Ok(None),
        Some(other) => other.refuse("an operation can only say that nothing guards it"),
    }
}

/// Every hole in the path has its parameter, in the same order, and none is left over.
fn path_agrees(path: &str, parameters: &[Parameter], node: &Node) -> Reading<()> {
    let holes = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let named = parameters
        .iter()
        .filter(|parameter| parameter.place == Place::Path)
        .map(|parameter| parameter.name.as_str());
    if holes.eq(named) {
        Ok(())
    } else {
        node.refuse("its path parameters are not those of its path, in order")
    }
}

fn parameters(root: &Node, operation: &Node) -> Reading<Vec<Parameter>> {
    let Some(list) = operation.get("parameters") else {
        return Ok(Vec::new());
    };
    list.items()?
        .iter()
        .map(|node| {
            let shared = match node.get("$ref") {
                Some(_) => Some(reference(node, "parameters")?.to_owned()),
                None => None,
            };
            parameter(resolve(root, node, "parameters")?, shared)
        })
        .collect()
}

fn parameter(node: &Node, shared: Option<String>) -> Reading<Parameter> {
    node.only(&["name", "in", "description", "required", "schema", "example"])?;
    let place = node.need("in")?;
    let required = node.need("required")?;
    let kind = schema::kind(node.need("schema")?)?;
    let place = match (place.text()?, required.boolean()?) {
        ("path", true) => Place::Path,
        ("query", false) => Place::Query,
        ("header", false) => Place::Header,
        ("query" | "header", true) => {
            return required.refuse("only path parameters can be required");
        }
        _ => return place.refuse("must be path, query or header"),
    };
    match &kind {
        Kind::Text { .. } | Kind::Integer { .. } | Kind::Boolean { .. } | Kind::Choice(_) => {}
        _ => return node.refuse("a parameter must be a scalar"),
    }
    let plain = matches!(
        kind,
        Kind::Text {
            format: None,
            min_length: None,
            max_length: None,
            pattern: None
        }
    );
    if place == Place::Path && !plain {
        return node.refuse("a path parameter is text without limits: what is wrong is not found");
    }
    Ok(Parameter {
        shared,
        name: node.need("name")?.text()?.to_owned(),
        description: description(node)?,
        place,
        kind,
    })
}

fn body(node: &Node) -> Reading<Body> {
    node.only(&["description", "required", "content"])?;
    let required = node.need("required")?;
    if !required.boolean()? {
        return required.refuse("a body must be required");
    }
    Ok(Body {
        component: content(node.need("content")?)?,
        description: description(node)?,
    })
}

/// The component that a JSON content holds.
fn content(node: &Node) -> Reading<String> {
    node.only(&["application/json"])?;
    let media = node.need("application/json")?;
    media.only(&["schema", "examples"])?;
    Ok(reference(media.need("schema")?, "schemas")?.to_owned())
}

fn responses(root: &Node, map: &Node) -> Reading<Vec<Response>> {
    let mut responses = Vec::new();
    for (status, node) in map.entries()? {
        let status: u16 = match status.parse() {
            Ok(status) if names::status(status).is_some() => status,
            _ => return node.refuse(format!("`{status}` is not a status with a name here")),
        };
        responses.push(response(status, resolve(root, node, "responses")?)?);
    }
    if !responses.iter().any(|response| response.status < 300) {
        return map.refuse("needs a success");
    }
    if !responses.iter().any(|response| response.status >= 300) {
        return map.refuse("needs a failure");
    }
    Ok(responses)
}

fn response(status: u16, node: &Node) -> Reading<Response> {
    node.only(&["description", "headers", "content"])?;
    let headers = match node.get("headers") {
        None => Vec::new(),
        Some(map) => map
            .entries()?
            .iter()
            .map(|(name, node)| header(name, node))
            .collect::<Reading<Vec<_>>>()?,
    };
    Ok(Response {
        status,
        description: description(node)?,
        component: node.get("content").map(content).transpose()?,
        headers,
    })
}

fn header(name: &str, node: &Node) -> Reading<Header> {
    node.only(&["description", "required", "schema", "example"])?;
    let required = node.need("required")?;
    if !required.boolean()? {
        return required.refuse("a header of a response must be required");
    }
    let kind = match schema::kind(node.need("schema")?)? {
        Kind::Text {
            format: None,
            min_length: None,
            max_length: None,
            pattern: None,
        } => HeaderKind::Text,
        Kind::Integer {
            wide: false,
            minimum: None,
            maximum: None,
            default: None,
        } => HeaderKind::Integer,
        _ => {
            return node.refuse("a header of a response must be text or an int32, without limits");
        }
    };
    Ok(Header {
        name: name.to_owned(),
        description: description(node)?,
        kind,
    })
}

/// Follows a reference into one section of the components, if there is one.
fn resolve<'a>(root: &'a Node, node: &'a Node, section: &str) -> Reading<&'a Node> {
    if node.get("$ref").is_none() {
        return Ok(node);
    }
    let name = reference(node, section)?;
    let target = root
        .need("components")?
        .get(section)
        .and_then(|map| map.get(name));
    target.ok_or_else(|| node.refusal(format!("there is no `{name}` among the {section}")))
}
