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

use self::load::{Accounts, Size};

/// How many payments there are in each database, unless [`SIZES`] says otherwise.
const PAYMENTS: [u64; 3] = [10_000, 100_000, 1_000_000];
/// The variable that asks for other sizes, between commas.
const SIZES: &str = "BURSAR_SEARCH_SIZES";
/// How often each search is done, after [`WARM_UP`].
const TIMES: usize = 31;
const WARM_UP: usize = 3;

/// A loaded database.
struct Loaded {
    size: Size,
    store: Database,
    _database: TestDatabase,
}

/// One search on one database.
struct Figure {
    /// How many payments match.
    total: u64,
    /// The median time it took.
    p50: Duration,
}

/// One search on every database; nothing where the page is past the end.
struct Row {
    name: &'static str,
    figures: Vec<Option<Figure>>,
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
    let mut loaded = Vec::new();
    for payments in sizes()? {
        let Some(database) = TestDatabase::postgres() else {
            return Ok(writeln!(out, "skipped: no PostgreSQL server was found")?);
        };
        let size = Size {
            payments,
            accounts: Accounts::Thousand,
        };
        let begun = Instant::now();
        load::load(&database, size).await?;
        writeln!(out, "{payments} payments loaded in {:.0?}", begun.elapsed())?;
        loaded.push(Loaded {
            size,
            store: database.open().await,
            _database: database,
        });
    }
    let rows = measure(&loaded).await?;
    for database in &loaded {
        database.store.close().await;
    }
    table(&loaded, &rows, &mut out)
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

async fn measure(loaded: &[Loaded]) -> anyhow::Result<Vec<Row>> {
    let searches = loaded.iter().map(|database| filters::all(database.size));
    let searches = searches.collect::<anyhow::Result<Vec<_>>>()?;
    let mut rows = Vec::new();
    for place in 0..searches.first().map_or(0, Vec::len) {
        let columns: Vec<_> = searches
            .iter()
            .filter_map(|searches| searches.get(place))
            .collect();
        let name = columns.first().map_or("", |(name, _)| name);
        let searches: Vec<_> = columns.iter().map(|(_, search)| search).collect();
        let figures = time(loaded, &searches).await?;
        rows.push(Row { name, figures });
    }
    Ok(rows)
}

/// The median times of one search on each database. They take turns, so that what
/// else the machine does falls on all of them.
async fn time(
    loaded: &[Loaded],
    searches: &[&PaymentSearch],
) -> anyhow::Result<Vec<Option<Figure>>> {
    let account = load::large_account()?;
    let mut times = vec![Vec::new(); loaded.len()];
    let mut totals = vec![None; loaded.len()];
    for turn in 0..WARM_UP + TIMES {
        let columns = loaded.iter().zip(searches).zip(&mut times).zip(&mut totals);
        for (((database, search), times), total) in columns {
            let begun = Instant::now();
            let page = database.store.search(&account, search).await?;
            if turn >= WARM_UP {
                times.push(begun.elapsed());
            }
            *total = (!page.is_past_the_end()).then_some(page.total);
        }
    }
    let figures = times.into_iter().zip(totals).map(|(mut times, total)| {
        times.sort_unstable();
        let p50 = times.get(TIMES / 2).copied().unwrap_or_default();
        total.map(|total| Figure { total, p50 })
    });
    Ok(figures.collect())
}

fn table(loaded: &[Loaded], rows: &[Row], out: &mut impl Write) -> anyhow::Result<()> {
    write!(out, "\n| |")?;
    for database in loaded {
        write!(out, " of {} |", database.size.payments)?;
    }
    writeln!(out, " last : first |")?;
    writeln!(out, "|{}", " --- |".repeat(loaded.len() + 2))?;
    for Row { name, figures } in rows {
        write!(out, "| {name} |")?;
        for figure in figures {
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
                let ratio = last.p50.as_secs_f64() / first.p50.as_secs_f64();
                writeln!(out, " {ratio:.1} |")?;
            }
            _ => writeln!(out, " |")?,
        }
    }
    Ok(())
}
