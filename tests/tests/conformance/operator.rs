//! What operators choose: further refusals, all of them off unless they are asked
//! for, and the names and addresses in descriptions.

mod names;

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::harness::Server;

use crate::modes::request;
use crate::row::{Area, Row, Tally, blocked, error, get, post, protocol};
use crate::shown::web_payment;
use crate::world::World;

const PAYMENTS: &str = "/v1/payments";
const CARD: &str = "4242 4242-4242 4242";

pub(crate) async fn run(world: &World, tally: &mut Tally) {
    tally.run(off(world)).await;
    for (option, refuses) in [
        ("wrong-media-type", "wrong media type"),
        ("missing-media-type", "missing media type"),
        ("urls-in-texts", "addresses in texts"),
        ("http-return-urls", "return URLs without tls"),
        ("card-numbers-as-references", "card numbers as references"),
    ] {
        let server = world.another(&[("BURSAR_EXTRA_REFUSALS", option)]).await;
        tally.run(on(&server, option, refuses)).await;
    }
    names::run(tally).await;
}

/// A request that an option is about.
struct Case {
    option: &'static str,
    rule: &'static str,
    sent: Sent,
    /// Status and body where the option is off.
    off: (u16, Value),
    /// Status and body where it is on.
    on: (u16, Value),
}

/// What the options are about, each with a request that it is not about beside those
/// that it is.
fn cases() -> Vec<Case> {
    let text = |kind: &str| {
        Sent::new("POST", PAYMENTS)
            .header("content-type", kind)
            .body(request(json!({})).to_string())
    };
    let bare = Sent::new("POST", PAYMENTS).body(request(json!({})).to_string());
    let unsupported = || (415, protocol(415, "Unsupported Media Type"));
    let refused = || (400, blocked());
    let created = |extra: Value| (201, web_payment(extra));
    let create = |extra: &Value| post(PAYMENTS, &request(extra.clone()));
    let picky = get(PAYMENTS).header("accept", "text/html");
    let url = json!({ "reference": "see https://example.org" });
    let other_url = json!({ "description": "see www.example.org" });
    let plain_url = json!({ "return_url": "http://example.org/done" });
    let typed = |source: &str| json!({ "reference": CARD, "internal": { "source": source } });
    let number = json!({ "reference": CARD });
    let as_reference = || {
        (
            400,
            error("P0105", "Card number entered in a payment link reference"),
        )
    };
    let kept = || created(json!({ "reference": CARD }));
    [
        (
            "wrong-media-type",
            "a body of text",
            text("text/plain"),
            unsupported(),
            refused(),
        ),
        (
            "wrong-media-type",
            "a form",
            text("application/x-www-form-urlencoded"),
            unsupported(),
            refused(),
        ),
        (
            "missing-media-type",
            "a body of no type",
            bare,
            created(json!({})),
            refused(),
        ),
        (
            "missing-media-type",
            "an answer that is not JSON",
            picky,
            (406, protocol(406, "Not Acceptable")),
            refused(),
        ),
        (
            "urls-in-texts",
            "an address in the reference",
            create(&url),
            created(url.clone()),
            refused(),
        ),
        (
            "urls-in-texts",
            "an address in the description",
            create(&other_url),
            created(other_url.clone()),
            refused(),
        ),
        (
            "http-return-urls",
            "a return URL without tls",
            create(&plain_url),
            created(plain_url.clone()),
            refused(),
        ),
        (
            "card-numbers-as-references",
            "a card number in a payment link",
            create(&typed("CARD_PAYMENT_LINK")),
            kept(),
            as_reference(),
        ),
        (
            "card-numbers-as-references",
            "a card number typed by an agent",
            create(&typed("CARD_AGENT_INITIATED_MOTO")),
            kept(),
            as_reference(),
        ),
        (
            "card-numbers-as-references",
            "a card number of a program's",
            create(&number),
            kept(),
            kept(),
        ),
        (
            "card-numbers-as-references",
            "a number that is no card's",
            create(
                &json!({ "reference": "4242 4242 4242 4241", "internal": { "source": "CARD_PAYMENT_LINK" } }),
            ),
            created(json!({ "reference": "4242 4242 4242 4241" })),
            created(json!({ "reference": "4242 4242 4242 4241" })),
        ),
        (
            "card-numbers-as-references",
            "a number of no brand",
            create(
                &json!({ "reference": "9999999999999995", "internal": { "source": "CARD_PAYMENT_LINK" } }),
            ),
            created(json!({ "reference": "9999999999999995" })),
            created(json!({ "reference": "9999999999999995" })),
        ),
    ]
    .map(|(option, rule, sent, off, on)| Case {
        option,
        rule,
        sent,
        off,
        on,
    })
    .into()
}

fn off(world: &World) -> Area {
    let row = |case: Case| Row::new(case.rule, &world.api, case.sent, case.off.0, case.off.1);
    Area {
        name: "further refusals, off",
        rows: cases().into_iter().map(row).collect(),
    }
}

/// With one option on, only what it is about is answered otherwise.
fn on(server: &Server, option: &str, name: &'static str) -> Area {
    let api = server.api();
    let row = |case: Case| match case.option == option {
        // The contract speaks of servers as they usually are.
        true => Row::new(case.rule, &api, case.sent, case.on.0, case.on.1).beside_the_contract(),
        false => Row::new(case.rule, &api, case.sent, case.off.0, case.off.1),
    };
    Area {
        name,
        rows: cases().into_iter().map(row).collect(),
    }
}
