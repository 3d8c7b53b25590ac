//! Opening a database.

use std::time::Duration;

use domain::ports::{Queries, Store, StoreError};
use persistence::{ConnectError, DatabaseSettings};
use sea_orm::ConnectionTrait;

use super::Scratch;

async fn refusal(url: &str) -> ConnectError {
    let opened = persistence::connect(&DatabaseSettings::new(url)).await;
    opened.map(drop).unwrap_err()
}

#[tokio::test]
async fn other_urls_are_refused_without_showing_them() {
    for url in [
        "",
        "mysql://u:secret@h/d",
        "postgres://u:secret@[",
        "/var/lib/bursar.db",
    ] {
        let error = refusal(url).await;
        assert!(matches!(error, ConnectError::Url), "{url}: {error:?}");
        assert!(!format!("{error:?}{error}").contains("secret"));
    }
    let settings = DatabaseSettings::new("postgres://u:secret@h/d");
    assert!(!format!("{settings:?}").contains("secret"));
}

#[tokio::test]
async fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");

    let error = refusal(&format!("sqlite:{}/bursar.db", missing.display())).await;

    assert!(error.to_string().contains(missing.to_str().unwrap()));
}

#[tokio::test]
async fn a_file_is_written_ahead_and_fully_synchronised() {
    let scratch = Scratch::new().await;
    let outsider = scratch.outsider().await;

    let row = outsider
        .query_one_raw(sea_orm::Statement::from_string(
            outsider.get_database_backend(),
            "PRAGMA journal_mode",
        ))
        .await
        .unwrap();
    let mode: String = row.unwrap().try_get_by_index(0).unwrap();

    assert_eq!(mode, "wal");
    outsider.close().await.unwrap();
}

#[tokio::test]
async fn a_second_unit_waits_for_the_first_and_no_longer_than_it_may() {
    let scratch = Scratch::new().await;
    let settings = DatabaseSettings {
        acquire_timeout: Duration::from_millis(50),
        ..DatabaseSettings::new(super::url(&scratch.folder))
    };
    let database = persistence::connect(&settings).await.unwrap();
    let first = database.begin().await.unwrap();

    let second = database.begin().await;

    assert!(matches!(second.map(drop), Err(StoreError::Unavailable(_))));
    database.ping().await.unwrap();
    drop(first);
    database.begin().await.unwrap();
}

#[tokio::test]
async fn a_unit_that_is_given_up_half_way_blocks_nobody() {
    let scratch = Scratch::new().await;
    for number in 10..40 {
        let mut payment = scratch.payment(number);
        let work = async {
            let mut unit = scratch.database.begin().await.unwrap();
            unit.payments().add(&mut payment).await.unwrap();
            std::future::pending::<()>().await;
            unit.commit().await.unwrap();
        };
        let patience = Duration::from_micros(u64::from(number) * 20);
        let _ = tokio::time::timeout(patience, work).await;
    }

    let mut payment = scratch.payment(99);
    scratch.add(&mut payment).await;

    let unsaved = scratch.payment(10);
    assert!(
        scratch
            .database
            .any_payment(&unsaved.id)
            .await
            .unwrap()
            .is_none()
    );
    assert!(
        scratch
            .database
            .any_payment(&payment.id)
            .await
            .unwrap()
            .is_some()
    );
}
