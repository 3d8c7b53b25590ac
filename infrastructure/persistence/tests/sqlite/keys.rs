//! Keys are remembered for a minute, and forgotten where they are revoked.

use domain::account::{GatewayAccount, ServiceName};
use domain::ports::{Queries, Store};

use super::{NOW, Scratch, open};

async fn fresh(database: &persistence::Database, digest: [u8; 32]) -> Option<bool> {
    let found = database.key(&[[0; 32], digest]).await.unwrap();
    found.map(|found| found.fresh)
}

#[tokio::test]
async fn a_key_is_remembered_once_it_was_found() {
    let scratch = Scratch::new().await;
    let key = scratch.key(7);

    assert_eq!(fresh(&scratch.database, key.digest).await, None);

    let mut unit = scratch.database.begin().await.unwrap();
    unit.accounts().add_key(&key).await.unwrap();
    unit.commit().await.unwrap();

    assert_eq!(fresh(&scratch.database, key.digest).await, Some(true));
    assert_eq!(fresh(&scratch.database, key.digest).await, Some(false));
}

#[tokio::test]
async fn a_revoked_key_dies_at_once_here_and_later_elsewhere() {
    let scratch = Scratch::new().await;
    let elsewhere = open(&scratch.folder).await;
    let key = scratch.key(7);
    let mut unit = scratch.database.begin().await.unwrap();
    unit.accounts().add_key(&key).await.unwrap();
    unit.commit().await.unwrap();
    fresh(&scratch.database, key.digest).await;
    fresh(&elsewhere, key.digest).await;

    let mut unit = scratch.database.begin().await.unwrap();
    assert!(unit.accounts().revoke_key(&key.id, NOW).await.unwrap());
    unit.commit().await.unwrap();

    assert_eq!(fresh(&scratch.database, key.digest).await, None);
    assert_eq!(fresh(&elsewhere, key.digest).await, Some(false));
}

#[tokio::test]
async fn a_revocation_that_is_rolled_back_leaves_the_key_good() {
    let scratch = Scratch::new().await;
    let key = scratch.key(7);
    let mut unit = scratch.database.begin().await.unwrap();
    unit.accounts().add_key(&key).await.unwrap();
    unit.commit().await.unwrap();
    fresh(&scratch.database, key.digest).await;

    let mut unit = scratch.database.begin().await.unwrap();
    unit.accounts().revoke_key(&key.id, NOW).await.unwrap();
    drop(unit);

    assert_eq!(fresh(&scratch.database, key.digest).await, Some(false));
}

#[tokio::test]
async fn a_key_opens_its_account_as_it_was_saved_here() {
    let scratch = Scratch::new().await;
    let key = scratch.key(7);
    let mut unit = scratch.database.begin().await.unwrap();
    unit.accounts().add_key(&key).await.unwrap();
    unit.commit().await.unwrap();
    fresh(&scratch.database, key.digest).await;

    let mut disabled = GatewayAccount {
        disabled: true,
        ..scratch.account.clone()
    };
    let mut unit = scratch.database.begin().await.unwrap();
    unit.accounts().save_account(&mut disabled).await.unwrap();
    unit.commit().await.unwrap();

    let found = scratch.database.key(&[key.digest]).await.unwrap().unwrap();
    assert_eq!(found.account, disabled);
}

#[tokio::test]
async fn a_key_opens_its_account_under_the_name_its_service_was_given_here() {
    let scratch = Scratch::new().await;
    let key = scratch.key(7);
    let mut unit = scratch.database.begin().await.unwrap();
    unit.accounts().add_key(&key).await.unwrap();
    unit.commit().await.unwrap();
    fresh(&scratch.database, key.digest).await;

    let mut unit = scratch.database.begin().await.unwrap();
    let service = unit.accounts().service(&scratch.account.service).await;
    let mut service = service.unwrap().unwrap();
    service.name = ServiceName::parse("Rod licences").unwrap();
    unit.accounts().save_service(&mut service).await.unwrap();
    unit.commit().await.unwrap();

    let found = scratch.database.key(&[key.digest]).await.unwrap().unwrap();
    assert_eq!(found.account.service_name, "Rod licences");
}
