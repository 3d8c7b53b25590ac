//! What the rows hold, and what the tables refuse.

use domain::payment::Step;
use domain::payment::state::CancelledBy;
use domain::ports::{Queries, Store, StoreError};
use sea_orm::ConnectionTrait;

use super::{NOW, Scratch};

#[tokio::test]
async fn the_tables_refuse_rows_that_would_lose_money() {
    let scratch = Scratch::new().await;
    let mut payment = scratch.payment(3);
    scratch.add(&mut payment).await;
    let account = scratch.account.id.as_str();
    let refund = |values: &str| {
        format!(
            "INSERT INTO refunds (account, id, payment, position, amount, created_at, state) \
             VALUES ('{account}', {values})"
        )
    };
    let id = payment.id.as_str();
    let approval = |amount: i64, decision: &str| {
        format!(
            "INSERT INTO refund_approvals (refund, account, payment, position, amount, asked_by, \
             asked_by_email, asked_at, outcome, decided_at, decided_by, decided_by_email) \
             VALUES ('r', '{account}', '{id}', 1, {amount}, 'ada', 'ada@b', 0, {decision})"
        )
    };
    let credentials = |id: &str, state: &str| {
        format!(
            "INSERT INTO credentials (id, account, provider, shown, sealed, state, entered_by, \
             entered_at) VALUES ('{id}', '{account}', 'stripe', '[]', '', '{state}', '', 0)"
        )
    };
    for sql in [
        "UPDATE payments SET amount = -1".to_owned(),
        "UPDATE payments SET state = 'captured'".to_owned(),
        "UPDATE payments SET state = 'paid'".to_owned(),
        "UPDATE payments SET account = 'nobody'".to_owned(),
        "DELETE FROM payments".to_owned(),
        refund(&format!("'r', '{id}', 1, 0, 0, 'requested'")),
        refund(&format!("'r', '{id}', 1, 5, 0, 'succeeded'")),
        refund("'r', 'nobody', 1, 5, 0, 'requested'"),
        "UPDATE payments SET approvals = -1".to_owned(),
        approval(0, "NULL, NULL, NULL, NULL"),
        approval(5, "'approved', NULL, 'bob', 'bob@b'"),
        approval(5, "'approved', 1, NULL, NULL"),
        approval(5, "'approved', 1, 'ada', 'ada@b'"),
        approval(5, "'lapsed', 1, 'bob', 'bob@b'"),
        approval(5, "NULL, NULL, 'bob', 'bob@b'"),
        approval(5, "'forgotten', 1, 'bob', 'bob@b'"),
        format!(
            "{}; {}",
            credentials("c", "active"),
            credentials("d", "active")
        ),
        "UPDATE services SET going_live = 'granted'".to_owned(),
        format!(
            "INSERT INTO events (payment, position, at, change) VALUES ('{id}', 1, 0, 'created')"
        ),
    ] {
        let refused = scratch
            .execute(&format!("PRAGMA foreign_keys = ON; BEGIN; {sql}"))
            .await;
        assert!(refused.is_err(), "{sql}");
    }
    for sql in [
        approval(5, "NULL, NULL, NULL, NULL"),
        approval(5, "'approved', 1, 'bob', 'bob@b'"),
        approval(5, "'declined', 1, 'ada', 'ada@b'"),
        approval(5, "'lapsed', 1, NULL, NULL"),
        credentials("d", "entered"),
    ] {
        let taken = format!("{sql}; DELETE FROM refund_approvals");
        scratch.execute(&taken).await.unwrap();
    }
}

#[tokio::test]
async fn a_row_that_says_something_impossible_is_corrupt() {
    let scratch = Scratch::new().await;
    let mut payment = scratch.payment(3);
    scratch.add(&mut payment).await;
    scratch
        .execute("UPDATE payments SET status = 'success'")
        .await
        .unwrap();

    let error = scratch.database.any_payment(&payment.id).await.unwrap_err();

    let StoreError::Corrupt(cause) = error else {
        panic!("{error:?}");
    };
    assert!(cause.to_string().contains(payment.id.as_str()), "{cause}");
}

#[tokio::test]
async fn redaction_reaches_every_byte_of_the_file() {
    let scratch = Scratch::new().await;
    let mut payment = scratch.payment(3);
    scratch.add(&mut payment).await;
    payment
        .take(Step::Cancel(CancelledBy::Service), NOW)
        .unwrap();
    payment.redact(NOW);
    let mut unit = scratch.database.begin().await.unwrap();
    unit.payments().save(&mut payment).await.unwrap();
    unit.commit().await.unwrap();
    let outsider = scratch.outsider().await;
    outsider
        .execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)")
        .await
        .unwrap();
    outsider.close().await.unwrap();
    scratch.database.close().await;

    for entry in std::fs::read_dir(scratch.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let found = bytes.windows(12).any(|window| window == b"canary-email");
        assert!(!found);
    }
}
