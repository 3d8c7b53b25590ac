//! Every example is valid, stands in the contract as well as in a file of its own, and every
//! example of the contract has its file.

#![cfg(test)]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

#[test]
fn the_files_are_the_examples_of_the_contracts() {
    let mut expected = BTreeMap::new();
    for contract in contracts() {
        for operation in operations(&contract) {
            for (name, value) in examples(operation) {
                let id = operation["operationId"].as_str().unwrap();
                expected.insert(format!("{id}.{name}.json"), value);
            }
        }
    }
    let found: BTreeMap<String, Value> = files().collect();
    assert_eq!(
        found.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    for (name, value) in &expected {
        assert_eq!(found.get(name), Some(value), "{name}");
    }
}

#[test]
fn every_example_is_valid() {
    let contracts = contracts();
    for (name, example) in files() {
        let id = name.split('.').next().unwrap();
        let (contract, operation) = contracts
            .iter()
            .flat_map(|contract| operations(contract).map(move |found| (contract, found)))
            .find(|(_, operation)| operation["operationId"] == id)
            .unwrap_or_else(|| panic!("{name}: there is no such operation"));
        if let Some(body) = example.pointer("/request/body") {
            validate(contract, &operation["requestBody"], body, &name);
        }
        if let Some(body) = example.pointer("/response/body") {
            let status = example["response"]["status"].to_string();
            let response = followed(contract, &operation["responses"][&status]);
            validate(contract, response, body, &name);
        }
    }
}

fn validate(contract: &Value, holder: &Value, body: &Value, name: &str) {
    let schema = &holder["content"]["application/json"]["schema"];
    let mut document = json_schema(schema);
    let components = json_schema(&contract["components"]);
    document
        .as_object_mut()
        .unwrap()
        .insert("components".to_owned(), components);
    let validator = jsonschema::validator_for(&document).unwrap();
    let errors: Vec<_> = validator
        .iter_errors(body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
}

/// A schema of OpenAPI 3.0 as JSON Schema: `nullable` becomes an alternative.
fn json_schema(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut members: Map<String, Value> = members
                .iter()
                .map(|(key, value)| (key.clone(), json_schema(value)))
                .collect();
            if members.remove("nullable") == Some(json!(true)) {
                return json!({ "anyOf": [members, { "type": "null" }] });
            }
            Value::Object(members)
        }
        Value::Array(items) => items.iter().map(json_schema).collect(),
        other => other.clone(),
    }
}

fn contracts() -> [Value; 2] {
    [
        include_str!("../../../openapi/public.yaml"),
        include_str!("../../../openapi/sandbox.yaml"),
    ]
    .map(|yaml| serde_json::from_str(&openapi_codegen::json(yaml).unwrap()).unwrap())
}

fn operations(contract: &Value) -> impl Iterator<Item = &Value> {
    let paths = contract["paths"].as_object().unwrap();
    paths
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
}

/// The examples of an operation by name: what is sent, what comes back, or both.
fn examples(operation: &Value) -> BTreeMap<String, Value> {
    let mut cases: BTreeMap<String, Value> = BTreeMap::new();
    for (name, body) in values(&operation["requestBody"]) {
        cases.entry(name).or_insert_with(|| json!({}))["request"] = json!({ "body": body });
    }
    for (status, response) in operation["responses"].as_object().unwrap() {
        let status: u16 = status.parse().unwrap();
        for (name, body) in values(response) {
            cases.entry(name).or_insert_with(|| json!({}))["response"] =
                json!({ "status": status, "body": body });
        }
    }
    cases
}

fn values(holder: &Value) -> Vec<(String, Value)> {
    holder["content"]["application/json"]["examples"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, example)| (name.clone(), example["value"].clone()))
        .collect()
}

fn followed<'a>(contract: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(target) => contract.pointer(target.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

fn files() -> impl Iterator<Item = (String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/examples");
    std::fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        (name, serde_json::from_str(&text).unwrap())
    })
}
