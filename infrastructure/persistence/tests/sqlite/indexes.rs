//! Every question that is asked often is answered from an index.

use sea_orm::{ConnectionTrait, Statement};

use super::Scratch;

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
            "SELECT * FROM work WHERE work_group = ? AND due_at <= ? AND (leased_until IS NULL OR leased_until <= ?) ORDER BY due_at, id LIMIT 9",
            "work_due (work_group=? AND due_at<?)",
        ),
        (
            "SELECT count(id), min(due_at) FROM work WHERE work_group IN (?, ?) AND due_at <= ?",
            "COVERING INDEX work_due (work_group=? AND due_at<?)",
        ),
        (
            "SELECT id FROM work WHERE kind = ? AND payment = ? AND subject = ?",
            "(kind=? AND payment=? AND subject=?)",
        ),
        (
            "SELECT sequence FROM events WHERE dispatched_at IS NULL ORDER BY sequence LIMIT ?",
            "events_undispatched",
        ),
        (
            "SELECT * FROM events WHERE account = ? AND (dispatched_at, sequence) > (?, ?) ORDER BY dispatched_at, sequence LIMIT ?",
            "events_handed_on (account=? AND dispatched_at>?)",
        ),
        (
            "SELECT * FROM webhook_endpoints WHERE account = ? ORDER BY created_at, id",
            "webhook_endpoints_of_account",
        ),
        (
            "SELECT count(*) FROM webhook_deliveries WHERE endpoint = ? AND status = ?",
            "COVERING INDEX webhook_deliveries_newest",
        ),
        (
            "SELECT id FROM webhook_deliveries WHERE endpoint = ? AND status = ? AND event = ? AND happened_at >= ? AND happened_at < ? ORDER BY happened_at DESC, id DESC LIMIT 9",
            "COVERING INDEX webhook_deliveries_newest (endpoint=? AND happened_at>? AND happened_at<?)",
        ),
        (
            "SELECT * FROM webhook_deliveries WHERE endpoint = ? AND payment = ? AND status = ? AND attempts = ? AND next_at IS NULL ORDER BY position",
            "webhook_deliveries_once",
        ),
        (
            "SELECT id FROM webhook_deliveries WHERE created_at < ? AND status <> ? ORDER BY created_at, id LIMIT 9",
            "webhook_deliveries_by_age",
        ),
        (
            "SELECT * FROM webhook_attempts WHERE delivery IN (?, ?) ORDER BY delivery, number",
            "(delivery=?)",
        ),
        (
            "SELECT * FROM emails WHERE payment = ? ORDER BY written_at, id",
            "emails_about",
        ),
        (
            "SELECT * FROM emails ORDER BY written_at DESC, id DESC LIMIT 9",
            "emails_newest",
        ),
        (
            "SELECT * FROM emails WHERE state = ? ORDER BY written_at DESC, id DESC LIMIT 9",
            "emails_by_state",
        ),
        (
            "SELECT id FROM emails WHERE written_at < ? AND state <> ? ORDER BY written_at, id LIMIT 9",
            "emails_newest",
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
