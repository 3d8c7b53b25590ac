//! Every question that is asked often can be answered from an index.

use sea_orm::{ConnectOptions, ConnectionTrait, Statement};

use crate::database::TestDatabase;

/// What is asked, and the index that answers.
const QUESTIONS: &[(&str, &str)] = &[
    (
        "SELECT id FROM payments WHERE account = 'a' AND created_at >= 1 AND created_at < 2 \
         ORDER BY created_at DESC, id DESC",
        "payments_newest",
    ),
    (
        "SELECT id FROM payments WHERE account = 'a' AND reference_lower = 'r' \
         ORDER BY created_at DESC, id DESC",
        "payments_by_reference",
    ),
    (
        "SELECT id FROM payments WHERE account = 'a' AND status IN ('expired') \
         ORDER BY created_at DESC, id DESC",
        "payments_by_status",
    ),
    (
        "SELECT id FROM payments WHERE email_lower LIKE '%needle%' ESCAPE '\\'",
        "payments_by_email",
    ),
    (
        "SELECT id FROM payments WHERE card_holder_lower LIKE '%needle%' ESCAPE '\\'",
        "payments_by_holder",
    ),
    (
        "SELECT id FROM payments WHERE psp_reference = 'p'",
        "payments_by_psp_reference",
    ),
    (
        "SELECT created_at / 3600000, status, card_brand, count(*), sum(amount + surcharge) \
         FROM payments WHERE account = 'a' AND created_at >= 1 AND created_at < 2 \
         GROUP BY created_at / 3600000, status, card_brand",
        "payments_tallied",
    ),
    (
        "SELECT * FROM audit_links ORDER BY at DESC, position DESC, chain DESC",
        "audit_links_newest",
    ),
    (
        "SELECT id FROM payments WHERE account = 'a' AND card_brand = 'visa' \
         ORDER BY created_at DESC, id DESC",
        "payments_by_brand",
    ),
    (
        "SELECT id FROM payments WHERE account = 'a' AND card_first_six = '4' \
         ORDER BY created_at DESC, id DESC",
        "payments_by_first_six",
    ),
    (
        "SELECT id FROM payments WHERE account = 'a' AND card_last_four = '4' \
         ORDER BY created_at DESC, id DESC",
        "payments_by_last_four",
    ),
    (
        "SELECT id FROM payments WHERE account = 'a' AND agreement = 'g' \
         ORDER BY created_at DESC, id DESC",
        "payments_by_agreement",
    ),
    (
        "SELECT count(id) FROM payments WHERE account = 'a' AND settled_on >= '2026-11-22' \
         AND settled_on <= '2026-11-23'",
        "payments_by_settlement",
    ),
    (
        "SELECT * FROM payments WHERE account = 'a' AND report_provider_id = 'p'",
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
        "SELECT id FROM refunds WHERE account = 'a' AND settled_on >= '2026-11-22'",
        "refunds_by_settlement",
    ),
    (
        "SELECT id FROM disputes WHERE account = 'a' AND status = 'won' \
         ORDER BY created_at DESC, id DESC",
        "disputes_by_status",
    ),
    (
        "SELECT id FROM agreements WHERE account = 'a' AND reference_lower = 'r' \
         ORDER BY created_at DESC, id DESC",
        "agreements_by_reference",
    ),
    (
        "SELECT account, key FROM idempotency_claims WHERE at < 1",
        "idempotency_claims_by_age",
    ),
    (
        "SELECT payment FROM refund_approvals WHERE account = 'a' AND outcome IS NULL \
         ORDER BY asked_at, refund",
        "refund_approvals_open",
    ),
    (
        "SELECT * FROM exchanges WHERE payment = 'p' ORDER BY at, sequence",
        "exchanges_of_payment",
    ),
    (
        "SELECT * FROM credentials WHERE account = 'a' ORDER BY entered_at DESC, id DESC",
        "credentials_newest",
    ),
    (
        "SELECT * FROM work WHERE work_group = 'payments' AND due_at <= 1 \
         AND (leased_until IS NULL OR leased_until <= 1) ORDER BY due_at, id LIMIT 9 \
         FOR UPDATE SKIP LOCKED",
        "work_due",
    ),
    (
        "SELECT sequence FROM events WHERE dispatched_at IS NULL ORDER BY sequence LIMIT 1",
        "events_undispatched",
    ),
    (
        "SELECT * FROM events WHERE account = 'a' AND (dispatched_at, sequence) > (1, 2) \
         ORDER BY dispatched_at, sequence LIMIT 9",
        "events_handed_on",
    ),
    (
        "SELECT id FROM webhook_deliveries WHERE endpoint = 'e' AND status = 'failed' \
         AND event = 'card_payment_refunded' ORDER BY happened_at DESC, id DESC LIMIT 9",
        "Index Only Scan Backward using webhook_deliveries_newest",
    ),
    (
        "SELECT * FROM webhook_deliveries WHERE endpoint = 'e' AND payment = 'p' \
         AND status = 'pending' AND attempts = 0 AND next_at IS NULL ORDER BY position",
        "webhook_deliveries_once",
    ),
    (
        "SELECT id FROM webhook_deliveries WHERE created_at < 1 AND status <> 'pending' \
         ORDER BY created_at, id LIMIT 9",
        "webhook_deliveries_by_age",
    ),
    (
        "SELECT * FROM emails WHERE payment = 'p' ORDER BY written_at, id",
        "emails_about",
    ),
    (
        "SELECT * FROM emails WHERE state = 'failed' ORDER BY written_at DESC, id DESC LIMIT 9",
        "emails_by_state",
    ),
];

#[tokio::test]
async fn frequent_questions_can_be_answered_from_an_index() {
    let Some(test) = TestDatabase::postgres() else {
        return;
    };
    let mut options = ConnectOptions::new(test.url());
    options.max_connections(1).sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await.unwrap();
    // Nothing is quicker to read than a table that is empty.
    connection
        .execute_unprepared("SET enable_seqscan = off; SET enable_sort = off")
        .await
        .unwrap();
    for (question, index) in QUESTIONS {
        let explain = Statement::from_string(
            connection.get_database_backend(),
            format!("EXPLAIN {question}"),
        );
        let plan: Vec<String> = connection
            .query_all_raw(explain)
            .await
            .unwrap()
            .iter()
            .map(|row| row.try_get_by_index(0).unwrap())
            .collect();
        let plan = plan.join("\n");
        assert!(plan.contains(index), "{question}:\n{plan}");
        assert!(!plan.contains("Sort"), "{question}:\n{plan}");
    }
    connection.close().await.unwrap();
}
