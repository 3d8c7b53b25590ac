//! Bodies that are no payment, whatever is in them.

use super::PAYMENTS;
use crate::row::{Area, Row, blocked, error, missing, post_text};
use crate::world::World;

pub(super) fn area(world: &World) -> Area {
    let unreadable = || error("P0197", "Unable to parse JSON");
    let amount = || missing("amount", "P0101");
    let rows = [
        ("", blocked()),
        ("null", unreadable()),
        ("abc", unreadable()),
        ("{", unreadable()),
        ("{\"amount\": 1,}", unreadable()),
        ("[]", amount()),
        ("7", amount()),
        ("\"text\"", amount()),
        ("{}", amount()),
        ("\u{feff}{}", amount()),
    ]
    .into_iter()
    .map(|(text, expected)| {
        let rule = format!("the body is {text:?}");
        Row::new(rule, &world.api, post_text(PAYMENTS, text), 400, expected)
    })
    .collect();
    Area {
        name: "create payment, no payment at all",
        rows,
    }
}
