//! Bodies of all sorts, for what holds whatever stands in one.

use proptest::collection::{hash_map, vec};
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// Members under these names and others, with values that may be right, and may not.
pub(super) fn members(
    names: &'static [&'static str],
    words: &'static [&'static str],
) -> impl Strategy<Value = Map<String, Value>> {
    let members = hash_map(name(names), value(names, words), 0..9);
    members.prop_map(|members| members.into_iter().collect())
}

fn value(
    names: &'static [&'static str],
    words: &'static [&'static str],
) -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        (0..20_000_000).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,300}".prop_map(Value::from),
        select(words).prop_map(Value::from),
    ];
    scalar.prop_recursive(2, 16, 8, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            hash_map(name(names), inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn name(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![4 => select(names).prop_map(str::to_owned), 1 => ".{0,40}"]
}
