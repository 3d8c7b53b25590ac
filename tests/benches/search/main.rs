//! How searching an account's payments slows down as a database grows.
//!
//! Databases of 10 thousand, 100 thousand and 1 million payments on PostgreSQL, of
//! which one account of 1,000 holds a tenth. Every filter matches about 500 of its
//! payments. What is measured is the store's own search, without HTTP and JSON, so
//! that nothing that stays the same hides what grows. Ends as a table that can be put
//! into `docs/BENCHMARKS.md`.

mod filters;
mod load;

use std::io::Write;
use std::time::{Duration, Instant};

use anyhow::Context;
use domain::ports::Queries;
use domain::ports::queries::PaymentSearch;
use persistence::Database;
use system_tests::database::TestDatabase;

use self::load::Size;

/// How many payments there are in each database, unless [`SIZES`] says otherwise.
const PAYMENTS: [u64; 3] = [10_000, 100_000, 1_000_000];
/// The variable that asks for other sizes, between commas.
const SIZES: &str = "BURSAR_SEARCH_SIZES";
/// How often each search is done, after [`WARM_UP`].
const TIMES: usize = 31;
const WARM_UP: usize = 3;

/// One search on one database.
struct Figure {
    /// How many payments match.
    total: u64,
    /// The median time it took.
    p50: Duration,
}

/// Everything on one database.
struct Measured {
    payments: u64,
    figures: Vec<(&'static str, Option<Figure>)>,
}

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    let mut measured = Vec::new();
    for payments in sizes()? {
        let Some(database) = TestDatabase::postgres() else {
            return Ok(writeln!(out, "skipped: no PostgreSQL server was found")?);
        };
        let size = Size { payments };
        let begun = Instant::now();
        load::load(&database, size).await?;
        writeln!(out, "{payments} payments loaded in {:.0?}", begun.elapsed())?;
        measured.push(measure(&database.open().await, size).await?);
    }
    table(&measured, &mut out)
}

fn sizes() -> anyhow::Result<Vec<u64>> {
    let Ok(sizes) = std::env::var(SIZES) else {
        return Ok(PAYMENTS.to_vec());
    };
    sizes
        .split(',')
        .map(|size| {
            size.trim()
                .parse()
                .with_context(|| format!("{SIZES}: {size}"))
        })
        .collect()
}

async fn measure(database: &Database, size: Size) -> anyhow::Result<Measured> {
    let mut figures = Vec::new();
    for (name, search) in filters::all(size)? {
        figures.push((name, time(database, &search).await?));
    }
    database.close().await;
    Ok(Measured {
        payments: size.payments,
        figures,
    })
}

/// The median of many searches; `None` where the page is past the end.
async fn time(database: &Database, search: &PaymentSearch) -> anyhow::Result<Option<Figure>> {
    let account = load::large_account()?;
    let mut times = Vec::new();
    let mut total = 0;
    for _ in 0..WARM_UP + TIMES {
        let begun = Instant::now();
        let page = database.search(&account, search).await?;
        times.push(begun.elapsed());
        if page.is_past_the_end() {
            return Ok(None);
        }
        total = page.total;
    }
    let mut times = times.split_off(WARM_UP);
    times.sort_unstable();
    let p50 = times.get(TIMES / 2).copied().unwrap_or_default();
    Ok(Some(Figure { total, p50 }))
}

fn table(measured: &[Measured], out: &mut impl Write) -> anyhow::Result<()> {
    write!(out, "\n| |")?;
    for database in measured {
        write!(out, " of {} |", database.payments)?;
    }
    write!(out, " last : first |\n| --- |")?;
    for _ in measured {
        write!(out, " --- |")?;
    }
    writeln!(out, " --- |")?;
    let names = measured.first().map(|database| &database.figures);
    for (place, (name, _)) in names.into_iter().flatten().enumerate() {
        let figures: Vec<_> = measured
            .iter()
            .filter_map(|database| database.figures.get(place))
            .map(|(_, figure)| figure)
            .collect();
        write!(out, "| {name} |")?;
        for figure in &figures {
            match figure {
                Some(Figure { total, p50 }) => {
                    let millis = p50.as_secs_f64() * 1_000.0;
                    write!(out, " {millis:.1} ms ({total} match) |")?;
                }
                None => write!(out, " past the end |")?,
            }
        }
        match (figures.first(), figures.last()) {
            (Some(Some(first)), Some(Some(last))) => {
                writeln!(
                    out,
                    " {:.1} |",
                    last.p50.as_secs_f64() / first.p50.as_secs_f64()
                )?;
            }
            _ => writeln!(out, " |")?,
        }
    }
    Ok(())
}
