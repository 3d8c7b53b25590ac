//! Telling people and services: e-mails, webhook endpoints, and what is delivered to them.
//!
//! Rows of earlier versions stay and read as they did. Paying users of an account are told
//! that they have paid, and not that they were given money back, until its service says
//! otherwise.
//!
//! Nothing here refers to a row of `payments`, though much is about one: PostgreSQL holds a
//! row that is referred to until the unit ends, so whoever wants to change a payment would
//! wait for the unit that tells others of it.

use sea_orm::{ConnectionTrait, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, async_trait};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for statements in [ACCOUNTS, EVENTS, WORK, WEBHOOKS, EMAILS] {
            connection.execute_unprepared(statements).await?;
        }
        Ok(())
    }
}

const ACCOUNTS: &str = "
ALTER TABLE accounts ADD COLUMN confirms_payments BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE accounts ADD COLUMN confirms_refunds BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN email_paragraph TEXT;
";

/// Whose an event is, is written when it is handed on, in the update that says so: an event
/// costs no more to add, and what is read is in the order of an index. What earlier versions
/// marked has no account, for they handed it on to nobody.
const EVENTS: &str = "
ALTER TABLE events ADD COLUMN account TEXT;
CREATE INDEX events_handed_on ON events (account, dispatched_at, sequence)
    WHERE account IS NOT NULL;
";

/// The table is made anew, which is what it takes on SQLite. It is small.
const WORK: &str = "
CREATE TABLE new_work (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    work_group TEXT NOT NULL CHECK (work_group IN ('payments', 'messages')),
    payment TEXT NOT NULL,
    subject TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    leased_until BIGINT,
    wanted_at BIGINT,
    CONSTRAINT work_of_one_kind UNIQUE (kind, payment, subject),
    CHECK (wanted_at IS NULL OR leased_until IS NOT NULL)
);
INSERT INTO new_work (
        id, kind, work_group, payment, subject, due_at, attempts, leased_until)
    SELECT id, kind, CASE kind WHEN 'dispatch_events' THEN 'messages' ELSE 'payments' END,
        payment, refund, due_at, attempts, leased_until
    FROM work;
DROP TABLE work;
ALTER TABLE new_work RENAME TO work;
CREATE INDEX work_due ON work (work_group, due_at, id);
";

/// Lists of deliveries are filtered and counted in one index that has all that is asked for.
/// Several, one for each filter, would all be written again with every attempt.
const WEBHOOKS: &str = "
CREATE TABLE webhook_endpoints (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    url TEXT NOT NULL,
    description TEXT NOT NULL,
    events TEXT NOT NULL,
    secrets TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'inactive', 'disabled')),
    failed_attempts BIGINT CHECK (failed_attempts > 0),
    failing_since BIGINT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    CHECK ((failed_attempts IS NULL) = (failing_since IS NULL))
);
CREATE INDEX webhook_endpoints_of_account ON webhook_endpoints (account, created_at, id);

CREATE TABLE webhook_deliveries (
    id TEXT PRIMARY KEY NOT NULL,
    endpoint TEXT NOT NULL REFERENCES webhook_endpoints (id),
    payment TEXT NOT NULL,
    event TEXT NOT NULL,
    position BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN (
        'pending', 'successful', 'failed', 'will_not_send')),
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    next_at BIGINT,
    replayed_after BIGINT NOT NULL CHECK (replayed_after >= 0),
    is_test BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX webhook_deliveries_once ON webhook_deliveries (endpoint, payment, position);
CREATE INDEX webhook_deliveries_newest
    ON webhook_deliveries (endpoint, happened_at, id, event, status);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at, id);

CREATE TABLE webhook_attempts (
    delivery TEXT NOT NULL REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    number BIGINT NOT NULL CHECK (number > 0),
    at BIGINT NOT NULL,
    took_ms BIGINT NOT NULL CHECK (took_ms >= 0),
    outcome TEXT NOT NULL CHECK (outcome IN (
        'answered', 'timed_out', 'unreachable', 'forbidden')),
    status BIGINT,
    answer TEXT NOT NULL,
    PRIMARY KEY (delivery, number),
    CHECK ((outcome = 'answered') = (status IS NOT NULL))
);
";

const EMAILS: &str = "
CREATE TABLE emails (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT REFERENCES accounts (id),
    payment TEXT,
    recipient TEXT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
    ended_at BIGINT,
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    last_failure TEXT,
    written_at BIGINT NOT NULL,
    CHECK ((account IS NULL) = (payment IS NULL)),
    CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX emails_about ON emails (payment, written_at, id) WHERE payment IS NOT NULL;
CREATE INDEX emails_newest ON emails (written_at, id);
CREATE INDEX emails_by_state ON emails (state, written_at, id);
";

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use domain::work::{Work, WorkKind};
    use sea_orm::{ConnectOptions, ConnectionTrait, Database, EntityTrait, QueryOrder};
    use sea_orm_migration::MigratorTrait;

    use crate::entity::work;
    use crate::mapping::work::from_row;
    use crate::migration::Migrations;

    /// Work as the version before wrote it.
    const BEFORE: &str = "
        INSERT INTO work (id, kind, payment, refund, due_at, attempts, leased_until) VALUES
            ('11111111111111111111111111', 'dispatch_events', '', '', 5, 2, 9),
            ('22222222222222222222222222', 'housekeep', '', '', 6, 0, NULL),
            ('33333333333333333333333333', 'submit_refund', '77777777777777777777777777',
                '88888888888888888888888888', 7, 1, NULL),
            ('44444444444444444444444444', 'submit_refund', '77777777777777777777777777',
                '99999999999999999999999999', 8, 0, NULL);
    ";

    #[tokio::test]
    async fn each_piece_of_work_is_what_it_was_and_in_a_group() {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1).sqlx_logging(false);
        let connection = Database::connect(options).await.unwrap();
        Migrations::up(&connection, Some(4)).await.unwrap();
        connection.execute_unprepared(BEFORE).await.unwrap();

        Migrations::up(&connection, None).await.unwrap();

        let rows = work::Entity::find().order_by_asc(work::Column::Id);
        let rows = rows.all(&connection).await.unwrap();
        let work: Vec<Work> = rows.iter().map(|row| from_row(row).unwrap()).collect();
        let groups: Vec<&str> = rows.iter().map(|row| row.work_group.as_str()).collect();
        assert_eq!(groups, ["messages", "payments", "payments", "payments"]);
        assert!(rows.iter().all(|row| row.wanted_at.is_none()));
        let [dispatch, housekeep, one, other] = work.as_slice() else {
            panic!("{work:?}");
        };
        assert_eq!(dispatch.kind, WorkKind::DispatchEvents);
        let leased_until = Some(Timestamp::from_millis(9));
        assert_eq!(
            (dispatch.attempts, dispatch.leased_until),
            (2, leased_until)
        );
        assert_eq!(housekeep.due_at, Timestamp::from_millis(6));
        assert!(matches!(one.kind, WorkKind::SubmitRefund(..)));
        assert_ne!(one.kind, other.kind);
        assert_eq!(one.kind.payment(), other.kind.payment());
    }
}
