//! Every example in the contracts is one that its schema accepts.

use serde_json::Value;
use system_tests::contract_check::{PUBLIC, SANDBOX};

#[test]
fn every_example_is_good_by_its_schema() {
    let mut seen = 0;
    for contract in [&*PUBLIC, &*SANDBOX] {
        for operation in contract.operations() {
            if let Some(content) = operation.request_content() {
                let judge =
                    |schema: &Value, value: &Value| contract.request_violations(schema, value);
                seen += check(judge, content, &operation.id);
            }
            for status in operation.statuses() {
                let response = contract.response(operation, status).unwrap();
                if let Some(content) = response.pointer("/content/application~1json") {
                    let judge = |schema: &Value, value: &Value| contract.violations(schema, value);
                    seen += check(judge, content, &format!("{} {status}", operation.id));
                }
            }
        }
    }
    assert!(seen >= 20, "only {seen} examples");
}

/// Every success tells by example what it looks like.
#[test]
fn every_operation_with_a_body_shows_an_example() {
    for contract in [&*PUBLIC, &*SANDBOX] {
        for operation in contract.operations() {
            for status in operation.statuses().into_iter().filter(|s| *s < 300) {
                let response = contract.response(operation, status).unwrap();
                let content = response.pointer("/content/application~1json");
                let shown = content.is_none_or(|content| content.get("examples").is_some());
                assert!(shown, "{} {status}", operation.id);
            }
        }
    }
}

fn check(judge: impl Fn(&Value, &Value) -> Vec<String>, content: &Value, place: &str) -> usize {
    let examples = content.get("examples").and_then(Value::as_object);
    let mut seen = 0;
    for (name, example) in examples.into_iter().flatten() {
        let violations = judge(&content["schema"], &example["value"]);
        assert!(violations.is_empty(), "{place} {name}: {violations:#?}");
        seen += 1;
    }
    seen
}
