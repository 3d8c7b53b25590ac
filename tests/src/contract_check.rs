//! The contract as a judge: whether a response that was seen is one that the
//! contract promises.
//!
//! It reads the YAML file itself and shares nothing with the generator or the
//! server, so that a mistake there cannot hide itself here.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a contract that cannot be read is a failed test"
)]

mod schema;

use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use self::schema::Judged;

/// The contract that integrators read.
pub static PUBLIC: LazyLock<Contract> = LazyLock::new(|| Contract::read("public.yaml"));
/// The contract of sandbox mode's levers.
pub static SANDBOX: LazyLock<Contract> = LazyLock::new(|| Contract::read("sandbox.yaml"));
/// The contract of what can be listened to.
pub static LISTEN: LazyLock<Contract> = LazyLock::new(|| Contract::read("listen.yaml"));

/// A contract file, read.
pub struct Contract {
    document: Value,
    operations: Vec<Operation>,
}

/// One operation of a contract.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its `operationId`.
    pub id: String,
    /// The method, in capitals.
    pub method: String,
    /// The path with its `{parameters}`.
    pub path: String,
    /// Whether the operation needs a key.
    pub secured: bool,
    definition: Value,
}

/// A response as it came over the wire.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The request's method.
    pub method: &'a str,
    /// The request's path, without query.
    pub path: &'a str,
    /// The status.
    pub status: u16,
    /// The headers, names in lower case.
    pub headers: &'a [(String, String)],
    /// The body, decompressed.
    pub body: &'a [u8],
}

impl Contract {
    fn read(name: &str) -> Self {
        let text = std::fs::read_to_string(folder().join(name)).expect("the contract is there");
        let document: Value = serde_saphyr::from_str(&text).expect("the contract is YAML");
        let operations = operations_of(&document);
        Self {
            document,
            operations,
        }
    }

    /// Every operation, in the order of the file.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// The operation with this id.
    pub fn operation(&self, id: &str) -> &Operation {
        self.operations
            .iter()
            .find(|operation| operation.id == id)
            .unwrap_or_else(|| panic!("the contract has no operation {id}"))
    }

    /// The operation that answers this method at this path, if one does.
    pub fn operation_at(&self, method: &str, path: &str) -> Option<&Operation> {
        let method = if method == "HEAD" { "GET" } else { method };
        self.operations
            .iter()
            .find(|operation| operation.method == method && operation.is_at(path))
    }

    /// The media types, schemas and all, of a response of an operation.
    pub fn response<'a>(&'a self, operation: &'a Operation, status: u16) -> Option<&'a Value> {
        operation
            .definition
            .get("responses")?
            .get(status.to_string())
            .map(|response| self.resolve(response))
    }

    /// What is wrong with an example of a request by a schema of this contract.
    pub fn request_violations(&self, schema: &Value, value: &Value) -> Vec<String> {
        schema::violations(self, schema, value, Judged::RequestExample)
    }

    /// What is wrong with an example of a response by a schema of this contract.
    pub fn violations(&self, schema: &Value, value: &Value) -> Vec<String> {
        schema::violations(self, schema, value, Judged::ResponseExample)
    }

    /// The media type of the messages that we send, schema, examples and all.
    pub fn webhook(&self) -> &Value {
        self.at("#/x-webhooks/paymentEvent/post/requestBody/content/application~1json")
    }

    /// A component by its name.
    pub fn schema(&self, name: &str) -> &Value {
        self.at(&format!("#/components/schemas/{name}"))
    }

    /// What a response breaks of the contract; nothing, if all is well.
    pub fn breaches(&self, seen: &Seen<'_>) -> Vec<String> {
        match self.operation_at(seen.method, seen.path) {
            Some(operation) => self.breaches_of(operation, seen),
            None if seen.method == "OPTIONS" && seen.status == 200 => {
                let mut breaches = Vec::new();
                seen.expect_no_body(&mut breaches);
                breaches
            }
            None => self.breaches_of_no_operation(seen),
        }
    }

    fn breaches_of(&self, operation: &Operation, seen: &Seen<'_>) -> Vec<String> {
        let Some(response) = self.response(operation, seen.status) else {
            return vec![format!(
                "{} does not document status {}",
                operation.id, seen.status
            )];
        };
        let mut breaches = Vec::new();
        for (name, header) in entries(response.get("headers")) {
            let header = self.resolve(header);
            let required = header.get("required") == Some(&Value::Bool(true));
            match seen.header(name) {
                None if required => {
                    breaches.push(format!("the required header {name} is missing"));
                }
                Some(sent) => {
                    let value = as_sent(header.get("schema"), sent);
                    let schema = header.get("schema").unwrap_or(&Value::Null);
                    breaches.extend(self.violations(schema, &value));
                }
                None => {}
            }
        }
        match response.get("content") {
            None => seen.expect_no_body(&mut breaches),
            Some(content) => {
                let schema = content.pointer("/application~1json/schema");
                self.expect_json(seen, schema, &mut breaches);
            }
        }
        breaches
    }

    /// Nothing but failures of the conversation may come from where no
    /// operation is.
    fn breaches_of_no_operation(&self, seen: &Seen<'_>) -> Vec<String> {
        let mut breaches = Vec::new();
        let schema = match seen.status {
            401 => self.schema("AuthenticationError"),
            404 | 405 => self.schema("ProtocolError"),
            other => {
                return vec![format!("status {other} where the contract has nothing")];
            }
        };
        self.expect_json(seen, Some(schema), &mut breaches);
        breaches
    }

    fn expect_json(&self, seen: &Seen<'_>, schema: Option<&Value>, breaches: &mut Vec<String>) {
        if seen.header("content-type") != Some("application/json") {
            breaches.push(format!(
                "the media type is {:?}, not exactly application/json",
                seen.header("content-type")
            ));
        }
        if seen.method == "HEAD" {
            if !seen.body.is_empty() {
                breaches.push("an answer to HEAD has a body".to_owned());
            }
            return;
        }
        match (serde_json::from_slice::<Value>(seen.body), schema) {
            (Ok(body), Some(schema)) => {
                breaches.extend(schema::violations(self, schema, &body, Judged::Response));
            }
            (Ok(_), None) => breaches.push("the contract has no schema for JSON here".to_owned()),
            (Err(error), _) => breaches.push(format!("the body is not JSON: {error}")),
        }
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.at(reference),
            None => value,
        }
    }

    fn at(&self, reference: &str) -> &Value {
        reference
            .strip_prefix('#')
            .and_then(|pointer| self.document.pointer(pointer))
            .unwrap_or_else(|| panic!("the contract has nothing at {reference}"))
    }
}

impl Operation {
    /// The path with every parameter replaced.
    pub fn path_with(&self, value_of: impl Fn(&str) -> String) -> String {
        self.path
            .split('/')
            .map(|part| match parameter(part) {
                Some(name) => value_of(name),
                None => part.to_owned(),
            })
            .collect::<Vec<_>>()
            .join("/")
    }

    /// The names of the path's parameters.
    pub fn path_parameters(&self) -> Vec<&str> {
        self.path.split('/').filter_map(parameter).collect()
    }

    /// What the operation takes as a JSON body: schema and examples.
    pub fn request_content(&self) -> Option<&Value> {
        self.definition
            .pointer("/requestBody/content/application~1json")
    }

    /// The first example of a JSON body.
    pub fn request_example(&self) -> Option<&Value> {
        let examples = self.request_content()?.get("examples")?.as_object()?;
        examples.values().next()?.get("value")
    }

    /// Every status that is documented.
    pub fn statuses(&self) -> Vec<u16> {
        entries(self.definition.get("responses"))
            .filter_map(|(status, _)| status.parse().ok())
            .collect()
    }

    fn is_at(&self, path: &str) -> bool {
        let path = path.strip_suffix('/').unwrap_or(path);
        let (ours, theirs) = (self.path.split('/'), path.split('/'));
        ours.clone().count() == theirs.clone().count()
            && ours
                .zip(theirs)
                .all(|(ours, theirs)| match parameter(ours) {
                    Some(_) => !theirs.is_empty(),
                    None => ours == theirs,
                })
    }
}

impl Seen<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    fn expect_no_body(&self, breaches: &mut Vec<String>) {
        if !self.body.is_empty() {
            breaches.push("there is a body where the contract has none".to_owned());
        }
        if self.header("content-type").is_some() {
            breaches.push("there is a media type without a body".to_owned());
        }
    }
}

/// Where the contracts are.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../openapi")
}

fn operations_of(document: &Value) -> Vec<Operation> {
    const METHODS: [&str; 5] = ["get", "put", "post", "patch", "delete"];
    let secured_by_default = document.get("security").is_some();
    let mut operations = Vec::new();
    for (path, item) in entries(document.get("paths")) {
        for (method, definition) in entries(Some(item)) {
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let id = definition.get("operationId").and_then(Value::as_str);
            let own_security = definition.get("security").and_then(Value::as_array);
            operations.push(Operation {
                id: id.expect("every operation has an id").to_owned(),
                method: method.to_uppercase(),
                path: path.clone(),
                secured: own_security.map_or(secured_by_default, |list| !list.is_empty()),
                definition: definition.clone(),
            });
        }
    }
    operations
}

/// A header's text as the kind of value that its schema speaks of.
fn as_sent(schema: Option<&Value>, text: &str) -> Value {
    let kind = schema.and_then(|schema| schema.get("type"));
    match (kind.and_then(Value::as_str), text.parse::<i64>()) {
        (Some("integer"), Ok(number)) => number.into(),
        _ => text.into(),
    }
}

/// The name in a path segment like `{name}`.
fn parameter(part: &str) -> Option<&str> {
    part.strip_prefix('{')?.strip_suffix('}')
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}

#[cfg(test)]
mod tests;
