//! The port contracts: one function for each sentence of the ports' docs.
//!
//! A function knows the ports, not the adapter behind them, so the same suite
//! runs on memory, SQLite and PostgreSQL. `lists` names them all, and
//! `tests/ports.rs` runs them.
//!
//! No function has two units open in one task: a database with one writer lets
//! the second wait until the first ends. What races runs in tasks of its own.
#![expect(
    missing_docs,
    reason = "the functions' names are the sentences that they test"
)]

pub mod accounts;
pub mod agreement_search;
pub mod agreements;
pub mod approvals;
pub mod audit;
pub mod credentials;
pub mod data;
pub mod deliveries;
pub mod delivery_search;
pub mod dispute_search;
pub mod disputes;
pub mod emails;
pub mod events;
pub mod filters;
pub mod fixture;
pub mod handing_on;
pub mod idempotency;
pub mod invitations;
pub mod keys;
pub mod leases;
pub mod ledger;
pub mod lists;
pub mod lookups;
pub mod operations;
pub mod passkeys;
pub mod payments;
pub mod psp;
pub mod queries;
pub mod rate_limits;
pub mod record;
pub mod recurring;
pub mod redaction;
pub mod refund_search;
pub mod reports;
pub mod search;
pub mod services;
pub mod sessions;
pub mod settling;
pub mod specimens;
pub mod staff;
pub mod store;
pub mod tallies;
pub mod text_filters;
pub mod tokens;
pub mod totals;
pub mod transactions;
pub mod webhooks;
pub mod wishes;
pub mod work;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use domain::ports::StoreError;
use tokio::sync::Barrier;

pub use self::fixture::Fixture;

/// When everything in the suites begins.
pub const START: Timestamp = memory::START;

/// Runs the futures as tasks that begin together, and answers in their order.
async fn at_once<T, F>(futures: impl IntoIterator<Item = F>) -> anyhow::Result<Vec<T>>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let futures: Vec<F> = futures.into_iter().collect();
    // Without it, a quick task could end before the next one has begun.
    let start = Arc::new(Barrier::new(futures.len()));
    let tasks: Vec<_> = futures
        .into_iter()
        .map(|future| {
            let start = start.clone();
            tokio::spawn(async move {
                start.wait().await;
                future.await
            })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await?);
    }
    Ok(answers)
}

/// Whether this unit came first; an error unless it did or did not.
fn was_first(done: Result<(), StoreError>) -> anyhow::Result<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(StoreError::Stale) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// How many came first.
fn number_first(answers: Vec<anyhow::Result<bool>>) -> anyhow::Result<usize> {
    let answers: Vec<bool> = answers.into_iter().collect::<anyhow::Result<_>>()?;
    Ok(answers.iter().filter(|first| **first).count())
}

/// Asks again, for a few seconds at most, until there is an answer. A unit that is
/// dropped rolls back when its connection next has a moment; until then, what it
/// held is passed over by those who do not wait for it.
async fn soon<T, F>(mut ask: impl FnMut() -> F) -> anyhow::Result<Vec<T>>
where
    F: Future<Output = anyhow::Result<Vec<T>>>,
{
    for _ in 0..100 {
        let answer = ask().await?;
        if !answer.is_empty() {
            return Ok(answer);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    ask().await
}
