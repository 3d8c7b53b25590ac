//! Measures the release binary from outside, and the same SQL without it.
//!
//! Everything is bounded in number, runs on this machine alone, and ends as a
//! table that can be put into `docs/BENCHMARKS.md`.

mod client;
mod journey;
mod load;
mod process;
mod raw;

use std::io::Write;
use std::time::Duration;

use system_tests::database::TestDatabase;

use self::load::Figures;
use self::process::Bursar;
use self::raw::Raw;

/// How often the program is started on an empty folder.
const STARTS: usize = 10;
/// How many payments are created, read and paid on each database.
const CREATES: usize = 1_000;
const GETS: usize = 10_000;
const JOURNEYS: usize = 1_000;

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    let start = first_201().await?;
    writeln!(
        out,
        "process start to first 201: median {start:.0?} of {STARTS} starts"
    )?;

    let databases = [Some(TestDatabase::sqlite().await), TestDatabase::postgres()];
    for (name, database) in ["SQLite", "PostgreSQL"].into_iter().zip(databases) {
        let Some(database) = database else {
            writeln!(out, "{name}: skipped, no server was found")?;
            continue;
        };
        let beside = match name {
            "SQLite" => Some(TestDatabase::sqlite().await),
            _ => TestDatabase::postgres(),
        };
        on(name, &database, beside.as_ref(), &mut out).await?;
    }
    Ok(())
}

/// The median time from starting the process to its first 201.
async fn first_201() -> anyhow::Result<Duration> {
    let mut times = vec![];
    for _ in 0..STARTS {
        let folder = tempfile::tempdir()?;
        let begun = std::time::Instant::now();
        let bursar = Bursar::spawn(folder.path(), None)?;
        bursar.first_payment().await?;
        times.push(begun.elapsed());
        bursar.stop()?;
    }
    times.sort_unstable();
    Ok(times.get(STARTS / 2).copied().unwrap_or_default())
}

async fn on(
    name: &str,
    database: &TestDatabase,
    beside: Option<&TestDatabase>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let bursar = Bursar::spawn(folder.path(), Some(database.url()))?;
    bursar.first_payment().await?;
    writeln!(out, "\n{name}, {} clients at once", load::CLIENTS)?;
    writeln!(out, "resident at start: {:.1} MB", bursar.resident_mb()?)?;

    let paid = load::run(JOURNEYS, || bursar.connect(), journey::pay).await?;
    let resident = bursar.resident_mb()?;
    writeln!(out, "resident after {JOURNEYS} payments: {resident:.1} MB")?;
    let created = load::run(CREATES, || bursar.connect(), journey::create).await?;
    let one = bursar.first_payment().await?;
    let got = load::run(
        GETS,
        || bursar.connect(),
        move |client| journey::get(client, one.clone()),
    );
    let got = got.await?;
    let alone = load::run(GETS, || bursar.connect(), journey::nothing).await?;
    bursar.stop()?;

    let mut rows = vec![
        ("create", created, None),
        ("get", got, None),
        ("whole journey", paid, None),
        ("nothing but HTTP", alone, None),
    ];
    if let Some(beside) = beside {
        let raw = Raw::open(beside.url()).await?;
        let [create, get, journey] = raw.measure(CREATES, GETS, JOURNEYS).await?;
        for (row, figures) in rows.iter_mut().zip([create, get, journey]) {
            row.2 = Some(figures);
        }
    }
    table(&rows, out)
}

fn table(rows: &[(&str, Figures, Option<Figures>)], out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(
        out,
        "| | per second | p50 | p99 | raw per second | p50 | p99 | share of raw |"
    )?;
    writeln!(out, "| --- | --- | --- | --- | --- | --- | --- | --- |")?;
    for (name, bursar, raw) in rows {
        write!(out, "| {name} | {bursar} |")?;
        match raw {
            Some(raw) => writeln!(out, " {raw} | {:.0} % |", 100.0 * bursar.rate / raw.rate)?,
            None => writeln!(out, " | | | |")?,
        }
    }
    Ok(())
}
