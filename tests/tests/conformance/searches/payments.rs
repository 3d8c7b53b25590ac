//! Which payments match. The older name of the search finds the same, but knows no
//! days of settlement.

use super::catalogue::Catalogue;
use super::page::{Search, encoded};
use crate::row::Area;
use crate::world::World;

const ALL: [&str; 13] = [
    "expired",
    "created",
    "paid",
    "declined",
    "error",
    "capturable",
    "cancelled",
    "abandoned",
    "started",
    "submitted",
    "external",
    "set up",
    "recurring",
];

/// Filters, and what they leave.
const FILTERS: &[(&str, &[&str])] = &[
    ("state=created", &["created"]),
    ("state=started", &["started"]),
    ("state=submitted", &["submitted"]),
    ("state=capturable", &["capturable"]),
    (
        "state=success",
        &["paid", "external", "set up", "recurring"],
    ),
    ("state=failed", &["expired", "declined", "abandoned"]),
    ("state=cancelled", &["cancelled"]),
    ("state=error", &["error"]),
    ("reference=alpha", &["created", "paid"]),
    ("reference=ALPHA", &["created", "paid"]),
    ("reference=beta", &["declined"]),
    ("reference=BETA+100%25", &["cancelled"]),
    ("reference=beta%20100%25", &["cancelled"]),
    ("reference=alph", &[]),
    ("reference=%25", &[]),
    ("reference=_eta", &[]),
    (
        "email=example.org",
        &[
            "created",
            "paid",
            "declined",
            "error",
            "capturable",
            "submitted",
            "set up",
        ],
    ),
    (
        "email=EXAMPLE.ORG",
        &[
            "created",
            "paid",
            "declined",
            "error",
            "capturable",
            "submitted",
            "set up",
        ],
    ),
    ("email=person%40", &["created"]),
    ("email=second%40example.org", &["paid"]),
    ("email=%25", &[]),
    ("email=s_cond", &[]),
    (
        "card_brand=visa",
        &[
            "paid",
            "declined",
            "error",
            "submitted",
            "set up",
            "recurring",
        ],
    ),
    (
        "card_brand=VISA",
        &[
            "paid",
            "declined",
            "error",
            "submitted",
            "set up",
            "recurring",
        ],
    ),
    ("card_brand=master-card", &["capturable"]),
    ("card_brand=maestro", &["external"]),
    ("card_brand=jcb", &[]),
    ("card_brand=vis", &[]),
    (
        "cardholder_name=ade",
        &["paid", "capturable", "submitted", "set up", "recurring"],
    ),
    (
        "cardholder_name=OKAFOR",
        &["paid", "submitted", "set up", "recurring"],
    ),
    ("cardholder_name=%25", &["declined"]),
    ("cardholder_name=_", &["declined"]),
    ("cardholder_name=o'neil", &["declined"]),
    ("cardholder_name=%C3%89lodie", &["error"]),
    ("cardholder_name=nobody", &[]),
    (
        "first_digits_card_number=424242",
        &["paid", "submitted", "set up", "recurring"],
    ),
    ("first_digits_card_number=675964", &["external"]),
    (
        "last_digits_card_number=4242",
        &["paid", "submitted", "set up", "recurring"],
    ),
    ("last_digits_card_number=0042", &["external"]),
    ("last_digits_card_number=0000", &[]),
    ("agreement_id=hu20sqlact5260q2nanm0q8u93", &[]),
    ("agreement_id=x", &[]),
    ("reference=alpha&state=created", &["created"]),
    (
        "state=success&card_brand=visa&last_digits_card_number=4242",
        &["paid", "set up", "recurring"],
    ),
    ("state=failed&email=declined", &["declined"]),
    ("from_date=2016-01-25T13%3A23%3A55Z", &ALL),
    ("from_date=2016-01-25T13:23:55.123Z", &ALL),
    ("from_date=2016-01-25T13:23Z", &ALL),
    ("from_date=2016-01-25T13:23:55%2B01:00", &ALL),
    ("from_date=2016-01-25T13:23:55-09:30", &ALL),
    ("to_date=2016-01-25T13:23:55Z", &[]),
    ("made_up=1&made_up_too=x", &ALL),
    (
        "state=&reference=&email=&card_brand=&cardholder_name=&from_date=&to_date=&page=&display_size=",
        &ALL,
    ),
    (
        "first_digits_card_number=&last_digits_card_number=&agreement_id=&from_settled_date=&to_settled_date=",
        &ALL,
    ),
    ("state=%20&from_date=+&page=%20", &ALL),
];

/// Days of settlement, both inclusive.
const SETTLED: &[(&str, &[&str])] = &[
    (
        "from_settled_date=2026-03-04",
        &["paid", "set up", "recurring"],
    ),
    ("from_settled_date=2026-03-05", &["set up", "recurring"]),
    ("from_settled_date=2026-03-06", &["set up", "recurring"]),
    ("from_settled_date=2026-03-07", &[]),
    ("to_settled_date=2026-03-03", &[]),
    ("to_settled_date=2026-03-04", &["paid"]),
    ("to_settled_date=2026-03-05", &["paid"]),
    (
        "to_settled_date=2026-03-06",
        &["paid", "set up", "recurring"],
    ),
    (
        "from_settled_date=2026-03-04&to_settled_date=2026-03-04",
        &["paid"],
    ),
    (
        "from_settled_date=2026-03-06&to_settled_date=2026-03-04",
        &[],
    ),
    ("from_settled_date=2026-03-04&reference=alpha", &["paid"]),
];

pub(super) fn area(world: &World, catalogue: &Catalogue, path: &'static str) -> Area {
    let api = &world.searched.api;
    let search = Search {
        api,
        path,
        names: &catalogue.names,
    };
    let mut queries: Vec<(String, Vec<&str>)> = Vec::new();
    let own = |(query, names): &(&str, &[&'static str])| ((*query).to_owned(), names.to_vec());
    queries.push((String::new(), ALL.to_vec()));
    queries.extend(FILTERS.iter().map(own));
    if path == "/v1/payments" {
        queries.extend(SETTLED.iter().map(own));
    }
    let agreement = format!("agreement_id={}", catalogue.agreement);
    queries.push((agreement, vec!["set up", "recurring"]));

    for (parameter, longest) in [("reference", 255), ("email", 254), ("card_brand", 20)] {
        queries.push((format!("{parameter}={}", "x".repeat(longest)), Vec::new()));
    }

    // From an instant on, and before one: the first counts, the second does not.
    let at = |name: &str| encoded(catalogue.created(name));
    for (from, to, first, last) in [
        (Some("declined"), None, 3, 13),
        (None, Some("declined"), 0, 3),
        (Some("declined"), Some("cancelled"), 3, 6),
        (Some("recurring"), None, 12, 13),
        (Some("declined"), Some("declined"), 0, 0),
        (Some("cancelled"), Some("declined"), 0, 0),
    ] {
        let from = from.map(|name| format!("from_date={}", at(name)));
        let to = to.map(|name| format!("to_date={}", at(name)));
        let query: Vec<String> = from.into_iter().chain(to).collect();
        queries.push((query.join("&"), ALL.get(first..last).unwrap().to_vec()));
    }
    let rows = queries
        .into_iter()
        .map(|(query, names)| search.finds(query.clone(), &query, catalogue.items(&names)))
        .collect();
    Area {
        name: match path {
            "/v1/payments" => "search payments, what matches",
            _ => "search transactions, what matches",
        },
        rows,
    }
}
