//! Migrating a database.

use std::error::Error;

use domain::ports::Queries;

use super::{Scratch, open};

#[tokio::test]
async fn a_migrated_database_needs_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    let database = open(&folder).await;

    assert_eq!(persistence::pending_migrations(&database).await.unwrap(), 5);
    persistence::migrate(&database).await.unwrap();
    assert_eq!(persistence::pending_migrations(&database).await.unwrap(), 0);
    persistence::migrate(&database).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn programs_that_start_at_once_migrate_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut starts = Vec::new();
    for _ in 0..8 {
        let database = open(&folder).await;
        starts.push(tokio::spawn(async move {
            persistence::migrate(&database).await.unwrap();
            database.accounts().await.unwrap().len()
        }));
    }
    for start in starts {
        assert_eq!(start.await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    let scratch = Scratch::new().await;
    scratch
        .execute("INSERT INTO seaql_migrations VALUES ('m29990101_000001_later', 0)")
        .await
        .unwrap();

    let error = persistence::migrate(&scratch.database).await.unwrap_err();

    let cause = error.source().unwrap().to_string();
    assert!(cause.contains("m29990101_000001_later"), "{cause}");
}
