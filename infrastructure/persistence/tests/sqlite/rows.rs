//! What the rows hold, and what the tables refuse.

use domain::payment::Step;
use domain::payment::state::CancelledBy;
use domain::ports::{Queries, Store, StoreError};
use sea_orm::{ConnectionTrait, Statement};

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
            .execute(&format!("PRAGMA foreign_keys = ON; {sql}"))
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

#[tokio::test]
async fn frequent_questions_are_answered_from_an_index() {
    let scratch = Scratch::new().await;
    let outsider = scratch.outsider().await;
    for (question, index) in [
        (
            "SELECT * FROM payments WHERE account = ? ORDER BY created_at DESC, id DESC LIMIT 500",
            "payments_newest",
        ),
        (
            "SELECT * FROM payments WHERE account = ? AND reference_lower = ? ORDER BY created_at DESC, id DESC",
            "payments_by_reference",
        ),
        (
            "SELECT * FROM payments WHERE account = ? AND status IN (?) ORDER BY created_at DESC, id DESC",
            "payments_by_status",
        ),
        (
            "SELECT id FROM payments WHERE account = ? AND card_brand = ? ORDER BY created_at DESC, id DESC",
            "payments_by_brand",
        ),
        (
            "SELECT id FROM payments WHERE account = ? AND card_first_six = ? ORDER BY created_at DESC, id DESC",
            "payments_by_first_six",
        ),
        (
            "SELECT id FROM payments WHERE account = ? AND card_last_four = ? ORDER BY created_at DESC, id DESC",
            "payments_by_last_four",
        ),
        (
            "SELECT id FROM payments WHERE account = ? AND agreement = ? ORDER BY created_at DESC, id DESC",
            "payments_by_agreement",
        ),
        (
            "SELECT count(id) FROM payments WHERE account = ? AND settled_on >= ? AND settled_on <= ?",
            "payments_by_settlement",
        ),
        (
            "SELECT * FROM payments WHERE account = ? AND report_provider_id = ?",
            "payments_reported",
        ),
        (
            "SELECT id FROM payments WHERE state = 'captured' AND settled_on IS NULL",
            "payments_unsettled",
        ),
        (
            "SELECT payment FROM refunds WHERE state = 'succeeded' AND settled_on IS NULL",
            "refunds_unsettled",
        ),
        (
            "SELECT payment FROM disputes WHERE status = 'lost' AND settled_on IS NULL",
            "disputes_unsettled",
        ),
        (
            "SELECT id FROM refunds WHERE account = ? AND created_at >= ? ORDER BY created_at DESC, id DESC",
            "refunds_newest",
        ),
        (
            "SELECT id FROM disputes WHERE account = ? AND status = ? ORDER BY created_at DESC, id DESC",
            "disputes_by_status",
        ),
        (
            "SELECT id FROM agreements WHERE account = ? AND reference_lower = ? ORDER BY created_at DESC, id DESC",
            "agreements_by_reference",
        ),
        (
            "SELECT account, key FROM idempotency_claims WHERE at < ? LIMIT 9",
            "idempotency_claims_by_age",
        ),
        (
            "SELECT * FROM payments WHERE has_personal_data AND finished_at < ? ORDER BY finished_at, id LIMIT 9",
            "payments_to_redact",
        ),
        (
            "SELECT * FROM events WHERE dispatched_at IS NULL ORDER BY sequence LIMIT 9",
            "events_undispatched",
        ),
        (
            "SELECT * FROM work WHERE due_at <= ? AND (leased_until IS NULL OR leased_until <= ?) ORDER BY due_at, id LIMIT 9",
            "work_due",
        ),
        (
            "SELECT * FROM tokens WHERE payment = ? AND used_at IS NULL ORDER BY issued_at DESC",
            "tokens_of_payment",
        ),
        (
            "SELECT * FROM accounts WHERE service = ? ORDER BY created_at, id",
            "accounts_of_service",
        ),
        (
            "SELECT * FROM staff_members WHERE id IN (SELECT member FROM memberships WHERE service = ?)",
            "memberships_of_service",
        ),
        (
            "SELECT id FROM staff_sessions WHERE member = ?",
            "staff_sessions_of_member",
        ),
        (
            "SELECT id FROM staff_sessions WHERE began_at < ? LIMIT 9",
            "staff_sessions_by_age",
        ),
        (
            "SELECT * FROM invitations WHERE service = ? AND ended_at IS NULL ORDER BY sent_at DESC, id DESC",
            "invitations_open",
        ),
        (
            "SELECT * FROM refund_approvals WHERE account = ? AND outcome IS NULL ORDER BY asked_at, refund",
            "refund_approvals_open",
        ),
        (
            "SELECT * FROM exchanges WHERE payment = ? ORDER BY at, sequence",
            "exchanges_of_payment",
        ),
        (
            "SELECT * FROM credentials WHERE account = ? ORDER BY entered_at DESC, id DESC",
            "credentials_newest",
        ),
        (
            "SELECT * FROM audit_links WHERE chain = ? AND position >= ? ORDER BY position LIMIT 9",
            "PRIMARY KEY",
        ),
    ] {
        let explain = Statement::from_string(
            outsider.get_database_backend(),
            format!("EXPLAIN QUERY PLAN {question}"),
        );
        let plan: Vec<String> = outsider
            .query_all_raw(explain)
            .await
            .unwrap()
            .iter()
            .map(|row| row.try_get("", "detail").unwrap())
            .collect();
        let plan = plan.join("; ");
        assert!(plan.contains(index), "{question}: {plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{question}: {plan}");
    }
    outsider.close().await.unwrap();
}
