//! What holds for every body, whatever stands in it.

use proptest::collection::{hash_map, vec};
use proptest::prelude::{Just, Strategy, any, prop_assert_ne, prop_oneof, proptest};
use proptest::sample::select;
use serde_json::{Value, json};

use super::{body_with, violation};

/// Values that members may have, good ones and bad ones.
fn any_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        (0..20_000_000).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,300}".prop_map(Value::from),
        Just(json!("https://service.example.org")),
    ];
    scalar.prop_recursive(2, 16, 8, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            hash_map(any_name(), inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    let names = [
        "amount",
        "reference",
        "description",
        "return_url",
        "delayed_capture",
        "email",
        "metadata",
        "prefilled_cardholder_details",
        "cardholder_name",
        "billing_address",
        "country",
        "line1",
    ];
    prop_oneof![4 => select(names.to_vec()).prop_map(str::to_owned), 1 => ".{0,40}"]
}

proptest! {
    /// The table refuses everything that the types behind it would refuse.
    #[test]
    fn nothing_passes_the_table_and_fails_behind_it(
        members in hash_map(any_name(), any_value(), 0..9)
    ) {
        let mut body = body_with("unknown", Some(json!(1)));
        body.as_object_mut().unwrap().extend(members);
        let code = violation(&body).map(|violation| violation.code);
        prop_assert_ne!(code, Some("P0197"));
    }
}
