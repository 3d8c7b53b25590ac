//! Card numbers and security codes are in no database, no log and no page.
//!
//! People type them in the right fields and in wrong ones, services send them in
//! the right members and in wrong ones, and things go wrong on the way. Then everything that was kept, logged or shown is searched. What
//! the search finds first is what was planted for it, so that it cannot pass by
//! not looking.
#![cfg(test)]

mod canary;
mod log;
mod sends;
mod storage;
mod walks;

use system_tests::database::TestDatabase;
use system_tests::harness::{Backend, Server};

use self::canary::{PLANTED, SECRETS, leaks};
use self::log::Log;
use self::walks::Shown;

/// Everything that a run left behind, by where it was found.
fn hay(log: &Log, shown: &Shown, kept: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut hay = kept;
    hay.extend(shown.pages());
    hay.extend(log.lines());
    hay
}

fn no_canary_is_found(hay: &[(String, String)]) {
    let found: Vec<String> = SECRETS
        .iter()
        .flat_map(|secret| leaks(hay, secret))
        .collect();
    assert!(found.is_empty(), "found:\n{}", found.join("\n"));
}

fn the_planted_one_is_found(hay: &[(String, String)], places: &[&str]) {
    let found = leaks(hay, &PLANTED);
    for place in places {
        let seen = found.iter().any(|leak| leak.starts_with(place));
        assert!(seen, "nobody looked at {place}: {found:?}");
    }
}

async fn run(database: TestDatabase, log: &Log, kind: &str, places: &[&str]) {
    let settings = [
        ("DATABASE_URL", database.url()),
        ("BURSAR_EXTRA_REFUSALS", "card-numbers-as-references"),
    ];
    let server = Server::start_with(Backend::Sqlite, &settings)
        .await
        .unwrap();
    let mut shown = Shown::default();
    log.plant(kind);
    walks::all(&server, &mut shown).await;
    sends::all(&server, &mut shown).await;

    let mut kept = storage::tables(database.url()).await;
    kept.extend(storage::files(server.folder()));
    kept.extend(storage::files_of(database.url()));
    server.stop().await;
    kept.extend(storage::files_of(database.url()));

    let hay = hay(log, &shown, kept);
    the_planted_one_is_found(&hay, places);
    no_canary_is_found(&hay);
}

/// One test, because there is one log for the whole process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_card_number_and_no_security_code_is_kept_logged_or_shown() {
    let log = Log::capture();
    let in_a_file = ["table payments", "file ", "page ", "log "];
    run(TestDatabase::sqlite().await, &log, "SQLite", &in_a_file).await;
    if let Some(database) = TestDatabase::postgres() {
        let on_a_server = ["table payments", "page ", "log "];
        run(database, &log, "PostgreSQL", &on_a_server).await;
    }

    let (server, psp) = Server::with_scripted_psp().await;
    let mut shown = Shown::default();
    walks::with_mishaps(&server, &psp, &mut shown).await;
    sends::with_mishaps(&server, &psp, &mut shown).await;
    let kept = storage::files(server.folder());
    server.stop().await;
    no_canary_is_found(&hay(&log, &shown, kept));
}
