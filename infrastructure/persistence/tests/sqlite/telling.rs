//! What the tables of endpoints, deliveries and e-mails hold, and what they refuse.

use super::Scratch;

#[tokio::test]
async fn the_tables_refuse_what_nobody_can_have_been_told() {
    let scratch = Scratch::new().await;
    let account = scratch.account.id.as_str();
    let endpoint = format!(
        "INSERT INTO webhook_endpoints (id, account, url, description, events, secrets, status, \
         created_at, version) VALUES ('e', '{account}', '', '', '', '[]', 'active', 0, 1)"
    );
    scratch.execute(&endpoint).await.unwrap();
    let delivery = |values: &str| {
        format!(
            "INSERT INTO webhook_deliveries (id, payment, event, happened_at, body, \
             replayed_after, is_test, created_at, endpoint, position, status, attempts) \
             VALUES ('d', 'p', '', 0, '', 0, FALSE, 0, {values})"
        )
    };
    let attempt = |values: &str| {
        format!(
            "{}; INSERT INTO webhook_attempts (delivery, number, at, took_ms, answer, outcome, \
             status) VALUES ('d', 1, 0, 0, '', {values})",
            delivery("'e', 4, 'pending', 0")
        )
    };
    let email = |values: &str| {
        format!(
            "INSERT INTO emails (id, recipient, kind, attempts, written_at, account, payment, \
             state, ended_at) VALUES ('m', '', '', 0, 0, {values})"
        )
    };
    let work = |values: &str| {
        format!(
            "INSERT INTO work (id, kind, payment, subject, due_at, attempts, work_group, \
             leased_until, wanted_at) VALUES ('w', '', '', '', 0, 0, {values})"
        )
    };
    for sql in [
        delivery("'nobody', 4, 'pending', 0"),
        delivery("'e', 4, 'forgotten', 0"),
        delivery("'e', 4, 'pending', -1"),
        format!(
            "{}; {}",
            delivery("'e', 4, 'pending', 0"),
            delivery("'e', 4, 'pending', 0").replace("('d'", "('f'")
        ),
        attempt("'answered', NULL"),
        attempt("'timed_out', 200"),
        attempt("'lost', NULL"),
        format!(
            "{}; {}",
            attempt("'timed_out', NULL"),
            attempt("'timed_out', NULL").replace(&delivery("'e', 4, 'pending', 0"), "SELECT 1")
        ),
        "UPDATE webhook_endpoints SET failed_attempts = 1".to_owned(),
        "UPDATE webhook_endpoints SET status = 'gone'".to_owned(),
        email("NULL, 'p', 'waiting', NULL"),
        email("NULL, NULL, 'waiting', 5"),
        email("NULL, NULL, 'sent', NULL"),
        work("'payments', NULL, 5"),
        work("'nobody', NULL, NULL"),
    ] {
        let refused = scratch
            .execute(&format!("PRAGMA foreign_keys = ON; BEGIN; {sql}"))
            .await;
        assert!(refused.is_err(), "{sql}");
    }
    for sql in [
        attempt("'timed_out', NULL"),
        attempt("'answered', 200"),
        email("NULL, NULL, 'waiting', NULL"),
        work("'payments', 9, 5"),
    ] {
        let taken = format!("PRAGMA foreign_keys = ON; BEGIN; {sql}");
        scratch.execute(&taken).await.unwrap();
    }
}
