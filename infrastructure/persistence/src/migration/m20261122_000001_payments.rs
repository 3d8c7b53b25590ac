//! Services, accounts and keys; payments with their refunds, tokens, operations
//! and events; work; and the sandbox PSP's books.
//!
//! One text for both databases, sent in one piece, so that a new database stands
//! in milliseconds. Instants are milliseconds since the epoch in UTC, sums are
//! pence, names of states are the domain's.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, DeriveMigrationName};
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
        let sequence = match connection.get_database_backend() {
            DbBackend::Sqlite => "INTEGER PRIMARY KEY AUTOINCREMENT",
            _ => "BIGSERIAL PRIMARY KEY",
        };
        for tables in [ACCOUNTS, PAYMENTS, EVENTS, WORK, SANDBOX] {
            connection
                .execute_unprepared(&tables.replace("{sequence}", sequence))
                .await?;
        }
        Ok(())
    }
}

const ACCOUNTS: &str = "
CREATE TABLE services (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE accounts (
    id TEXT PRIMARY KEY NOT NULL,
    service TEXT NOT NULL REFERENCES services (id),
    mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
    provider TEXT NOT NULL,
    cards TEXT NOT NULL,
    takes_prepaid BOOLEAN NOT NULL,
    asks_billing_address BOOLEAN NOT NULL,
    email_collection TEXT NOT NULL CHECK (email_collection IN ('mandatory', 'optional', 'off')),
    allows_zero BOOLEAN NOT NULL,
    disabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE api_keys (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    description TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_keys_of_account ON api_keys (account);
";

const PAYMENTS: &str = "
CREATE TABLE payments (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    provider TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 10000000),
    reference TEXT NOT NULL,
    reference_lower TEXT NOT NULL,
    description TEXT NOT NULL,
    return_url TEXT NOT NULL,
    delayed_capture BOOLEAN NOT NULL,
    email TEXT,
    metadata TEXT,
    prefilled TEXT,
    card_first_six TEXT,
    card_last_four TEXT,
    card_expiry TEXT,
    card_holder TEXT,
    card_brand TEXT,
    card_type TEXT,
    card_address TEXT,
    status TEXT NOT NULL CHECK (status IN (
        'created', 'started', 'submitted', 'capturable', 'success', 'declined', 'expired',
        'cancelled_by_paying_user', 'cancelled_by_service', 'error')),
    state TEXT NOT NULL CHECK (state IN (
        'created', 'reported', 'started', 'authorisation_queued', 'authorising',
        'challenge_required', 'challenge_submitted', 'authorised', 'capturable',
        'capture_requested', 'capturing', 'capture_submitted', 'captured', 'capture_failed',
        'cancelling', 'cancel_submitted', 'cancelled', 'declined', 'authorisation_failed')),
    operation TEXT,
    order_code TEXT,
    psp_reference TEXT,
    captures_failed BIGINT CHECK (captures_failed >= 0),
    captured_on TEXT,
    cancelled_by TEXT,
    decline_reason TEXT,
    clean_up TEXT,
    capture_submitted_at BIGINT,
    finished_at BIGINT,
    has_personal_data BOOLEAN NOT NULL,
    refunds BIGINT NOT NULL CHECK (refunds >= 0),
    events BIGINT NOT NULL CHECK (events > 0),
    version BIGINT NOT NULL CHECK (version > 0),
    CHECK (state NOT IN ('authorised', 'capturable', 'capture_requested', 'capturing',
            'capture_submitted', 'captured', 'capture_failed', 'cancelling', 'cancel_submitted')
        OR (order_code IS NOT NULL AND psp_reference IS NOT NULL))
);
CREATE INDEX payments_newest ON payments (account, created_at, id);
CREATE INDEX payments_by_reference ON payments (account, reference_lower, created_at, id);
CREATE INDEX payments_by_status ON payments (account, status, created_at, id);
CREATE INDEX payments_to_redact ON payments (finished_at, id) WHERE has_personal_data;

CREATE TABLE refunds (
    id TEXT PRIMARY KEY NOT NULL,
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 10000000),
    created_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'submitted', 'succeeded', 'failed')),
    psp_reference TEXT,
    UNIQUE (payment, position),
    CHECK (state NOT IN ('submitted', 'succeeded') OR psp_reference IS NOT NULL)
);

CREATE TABLE tokens (
    value TEXT PRIMARY KEY NOT NULL,
    payment TEXT NOT NULL REFERENCES payments (id),
    issued_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX tokens_of_payment ON tokens (payment, issued_at);
CREATE INDEX tokens_by_age ON tokens (issued_at);

CREATE TABLE operations (
    id TEXT PRIMARY KEY NOT NULL,
    payment TEXT NOT NULL REFERENCES payments (id),
    kind TEXT NOT NULL CHECK (kind IN ('authorise', 'capture', 'cancel', 'refund')),
    refund TEXT,
    order_code TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    ended_at BIGINT,
    outcome TEXT,
    CHECK ((kind = 'refund') = (refund IS NOT NULL)),
    CHECK ((ended_at IS NULL) = (outcome IS NULL))
);
CREATE INDEX operations_of_payment ON operations (payment);
";

const EVENTS: &str = "
CREATE TABLE events (
    sequence {sequence},
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    at BIGINT NOT NULL,
    change TEXT NOT NULL CHECK (change IN ('created', 'stepped', 'refunded', 'redacted')),
    detail TEXT,
    dispatched_at BIGINT,
    UNIQUE (payment, position)
);
CREATE INDEX events_undispatched ON events (sequence) WHERE dispatched_at IS NULL;
";

const WORK: &str = "
CREATE TABLE work (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    payment TEXT NOT NULL,
    refund TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    leased_until BIGINT,
    UNIQUE (kind, payment, refund)
);
CREATE INDEX work_due ON work (due_at, id);
";

const SANDBOX: &str = "
CREATE TABLE sandbox_authorisations (
    order_code TEXT PRIMARY KEY NOT NULL,
    psp_reference TEXT NOT NULL,
    payment TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 10000000),
    verdict TEXT NOT NULL CHECK (verdict IN ('authorised', 'declined', 'failed')),
    at BIGINT NOT NULL
);
CREATE TABLE sandbox_movements (
    sequence {sequence},
    order_code TEXT NOT NULL REFERENCES sandbox_authorisations (order_code),
    kind TEXT NOT NULL CHECK (kind IN ('captured', 'cancelled', 'refunded')),
    subject TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount BETWEEN 0 AND 10000000),
    at BIGINT NOT NULL,
    UNIQUE (order_code, kind, subject)
);
CREATE UNIQUE INDEX sandbox_one_ending ON sandbox_movements (order_code)
    WHERE kind IN ('captured', 'cancelled');
CREATE TABLE sandbox_clock (
    id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    offset_millis BIGINT NOT NULL CHECK (offset_millis >= 0)
);
";
