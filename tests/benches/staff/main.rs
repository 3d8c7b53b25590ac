//! What the pages of the staff site cost when an account has a million payments.
//!
//! On PostgreSQL, with all payments in one account, which is the worst that can be.
//! What is measured are the use cases behind the pages: who may see what, the reads, the
//! record of an export; not the templates. Ends as tables that can be put into
//! `docs/BENCHMARKS.md`.

mod export;
mod house;
#[path = "../search/load.rs"]
mod load;
mod pages;

use std::io::Write;
use std::time::Instant;

use anyhow::Context;
use system_tests::database::TestDatabase;

use self::house::House;
use self::load::{Accounts, Size};

/// How many payments there are, unless [`PAYMENTS`] says otherwise.
const MILLION: u64 = 1_000_000;
/// The variable that asks for another number.
const PAYMENTS: &str = "BURSAR_STAFF_PAYMENTS";
/// How many payments the small account has, to which the memory of an export is compared.
const FEW: u64 = 10_000;

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(run())
}

async fn run() -> anyhow::Result<()> {
    let mut out = std::io::stdout();
    let many = match std::env::var(PAYMENTS) {
        Ok(number) => number.parse().context(PAYMENTS)?,
        Err(_) => MILLION,
    };
    let mut houses = Vec::new();
    for payments in [FEW, many] {
        let Some(database) = TestDatabase::postgres() else {
            return Ok(writeln!(out, "skipped: no PostgreSQL server was found")?);
        };
        let size = Size {
            payments,
            accounts: Accounts::One,
        };
        let begun = Instant::now();
        load::load(&database, size).await?;
        writeln!(out, "{payments} payments loaded in {:.0?}", begun.elapsed())?;
        houses.push(House::over(database.open().await, database, size)?);
    }
    if let Some(house) = houses.last() {
        pages::measure(house, &mut out).await?;
    }
    export::measure(&houses, &mut out).await
}
