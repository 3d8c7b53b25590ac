//! The searches that are measured.

use anyhow::Context;
use domain::Timestamp;
use domain::payment::Status;
use domain::ports::queries::{PaymentSearch, Settled, Sheet};
use time::{Date, Duration};

use crate::load::{self, Size};

/// A quarter of the time in which the payments were made.
const QUARTER_MILLIS: i64 = load::DAYS as i64 * 24 * 60 * 60 * 1_000 / 4;

/// Every search, and what it is called in the table.
pub(crate) fn all(size: Size) -> anyhow::Result<Vec<(&'static str, PaymentSearch)>> {
    let text = |text: &str| Some(text.to_owned());
    let any = PaymentSearch::default;
    Ok(vec![
        (
            "reference",
            PaymentSearch {
                reference: text("Renewal"),
                ..any()
            },
        ),
        (
            "part of the e-mail address",
            PaymentSearch {
                email: text("NEEDLE"),
                ..any()
            },
        ),
        (
            "part of the cardholder's name",
            PaymentSearch {
                cardholder_name: text("Needle"),
                ..any()
            },
        ),
        (
            "status",
            PaymentSearch {
                statuses: vec![Status::Declined],
                ..any()
            },
        ),
        (
            "three statuses (`failed`)",
            PaymentSearch {
                statuses: Status::named("failed"),
                ..any()
            },
        ),
        (
            "card brand",
            PaymentSearch {
                card_brand: text("jcb"),
                ..any()
            },
        ),
        (
            "first digits",
            PaymentSearch {
                first_digits: text("353011"),
                ..any()
            },
        ),
        (
            "last digits",
            PaymentSearch {
                last_digits: text("0000"),
                ..any()
            },
        ),
        (
            "agreement",
            PaymentSearch {
                agreement: text(load::AGREEMENT),
                ..any()
            },
        ),
        ("created in a span", created(size)),
        ("paid out in a span of days", settled(size)?),
        (
            "reference, brand and a part of the name",
            PaymentSearch {
                reference: text("Renewal"),
                card_brand: text("jcb"),
                cardholder_name: text("needle"),
                ..any()
            },
        ),
        ("no filter", any()),
        (
            "no filter, page 500 of 20 each",
            PaymentSearch {
                sheet: Sheet {
                    page: 500,
                    display_size: 20,
                },
                ..any()
            },
        ),
        (
            "no filter, last page of 500 each",
            PaymentSearch {
                sheet: Sheet {
                    page: size.of_large_account().div_ceil(500),
                    display_size: 500,
                },
                ..any()
            },
        ),
        (
            "a status that most have",
            PaymentSearch {
                statuses: vec![Status::Success],
                ..any()
            },
        ),
    ])
}

/// A span in the middle in which the large account made 500 payments.
fn created(size: Size) -> PaymentSearch {
    let from = Timestamp::from_millis(load::BEGAN_AT + QUARTER_MILLIS);
    let span = 500 * size.millis_between_large();
    PaymentSearch {
        from: Some(from),
        to: Some(Timestamp::from_millis(from.as_millis() + span)),
        ..PaymentSearch::default()
    }
}

/// So many days that 500 payments of the large account were paid out on them.
fn settled(size: Size) -> anyhow::Result<PaymentSearch> {
    let a_day = size.of_large_account() as f64 / load::DAYS as f64;
    let captured = 1.0 - 1.0 / size.one_in() as f64;
    let days = (500.0 / (a_day * captured)).floor();
    let first: Date = Timestamp::from_millis(load::BEGAN_AT).date();
    let days = Duration::days(days as i64 - 1);
    let last = first.checked_add(days).context("the span is too long")?;
    Ok(PaymentSearch {
        settled: Settled {
            from: Some(first),
            to: Some(last),
        },
        ..PaymentSearch::default()
    })
}
