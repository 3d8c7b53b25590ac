//! `createPayment`, when a member is wrong: every row of its tables.

use serde_json::{Map, Value, json};
use system_tests::harness::Server;

use crate::shown::{Table, case};

/// A good body with these members instead. A member of the text `absent` is left out.
pub(crate) fn body(changes: &Value) -> Value {
    let mut body = json!({
        "amount": 14_500,
        "reference": "LIC-2291",
        "description": "Street trading licence",
        "return_url": "https://licences.example.org/applications/2291",
    });
    let members = body.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        if value == "absent" {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    body
}

async fn refusals(server: &Server, changes: &[Value]) -> String {
    let mut table = Table::new();
    for change in changes {
        let answer = server.api().post("/v1/payments", &body(change)).await;
        table.add(&case(change), &answer);
    }
    table.text().to_owned()
}

/// Public-api 4.2: what is looked at first, member by member.
#[tokio::test]
async fn members_of_the_wrong_kind() {
    let server = Server::on_sqlite().await;
    let table = refusals(
        &server,
        &[
            json!({ "amount": "absent" }),
            json!({ "amount": null }),
            json!({ "amount": "100" }),
            json!({ "amount": 27.55 }),
            json!({ "amount": 100.0 }),
            json!({ "amount": 2_147_483_648_i64 }),
            json!({ "amount": {} }),
            json!({ "amount": true }),
            json!({ "reference": "absent" }),
            json!({ "reference": null }),
            json!({ "reference": "" }),
            json!({ "reference": " \t\n" }),
            json!({ "reference": 7 }),
            json!({ "reference": "a<b" }),
            json!({ "reference": "a>b" }),
            json!({ "reference": "a|b" }),
            json!({ "description": "absent" }),
            json!({ "description": null }),
            json!({ "description": "  " }),
            json!({ "description": [] }),
            json!({ "description": "a<b" }),
            json!({ "return_url": 7 }),
            json!({ "return_url": [] }),
            json!({ "delayed_capture": null }),
            json!({ "delayed_capture": "true" }),
            json!({ "delayed_capture": 1 }),
            json!({ "email": 7 }),
            json!({ "prefilled_cardholder_details": { "cardholder_name": 7 } }),
            json!({ "prefilled_cardholder_details": { "billing_address": { "line1": 7 } } }),
            json!({ "prefilled_cardholder_details": { "billing_address": { "line2": true } } }),
            json!({ "prefilled_cardholder_details": { "billing_address": { "city": [] } } }),
            json!({ "prefilled_cardholder_details": { "billing_address": { "postcode": {} } } }),
            json!({ "prefilled_cardholder_details": { "billing_address": { "country": 44 } } }),
        ],
    )
    .await;
    insta::assert_snapshot!(table, @r#"
    {"amount":"absent"}
      400 {"field":"amount","code":"P0101","description":"Missing mandatory attribute: amount"}
    {"amount":null}
      400 {"field":"amount","code":"P0101","description":"Missing mandatory attribute: amount"}
    {"amount":"100"}
      400 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":27.55}
      400 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":100.0}
      400 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":2147483648}
      400 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":{}}
      400 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"amount":true}
      400 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be a valid numeric format"}
    {"reference":"absent"}
      400 {"field":"reference","code":"P0101","description":"Missing mandatory attribute: reference"}
    {"reference":null}
      400 {"field":"reference","code":"P0101","description":"Missing mandatory attribute: reference"}
    {"reference":""}
      400 {"field":"reference","code":"P0101","description":"Missing mandatory attribute: reference"}
    {"reference":" \t\n"}
      400 {"field":"reference","code":"P0101","description":"Missing mandatory attribute: reference"}
    {"reference":7}
      400 {"field":"reference","code":"P0102","description":"Invalid attribute value: reference. Must be a valid string format"}
    {"reference":"a<b"}
      400 {"field":"reference","code":"P0102","description":"Invalid attribute value: reference. Must be a valid string format"}
    {"reference":"a>b"}
      400 {"field":"reference","code":"P0102","description":"Invalid attribute value: reference. Must be a valid string format"}
    {"reference":"a|b"}
      400 {"field":"reference","code":"P0102","description":"Invalid attribute value: reference. Must be a valid string format"}
    {"description":"absent"}
      400 {"field":"description","code":"P0101","description":"Missing mandatory attribute: description"}
    {"description":null}
      400 {"field":"description","code":"P0101","description":"Missing mandatory attribute: description"}
    {"description":"  "}
      400 {"field":"description","code":"P0101","description":"Missing mandatory attribute: description"}
    {"description":[]}
      400 {"field":"description","code":"P0102","description":"Invalid attribute value: description. Must be a valid string format"}
    {"description":"a<b"}
      400 {"field":"description","code":"P0102","description":"Invalid attribute value: description. Must be a valid string format"}
    {"return_url":7}
      400 {"field":"return_url","code":"P0102","description":"Invalid attribute value: return_url. Must be a valid URL format"}
    {"return_url":[]}
      400 {"field":"return_url","code":"P0102","description":"Invalid attribute value: return_url. Must be a valid URL format"}
    {"delayed_capture":null}
      400 {"field":"delayed_capture","code":"P0102","description":"Invalid attribute value: delayed_capture. Must be true or false"}
    {"delayed_capture":"true"}
      400 {"field":"delayed_capture","code":"P0102","description":"Invalid attribute value: delayed_capture. Must be true or false"}
    {"delayed_capture":1}
      400 {"field":"delayed_capture","code":"P0102","description":"Invalid attribute value: delayed_capture. Must be true or false"}
    {"email":7}
      400 {"field":"email","code":"P0102","description":"Invalid attribute value: email. Field must be a string"}
    {"prefilled_cardholder_details":{"cardholder_name":7}}
      400 {"field":"cardholder_name","code":"P0102","description":"Invalid attribute value: cardholder_name. Field must be a string"}
    {"prefilled_cardholder_details":{"billing_address":{"line1":7}}}
      400 {"field":"line1","code":"P0102","description":"Invalid attribute value: line1. Field must be a string"}
    {"prefilled_cardholder_details":{"billing_address":{"line2":true}}}
      400 {"field":"line2","code":"P0102","description":"Invalid attribute value: line2. Field must be a string"}
    {"prefilled_cardholder_details":{"billing_address":{"city":[]}}}
      400 {"field":"city","code":"P0102","description":"Invalid attribute value: city. Field must be a string"}
    {"prefilled_cardholder_details":{"billing_address":{"postcode":{}}}}
      400 {"field":"postcode","code":"P0102","description":"Invalid attribute value: postcode. Field must be a string"}
    {"prefilled_cardholder_details":{"billing_address":{"country":44}}}
      400 {"field":"country","code":"P0102","description":"Invalid attribute value: country. Field must be a string"}
    "#);
}

#[tokio::test]
async fn metadata_that_is_not_pairs_of_short_names_and_values() {
    let server = Server::on_sqlite().await;
    let many: Map<String, Value> = (0..16).map(|n| (format!("k{n}"), json!(n))).collect();
    let table = refusals(
        &server,
        &[
            json!({ "metadata": "pairs" }),
            json!({ "metadata": ["pairs"] }),
            json!({ "metadata": null }),
            json!({ "metadata": many }),
            json!({ "metadata": { "": "value" } }),
            json!({ "metadata": { "k".repeat(31): "value" } }),
            json!({ "metadata": { "key": "v".repeat(101) } }),
            json!({ "metadata": { "key": null } }),
            json!({ "metadata": { "key": {} } }),
            json!({ "metadata": { "key": [1] } }),
            json!({ "metadata": { "key": 1, "KEY": 2 } }),
        ],
    )
    .await;
    insta::assert_snapshot!(table, @r#"
    {"metadata":"pairs"}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Must be an object of JSON key-value pairs"}
    {"metadata":["pairs"]}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Must be an object of JSON key-value pairs"}
    {"metadata":null}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Value must not be null"}
    {"metadata":{"k0":0,"k1":1,"k2":2,"k3":3,"k4":4,"k5":5,"k6":... (138 characters)
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Cannot have more than 15 key-value pairs"}
    {"metadata":{"":"value"}}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Keys must be between 1 and 30 characters long"}
    {"metadata":{"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk":"value"}}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Keys must be between 1 and 30 characters long"}
    {"metadata":{"key":"vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv... (124 characters)
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Values must be no greater than 100 characters long"}
    {"metadata":{"key":null}}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Must not have null values"}
    {"metadata":{"key":{}}}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Values must be of type String, Boolean or Number"}
    {"metadata":{"key":[1]}}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Values must be of type String, Boolean or Number"}
    {"metadata":{"key":1,"KEY":2}}
      422 {"field":"metadata","code":"P0102","description":"Invalid attribute value: metadata. Must have case insensitive unique keys"}
    "#);
}

/// Public-api 4.3: sizes and ranges.
#[tokio::test]
async fn values_that_are_too_much_or_too_little() {
    let server = Server::on_sqlite().await;
    let long = "x".repeat(256);
    let address = |member: &str, value: &str| json!({ "prefilled_cardholder_details": { "billing_address": { member: value } } });
    let table = refusals(
        &server,
        &[
            json!({ "amount": -1 }),
            json!({ "amount": 10_000_001 }),
            json!({ "reference": long }),
            json!({ "reference": "\u{1f600}".repeat(128) }),
            json!({ "description": long }),
            json!({ "email": "x".repeat(255) }),
            json!({ "return_url": format!("https://licences.example.org/{}", "x".repeat(1972)) }),
            json!({ "prefilled_cardholder_details": { "cardholder_name": long } }),
            address("line1", &long),
            address("line2", &long),
            address("city", &long),
            address("postcode", &"x".repeat(26)),
        ],
    )
    .await;
    insta::assert_snapshot!(table, @r#"
    {"amount":-1}
      422 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be greater than or equal to 1"}
    {"amount":10000001}
      422 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be less than or equal to 10000000"}
    {"reference":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... (272 characters)
      422 {"field":"reference","code":"P0102","description":"Invalid attribute value: reference. Must be less than or equal to 255 characters length"}
    {"reference":"😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀... (144 characters)
      422 {"field":"reference","code":"P0102","description":"Invalid attribute value: reference. Must be less than or equal to 255 characters length"}
    {"description":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... (274 characters)
      422 {"field":"description","code":"P0102","description":"Invalid attribute value: description. Must be less than or equal to 255 characters length"}
    {"email":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... (267 characters)
      422 {"field":"email","code":"P0102","description":"Invalid attribute value: email. Must be less than or equal to 254 characters length"}
    {"return_url":"https://licences.example.org/xxxxxxxxxxxxxxxx... (2018 characters)
      422 {"field":"return_url","code":"P0102","description":"Invalid attribute value: return_url. Must be less than or equal to 2000 characters length"}
    {"prefilled_cardholder_details":{"cardholder_name":"xxxxxxxx... (311 characters)
      422 {"field":"cardholder_name","code":"P0102","description":"Invalid attribute value: cardholder_name. Must be less than or equal to 255 characters length"}
    {"prefilled_cardholder_details":{"billing_address":{"line1":... (321 characters)
      422 {"field":"line1","code":"P0102","description":"Invalid attribute value: line1. Must be less than or equal to 255 characters length"}
    {"prefilled_cardholder_details":{"billing_address":{"line2":... (321 characters)
      422 {"field":"line2","code":"P0102","description":"Invalid attribute value: line2. Must be less than or equal to 255 characters length"}
    {"prefilled_cardholder_details":{"billing_address":{"city":"... (320 characters)
      422 {"field":"city","code":"P0102","description":"Invalid attribute value: city. Must be less than or equal to 255 characters length"}
    {"prefilled_cardholder_details":{"billing_address":{"postcode":"xxxxxxxxxxxxxxxxxxxxxxxxxx"}}}
      422 {"field":"postcode","code":"P0102","description":"Invalid attribute value: postcode. Must be less than or equal to 25 characters length"}
    "#);
}

/// Public-api 4.4: what only the account can tell.
#[tokio::test]
async fn what_the_account_or_the_mode_does_not_permit() {
    let server = Server::on_sqlite().await;
    let table = refusals(
        &server,
        &[
            json!({ "return_url": "absent" }),
            json!({ "return_url": null }),
            json!({ "return_url": "" }),
            json!({ "return_url": "not an address" }),
            json!({ "return_url": "ftp://licences.example.org" }),
            json!({ "return_url": "javascript:alert(1)" }),
            json!({ "return_url": "//licences.example.org" }),
            json!({ "amount": 0 }),
        ],
    )
    .await;
    insta::assert_snapshot!(table, @r#"
    {"return_url":"absent"}
      400 {"code":"P0101","description":"Missing mandatory attribute: return_url"}
    {"return_url":null}
      400 {"code":"P0101","description":"Missing mandatory attribute: return_url"}
    {"return_url":""}
      400 {"code":"P0101","description":"Missing mandatory attribute: return_url"}
    {"return_url":"not an address"}
      422 {"code":"P0102","description":"Invalid attribute value: return_url. Must be a valid URL format"}
    {"return_url":"ftp://licences.example.org"}
      422 {"code":"P0102","description":"Invalid attribute value: return_url. Must be a valid URL format"}
    {"return_url":"javascript:alert(1)"}
      422 {"code":"P0102","description":"Invalid attribute value: return_url. Must be a valid URL format"}
    {"return_url":"//licences.example.org"}
      422 {"code":"P0102","description":"Invalid attribute value: return_url. Must be a valid URL format"}
    {"amount":0}
      422 {"field":"amount","code":"P0102","description":"Invalid attribute value: amount. Must be greater than or equal to 1. Refer to <here>/docs/making_payments/#amount"}
    "#);
}
