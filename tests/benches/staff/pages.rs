//! The list of transactions and the dashboard.

use std::io::Write;
use std::time::{Duration, Instant};

use application::staff::dashboard::Day;
use application::staff::transactions::TRANSACTIONS_A_PAGE;
use domain::Timestamp;
use domain::ports::queries::{Sheet, TransactionSearch, TransactionStatus};
use time::Duration as Days;

use crate::house::{House, MODE};
use crate::load;

/// How often each page is asked for, after [`WARM_UP`].
const TIMES: usize = 31;
const WARM_UP: usize = 3;

/// Prints what each page takes.
pub(crate) async fn measure(house: &House, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(
        out,
        "\n| {} payments in one account | match | p50 | p95 |",
        house.size.payments
    )?;
    writeln!(out, "| --- | --- | --- | --- |")?;
    for (name, search) in lists() {
        let (mut times, mut total) = (Vec::new(), 0);
        for turn in 0..WARM_UP + TIMES {
            let begun = Instant::now();
            let (staff, service) = (&house.staff, &house.service);
            let page = house
                .application
                .staff_transactions(staff, service, MODE, search.clone())
                .await?;
            total = page.total;
            if turn >= WARM_UP {
                times.push(begun.elapsed());
            }
        }
        line(out, name, Some(total), times)?;
    }
    for days in [7, 30, 92] {
        let period = last_days(days)?;
        let mut times = Vec::new();
        for turn in 0..WARM_UP + TIMES {
            let begun = Instant::now();
            let (staff, service) = (&house.staff, &house.service);
            house
                .application
                .staff_dashboard(staff, service, MODE, &period)
                .await?;
            if turn >= WARM_UP {
                times.push(begun.elapsed());
            }
        }
        line(out, &format!("dashboard of {days} days"), None, times)?;
    }
    Ok(())
}

fn line(
    out: &mut impl Write,
    name: &str,
    total: Option<u64>,
    mut times: Vec<Duration>,
) -> std::io::Result<()> {
    times.sort_unstable();
    let at = |hundredth: usize| {
        let time = times.get(times.len() * hundredth / 100);
        time.copied().unwrap_or_default().as_secs_f64() * 1_000.0
    };
    let total = total.map_or_else(String::new, |total| total.to_string());
    writeln!(
        out,
        "| {name} | {total} | {:.1} ms | {:.1} ms |",
        at(50),
        at(95)
    )
}

/// Every list, and what it is called in the table.
fn lists() -> Vec<(&'static str, TransactionSearch)> {
    let text = |text: &str| Some(text.to_owned());
    let any = TransactionSearch::default;
    let page = |page| TransactionSearch {
        sheet: Sheet {
            page,
            display_size: TRANSACTIONS_A_PAGE,
        },
        ..any()
    };
    vec![
        ("first page", any()),
        ("page 500, by its number", page(500)),
        ("page 50,000, by its number", page(50_000)),
        (
            "part of a reference",
            TransactionSearch {
                reference: text("RENEW"),
                ..any()
            },
        ),
        (
            "part of an e-mail address",
            TransactionSearch {
                email: text("needle"),
                ..any()
            },
        ),
        (
            "part of a cardholder's name",
            TransactionSearch {
                cardholder_name: text("Needle"),
                ..any()
            },
        ),
        (
            "last digits",
            TransactionSearch {
                last_digits: text("0000"),
                ..any()
            },
        ),
        (
            "brand",
            TransactionSearch {
                brands: vec!["jcb".to_owned()],
                ..any()
            },
        ),
        (
            "value of metadata",
            TransactionSearch {
                metadata_value: text("123456"),
                ..any()
            },
        ),
        (
            "created in 30 days",
            TransactionSearch {
                from: Some(days_after_beginning(500)),
                to: Some(days_after_beginning(530)),
                ..any()
            },
        ),
        (
            "declined",
            TransactionSearch {
                statuses: vec![TransactionStatus::Declined],
                ..any()
            },
        ),
        (
            "refunded in 30 days",
            TransactionSearch {
                statuses: vec![TransactionStatus::RefundSuccess],
                from: Some(days_after_beginning(500)),
                to: Some(days_after_beginning(530)),
                ..any()
            },
        ),
        (
            "a status that most have",
            TransactionSearch {
                statuses: vec![TransactionStatus::Success],
                ..any()
            },
        ),
        (
            "a brand that most have",
            TransactionSearch {
                brands: vec!["visa".to_owned()],
                ..any()
            },
        ),
    ]
}

fn days_after_beginning(days: i64) -> Timestamp {
    Timestamp::from_millis(load::BEGAN_AT + days * 24 * 60 * 60 * 1_000)
}

/// The last days on which something was paid.
fn last_days(number: i64) -> anyhow::Result<Vec<Day>> {
    let end = i64::try_from(load::DAYS)?;
    let days = (end - number..end).map(|day| {
        let from = days_after_beginning(day);
        Day {
            date: Timestamp::from_millis(load::BEGAN_AT).date() + Days::days(day),
            from,
            to: days_after_beginning(day + 1),
        }
    });
    Ok(days.collect())
}
