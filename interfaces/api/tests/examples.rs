//! Every example is valid, and every example of the contracts stands in a file of its own.

#![cfg(test)]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value, json};

const CONTRACTS: [&str; 3] = [
    include_str!("../../../openapi/public.yaml"),
    include_str!("../../../openapi/sandbox.yaml"),
    include_str!("../../../openapi/listen.yaml"),
];

#[test]
fn the_files_are_the_examples_of_the_contracts() {
    let expected: BTreeMap<String, String> = CONTRACTS
        .iter()
        .flat_map(|contract| openapi_codegen::examples(contract).unwrap())
        .collect();
    let found: BTreeMap<String, String> = files().collect();
    assert!(
        found == expected,
        "run `cargo run -p openapi-codegen -- generate`"
    );
}

#[test]
fn every_example_is_valid() {
    let contracts = contracts();
    for (name, text) in files() {
        let example: Value = serde_json::from_str(&text).unwrap();
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

#[test]
fn every_example_that_operations_share_is_valid() {
    for contract in contracts() {
        let shared = contract["components"]["responses"].as_object();
        for (name, response) in shared.into_iter().flatten() {
            let examples = &response["content"]["application/json"]["examples"];
            for example in examples.as_object().unwrap().values() {
                validate(&contract, response, &example["value"], name);
            }
        }
    }
}

fn validate(contract: &Value, holder: &Value, body: &Value, name: &str) {
    let content = &holder["content"];
    let media = content.get("application/json");
    let schema = &media.unwrap_or(&content["text/event-stream"])["schema"];
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

fn contracts() -> [Value; 3] {
    CONTRACTS.map(|yaml| serde_json::from_str(&openapi_codegen::json(yaml).unwrap()).unwrap())
}

fn operations(contract: &Value) -> impl Iterator<Item = &Value> {
    let paths = contract["paths"].as_object().unwrap();
    paths
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
}

fn followed<'a>(contract: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(target) => contract.pointer(target.trim_start_matches('#')).unwrap(),
        None => value,
    }
}

fn files() -> impl Iterator<Item = (String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/examples");
    std::fs::read_dir(folder).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        (name, std::fs::read_to_string(&path).unwrap())
    })
}
