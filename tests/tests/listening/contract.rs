//! The contract's own examples.

use serde_json::Value;
use system_tests::contract_check::LISTEN;

#[test]
fn every_example_is_good_by_its_schema() {
    let operation = LISTEN.operation("listenToDeliveries");
    let mut seen = 0;
    for status in operation.statuses() {
        let content = &LISTEN.response(operation, status).unwrap()["content"];
        for (name, example) in examples(&content["application/json"]) {
            let schema = &content["application/json"]["schema"];
            let violations = LISTEN.violations(schema, &example["value"]);
            assert!(violations.is_empty(), "{status} {name}: {violations:#?}");
            seen += 1;
        }
        for (_, example) in examples(&content["text/event-stream"]) {
            for event in example["value"].as_array().unwrap() {
                let is_first = event["event"] == "ready";
                check(if is_first { "Ready" } else { "Delivery" }, event);
            }
            seen += 1;
        }
    }
    assert!(seen >= 8, "only {seen} examples");
}

fn examples(media: &Value) -> impl Iterator<Item = (&String, &Value)> {
    media["examples"].as_object().into_iter().flatten()
}

/// Whatever is added to it one day, it stays out of the way of the public API.
#[test]
fn every_path_is_the_contracts_own() {
    for operation in LISTEN.operations() {
        assert!(operation.path.starts_with("/listen/"), "{}", operation.path);
        assert!(operation.secured, "{}", operation.id);
    }
}

/// Holds an event of the stream against the contract.
pub(crate) fn check(schema: &str, event: &Value) {
    let violations = LISTEN.violations(LISTEN.schema(schema), event);
    assert!(
        violations.is_empty(),
        "{schema}: {violations:#?}\n{event:#}"
    );
}
