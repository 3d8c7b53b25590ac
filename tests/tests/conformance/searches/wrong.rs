//! Parameters that cannot be understood: each by itself, and all at once in the
//! order in which they are named.

use crate::row::{Area, Row, error, get};
use crate::world::World;

const STATES: &[&str] = &["finished", "SUCCESS", "Created", "declined"];
const INSTANTS: &[&str] = &[
    "2016-01-25",
    "2016-01-25T13:23:55",
    "2016-01-25T13:23:55+01:00",
    "2016-02-30T13:23:55Z",
    "13:23:55Z",
    "yesterday",
];
const DAYS: &[&str] = &[
    "2016-1-25",
    "2016-02-30",
    "2016-01-25T13:23:55Z",
    "yesterday",
];
const NUMBERS: &[&str] = &["0", "-1", "one", "1.5", "99999999999"];
const SIZES: &[&str] = &["0", "-1", "501", "many", "1.5"];
const SIX: &[&str] = &["12345", "1234567", "12345x"];
const FOUR: &[&str] = &["123", "12345", "123x"];
const LONG_BRAND: &[&str] = &["xxxxxxxxxxxxxxxxxxxxx"];

/// A parameter, the name that a refusal has for it, and values that are refused.
type Parameter = (&'static str, &'static str, &'static [&'static str]);

const DATES: [Parameter; 4] = [
    ("from_date", "from_date", INSTANTS),
    ("to_date", "to_date", INSTANTS),
    ("from_settled_date", "from_settled_date", DAYS),
    ("to_settled_date", "to_settled_date", DAYS),
];
const SHEET: [Parameter; 2] = [
    ("page", "page", NUMBERS),
    ("display_size", "display_size", SIZES),
];

/// What each search refuses, in the order in which it names it. Texts that are too
/// long are tried apart.
fn searches() -> Vec<(&'static str, &'static str, Vec<Parameter>)> {
    let [from, to, from_settled, to_settled] = DATES;
    let [page, size] = SHEET;
    let state = ("state", "state", STATES);
    let reference = ("reference", "reference", &[][..]);
    let email = ("email", "email", &[][..]);
    let brand = ("card_brand", "card_brand", LONG_BRAND);
    let first = ("first_digits_card_number", "first_digits_card_number", SIX);
    let last = ("last_digits_card_number", "last_digits_card_number", FOUR);
    let status = ("status", "state", &["open", "Won"][..]);
    let agreement = ("status", "status", &["open", "Active"][..]);
    let mut payments = vec![
        state, reference, email, brand, from, to, page, size, first, last,
    ];
    let transactions = payments.clone();
    payments.extend([from_settled, to_settled]);
    vec![
        ("/v1/payments", "P0401", payments),
        ("/v1/transactions", "P0401", transactions),
        (
            "/v1/refunds",
            "P1101",
            vec![from, to, from_settled, to_settled, page, size],
        ),
        (
            "/v1/disputes",
            "P0401",
            vec![from, to, from_settled, to_settled, page, size, status],
        ),
        (
            "/v1/agreements",
            "P2401",
            vec![agreement, reference, page, size],
        ),
    ]
}

pub(super) fn area(world: &World) -> Area {
    let mut rows = Vec::new();
    let mut row = |target: String, status: u16, code: &str, names: &[&str]| {
        let rule: String = target.chars().take(80).collect();
        let sent = get(target);
        rows.push(Row::new(
            rule,
            &world.api,
            sent,
            status,
            refused(code, names),
        ));
    };
    for (path, code, parameters) in searches() {
        for (parameter, name, values) in &parameters {
            for value in *values {
                row(format!("{path}?{parameter}={value}"), 422, code, &[*name]);
            }
            let longest = match *parameter {
                "reference" => 255,
                "email" => 254,
                _ => continue,
            };
            let long = "x".repeat(longest + 1);
            row(format!("{path}?{parameter}={long}"), 422, code, &[*name]);
            let astral = "%F0%9F%98%80".repeat(128);
            row(format!("{path}?{parameter}={astral}"), 422, code, &[*name]);
        }
        let names: Vec<&str> = parameters.iter().map(|(_, name, _)| *name).collect();
        let query = |parameters: &[Parameter]| {
            let pairs = parameters.iter().map(|(parameter, _, values)| {
                let wrong = values
                    .first()
                    .map_or_else(|| "x".repeat(256), |value| (*value).to_owned());
                format!("{parameter}={wrong}")
            });
            pairs.collect::<Vec<_>>().join("&")
        };
        row(format!("{path}?{}", query(&parameters)), 422, code, &names);
        let mut turned = parameters.clone();
        turned.reverse();
        row(format!("{path}?{}", query(&turned)), 422, code, &names);
    }
    // The older name has no days of settlement, whatever else is wrong.
    let (from, to) = ("from_settled_date", "to_settled_date");
    for (query, names) in [
        ("from_settled_date=2026-03-04", &[from][..]),
        ("to_settled_date=2026-03-04", &[to]),
        (
            "to_settled_date=x&from_settled_date=2026-03-04",
            &[from, to],
        ),
        ("from_settled_date=2026-03-04&page=0", &[from]),
    ] {
        row(format!("/v1/transactions?{query}"), 400, "P0401", names);
    }
    Area {
        name: "searches, wrong parameters",
        rows,
    }
}

fn refused(code: &str, names: &[&str]) -> serde_json::Value {
    let names = names.join(", ");
    let words = "See Public API documentation for the correct data formats";
    error(code, format!("Invalid parameters: {names}. {words}"))
}
