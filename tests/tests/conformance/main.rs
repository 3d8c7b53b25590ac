//! Conformance: every rule of the API that existing clients depend on, as one row
//! of a table, with the whole answer.
//!
//! The server has the original operator's name and addresses in its settings, so
//! that every description can be compared with the original's, byte for byte.
//! What differs from run to run has a name in angle brackets instead.
#![cfg(test)]

mod agreements;
mod areas;
mod authorise;
mod cards;
mod codes;
mod conversation;
mod create_payment;
mod difference;
mod disputes;
mod expiry;
mod faults;
mod modes;
mod operator;
mod refunds;
mod repeating;
mod row;
mod searches;
mod shown;
mod states;
mod steady;
mod telephone;
mod world;

use std::io::Write;

use system_tests::harness::Backend;

use crate::row::Tally;
use crate::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_rule_holds_on_sqlite() {
    every_rule_holds(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_rule_holds_on_postgresql() {
    every_rule_holds(Backend::PostgreSql).await;
}

async fn every_rule_holds(backend: Backend) {
    let Some(world) = World::prepare(backend).await else {
        return;
    };
    let mut tally = Tally::default();
    areas::run_all(&world, &mut tally).await;
    // Whoever runs the tests reads this, even when all is well.
    let mut output = std::io::stdout().lock();
    let _ = writeln!(output, "conformance on {backend:?}: {} rows", tally.rows);
    drop(output);
    assert!(tally.broken.is_empty(), "{}", tally.broken.join("\n\n"));
    codes::assert_all_answered(&tally.codes);
}
