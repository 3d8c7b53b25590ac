//! What poem-openapi says that it serves is what the contracts say.
//!
//! Both documents are brought to one form first: references followed, `allOf` merged,
//! annotations and what is the default anyway left out. What is then left must be equal.

#![cfg(test)]

use std::sync::Arc;

use api::contract::Body;
use api::generated::{public, sandbox};
use poem_openapi::OpenApiService;
use serde_json::{Map, Value, json};

/// Says nothing about behaviour.
const ANNOTATIONS: [&str; 9] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "tags",
    "explode",
    "style",
    "deprecated",
];

#[test]
fn the_public_api_is_what_its_contract_says() {
    let routes = (
        public::CardPaymentsRoutes(Arc::new(Nobody)),
        public::AuthoriseCardPaymentsRoutes(Arc::new(Nobody)),
        public::TelephonePaymentsRoutes(Arc::new(Nobody)),
        public::RefundingCardPaymentsRoutes(Arc::new(Nobody)),
        public::AgreementsRoutes(Arc::new(Nobody)),
        public::DisputesRoutes(Arc::new(Nobody)),
    );
    let emitted = OpenApiService::new(routes, "", "").spec();
    compare(include_str!("../../../openapi/public.yaml"), &emitted);
}

#[test]
fn the_sandbox_api_is_what_its_contract_says() {
    let routes = sandbox::SandboxRoutes(Arc::new(Nobody));
    let emitted = OpenApiService::new(routes, "", "").spec();
    compare(include_str!("../../../openapi/sandbox.yaml"), &emitted);
}

fn compare(contract: &str, emitted: &str) {
    let contract: Value = serde_json::from_str(&openapi_codegen::json(contract).unwrap()).unwrap();
    let emitted: Value = serde_json::from_str(emitted).unwrap();
    let mut differences = Vec::new();
    differ(
        "",
        &normalised(&contract),
        &normalised(&emitted),
        &mut differences,
    );
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The operations of a document in one form, with the security that applies to each.
fn normalised(document: &Value) -> Value {
    let everywhere = document.get("security");
    let mut operations = Map::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let mut operation = schema(document, operation, false);
            let members = operation.as_object_mut().unwrap();
            let security = members.remove("security");
            let security = security.or_else(|| everywhere.cloned());
            if let Some(security) = security.filter(|security| *security != json!([])) {
                members.insert("security".to_owned(), security);
            }
            operations.insert(format!("{method} {path}"), operation);
        }
    }
    let mut schemes = document["components"]["securitySchemes"].clone();
    if let Some(schemes) = schemes.as_object_mut() {
        for scheme in schemes.values_mut() {
            scheme.as_object_mut().unwrap().remove("description");
        }
    }
    json!({ "operations": operations, "schemes": schemes })
}

/// A value in one form. Below `properties` the keys are names, not words of OpenAPI.
fn schema(document: &Value, value: &Value, keys_are_names: bool) -> Value {
    match value {
        Value::Object(members) => {
            if let (Some(target), false) = (members.get("$ref"), keys_are_names) {
                let pointer = target.as_str().unwrap().trim_start_matches('#');
                return schema(document, document.pointer(pointer).unwrap(), false);
            }
            let mut members: Map<String, Value> = members
                .iter()
                .filter(|(key, _)| keys_are_names || !ANNOTATIONS.contains(&key.as_str()))
                .map(|(key, value)| {
                    let inner_are_names =
                        !keys_are_names && (key == "properties" || key == "headers");
                    (key.clone(), schema(document, value, inner_are_names))
                })
                .collect();
            if keys_are_names {
                return Value::Object(members);
            }
            send_also(&mut members);
            merge_all_of(&mut members);
            members.retain(|_, value| !is_default(value));
            // `nullable` says it already.
            if let Some(Value::Array(words)) = members.get_mut("enum") {
                words.retain(|word| !word.is_null());
            }
            if let Some(headers) = members.get_mut("headers") {
                *headers = lower_case(headers);
            }
            Value::Object(members)
        }
        Value::Array(items) => {
            let mut items: Vec<_> = items
                .iter()
                .map(|item| schema(document, item, false))
                .collect();
            // Lists of words, parameters and alternatives mean the same in any order.
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        // Emitted bounds are floating-point numbers.
        Value::Number(number) => json!(number.as_f64()),
        other => other.clone(),
    }
}

/// Members that are sent twice are declared once; what is served has them twice.
fn send_also(members: &mut Map<String, Value>) {
    let Some(Value::Object(names)) = members.remove("x-also-sent") else {
        return;
    };
    for (name, other) in names {
        let properties = members["properties"].as_object_mut().unwrap();
        let copy = properties[&name].clone();
        properties.insert(other.as_str().unwrap().to_owned(), copy);
        let required = members["required"].as_array_mut().unwrap();
        if required.contains(&json!(name)) {
            required.push(other);
            required.sort_by_key(Value::to_string);
        }
    }
}

fn merge_all_of(members: &mut Map<String, Value>) {
    let Some(Value::Array(parts)) = members.remove("allOf") else {
        return;
    };
    for part in parts {
        for (key, value) in part.as_object().unwrap() {
            match (members.get_mut(key), value) {
                (Some(Value::Object(known)), Value::Object(more)) => known.extend(more.clone()),
                (Some(Value::Array(known)), Value::Array(more)) => {
                    known.extend(more.clone());
                    known.sort_by_key(Value::to_string);
                    known.dedup();
                }
                _ => {
                    members.insert(key.clone(), value.clone());
                }
            }
        }
    }
}

fn is_default(value: &Value) -> bool {
    match value {
        Value::Bool(value) => !value,
        Value::Null => true,
        _ => false,
    }
}

/// Names of headers mean the same in any case.
fn lower_case(headers: &Value) -> Value {
    let headers = headers.as_object().unwrap();
    headers
        .iter()
        .map(|(name, header)| (name.to_ascii_lowercase(), header.clone()))
        .collect()
}

fn differ(path: &str, contract: &Value, emitted: &Value, differences: &mut Vec<String>) {
    match (contract, emitted) {
        (Value::Object(left), Value::Object(right)) => {
            for key in left
                .keys()
                .chain(right.keys().filter(|k| !left.contains_key(*k)))
            {
                differ(
                    &format!("{path}/{key}"),
                    left.get(key).unwrap_or(&Value::Null),
                    right.get(key).unwrap_or(&Value::Null),
                    differences,
                );
            }
        }
        (left, right) if left == right => {}
        (left, right) => differences.push(format!("{path}: contract {left}, served {right}")),
    }
}

/// Implements everything and is never asked.
struct Nobody;

macro_rules! never {
    ($api:path { $($method:ident($($argument:ty),*) -> $success:ty, $failure:ty;)* }) => {
        impl $api for Nobody {
            $(async fn $method(&self, $(_: $argument),*) -> Result<$success, $failure> {
                unreachable!("nobody asks")
            })*
        }
    };
}

never!(public::CardPaymentsApi {
    create_payment(api::BearerAuth, public::CreatePaymentParameters, Body<public::CreateCardPaymentRequest>)
        -> public::CreatePaymentSuccess, public::CreatePaymentFailure;
    search_payments(api::BearerAuth, public::SearchPaymentsParameters)
        -> public::SearchPaymentsSuccess, public::SearchPaymentsFailure;
    get_payment(api::BearerAuth, String) -> public::GetPaymentSuccess, public::GetPaymentFailure;
    cancel_payment(api::BearerAuth, String) -> public::CancelPaymentSuccess, public::CancelPaymentFailure;
    capture_payment(api::BearerAuth, String) -> public::CapturePaymentSuccess, public::CapturePaymentFailure;
    get_payment_events(api::BearerAuth, String)
        -> public::GetPaymentEventsSuccess, public::GetPaymentEventsFailure;
    search_transactions(api::BearerAuth, public::SearchTransactionsParameters)
        -> public::SearchTransactionsSuccess, public::SearchTransactionsFailure;
});

never!(public::AuthoriseCardPaymentsApi {
    authorise_payment(Body<public::AuthorisationRequest>)
        -> public::AuthorisePaymentSuccess, public::AuthorisePaymentFailure;
});

never!(public::TelephonePaymentsApi {
    record_telephone_payment(
        api::BearerAuth,
        public::RecordTelephonePaymentParameters,
        Body<public::CreateTelephonePaymentRequest>
    ) -> public::RecordTelephonePaymentSuccess, public::RecordTelephonePaymentFailure;
});

never!(public::RefundingCardPaymentsApi {
    create_refund(
        api::BearerAuth,
        String,
        public::CreateRefundParameters,
        Body<public::PaymentRefundRequest>
    ) -> public::CreateRefundSuccess, public::CreateRefundFailure;
    get_payment_refunds(api::BearerAuth, String)
        -> public::GetPaymentRefundsSuccess, public::GetPaymentRefundsFailure;
    get_payment_refund(api::BearerAuth, String, String)
        -> public::GetPaymentRefundSuccess, public::GetPaymentRefundFailure;
    search_refunds(api::BearerAuth, public::SearchRefundsParameters)
        -> public::SearchRefundsSuccess, public::SearchRefundsFailure;
});

never!(public::AgreementsApi {
    create_agreement(
        api::BearerAuth,
        public::CreateAgreementParameters,
        Body<public::CreateAgreementRequest>
    ) -> public::CreateAgreementSuccess, public::CreateAgreementFailure;
    search_agreements(api::BearerAuth, public::SearchAgreementsParameters)
        -> public::SearchAgreementsSuccess, public::SearchAgreementsFailure;
    get_agreement(api::BearerAuth, String) -> public::GetAgreementSuccess, public::GetAgreementFailure;
    cancel_agreement(api::BearerAuth, String)
        -> public::CancelAgreementSuccess, public::CancelAgreementFailure;
});

never!(public::DisputesApi {
    search_disputes(api::BearerAuth, public::SearchDisputesParameters)
        -> public::SearchDisputesSuccess, public::SearchDisputesFailure;
});

never!(sandbox::SandboxApi {
    read_clock() -> sandbox::ReadClockSuccess, sandbox::ReadClockFailure;
    advance_clock(Body<sandbox::ClockAdvance>) -> sandbox::AdvanceClockSuccess, sandbox::AdvanceClockFailure;
    open_dispute(String, Body<sandbox::DisputeToOpen>)
        -> sandbox::OpenDisputeSuccess, sandbox::OpenDisputeFailure;
    move_dispute(String, String, Body<sandbox::DisputeMove>)
        -> sandbox::MoveDisputeSuccess, sandbox::MoveDisputeFailure;
    settle(Body<sandbox::Settlement>) -> sandbox::SettleSuccess, sandbox::SettleFailure;
    reset_data() -> sandbox::ResetDataSuccess, sandbox::ResetDataFailure;
});
