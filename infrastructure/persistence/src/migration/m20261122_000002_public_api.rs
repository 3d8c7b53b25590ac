//! The whole public API: agreements, disputes, idempotency keys, reported payments,
//! settlement, every filter of the searches, and counters for their totals.
//!
//! Rows of earlier versions stay and read as they did. What is new about them gets
//! the value that was tacitly true: a payment was made on the web, in English.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, DeriveMigrationName};
use sea_orm_migration::{MigrationTrait, SchemaManager, SchemaManagerConnection, async_trait};

use super::folding;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let (of_this_kind, afterwards) = match connection.get_database_backend() {
            DbBackend::Sqlite => (SQLITE, ""),
            _ => (POSTGRES, POSTGRES_RATE_LIMITS),
        };
        for statements in [COLUMNS, of_this_kind, TABLES, VALUES, INDEXES, afterwards] {
            connection.execute_unprepared(statements).await?;
        }
        folding::fold_existing(connection).await?;
        if connection.get_database_backend() == DbBackend::Postgres {
            index_substrings(connection).await?;
        }
        Ok(())
    }
}

/// Indexes by which PostgreSQL finds parts of texts. A server without the extension,
/// or one that does not let us make it, looks through the account's payments instead.
async fn index_substrings(connection: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let Err(error) = connection.execute_unprepared(TRIGRAMS).await else {
        return Ok(());
    };
    connection
        .execute_unprepared("ROLLBACK TO SAVEPOINT trigrams; RELEASE SAVEPOINT trigrams")
        .await?;
    tracing::warn!(
        %error,
        "the extension pg_trgm is not to be had: searches for a part of an e-mail address or of \
         a cardholder's name will read all payments of the account"
    );
    Ok(())
}

const COLUMNS: &str = "
ALTER TABLE accounts ADD COLUMN surcharge_credit BIGINT
    CHECK (surcharge_credit BETWEEN 0 AND 10000000);
ALTER TABLE accounts ADD COLUMN surcharge_debit BIGINT
    CHECK (surcharge_debit BETWEEN 0 AND 10000000);
ALTER TABLE accounts ADD COLUMN surcharge_prepaid_debit BIGINT
    CHECK (surcharge_prepaid_debit BETWEEN 0 AND 10000000);
ALTER TABLE accounts ADD COLUMN allows_moto BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN allows_moto_api BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN allows_telephone BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN recurring BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN rate_reads BIGINT CHECK (rate_reads >= 0);
ALTER TABLE accounts ADD COLUMN rate_posts BIGINT CHECK (rate_posts >= 0);
ALTER TABLE accounts ADD COLUMN rate_window_ms BIGINT CHECK (rate_window_ms > 0);

ALTER TABLE payments ADD COLUMN mode TEXT NOT NULL DEFAULT 'web'
    CHECK (mode IN ('web', 'moto_api', 'agreement', 'external'));
ALTER TABLE payments ADD COLUMN language TEXT NOT NULL DEFAULT 'en'
    CHECK (language IN ('en', 'cy'));
ALTER TABLE payments ADD COLUMN moto BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE payments ADD COLUMN agreement TEXT;
ALTER TABLE payments ADD COLUMN agreement_payment_type TEXT
    CHECK (agreement_payment_type IN ('instalment', 'recurring', 'unscheduled'));
ALTER TABLE payments ADD COLUMN email_lower TEXT;
ALTER TABLE payments ADD COLUMN has_card BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE payments ADD COLUMN card_holder_lower TEXT;
ALTER TABLE payments ADD COLUMN surcharge BIGINT CHECK (surcharge BETWEEN 1 AND 10000000);
ALTER TABLE payments ADD COLUMN stored_card TEXT;
ALTER TABLE payments ADD COLUMN report TEXT;
ALTER TABLE payments ADD COLUMN report_provider_id TEXT;
ALTER TABLE payments ADD COLUMN settled_on TEXT;
ALTER TABLE payments ADD COLUMN disputes BIGINT NOT NULL DEFAULT 0 CHECK (disputes >= 0);

ALTER TABLE sandbox_authorisations ADD COLUMN kept TEXT
    CHECK (kept IN ('authorised', 'declined', 'failed'));
";

/// SQLite can neither lift a rule from a column nor change one. A column with a new
/// name takes the place of the old; small tables that nothing refers to are made anew.
const SQLITE: &str = "
ALTER TABLE payments RENAME COLUMN return_url TO former_return_url;
ALTER TABLE payments ADD COLUMN return_url TEXT;
UPDATE payments SET return_url = former_return_url;
ALTER TABLE payments DROP COLUMN former_return_url;

CREATE TABLE new_refunds (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 10000000),
    created_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('requested', 'submitted', 'succeeded', 'failed')),
    psp_reference TEXT,
    settled_on TEXT,
    UNIQUE (payment, position),
    CHECK (state NOT IN ('submitted', 'succeeded') OR psp_reference IS NOT NULL)
);
INSERT INTO new_refunds (id, account, payment, position, amount, created_at, state, psp_reference)
    SELECT refunds.id, payments.account, payment, position, refunds.amount, refunds.created_at,
        refunds.state, refunds.psp_reference
    FROM refunds JOIN payments ON payments.id = refunds.payment;
DROP TABLE refunds;
ALTER TABLE new_refunds RENAME TO refunds;

CREATE TABLE new_events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    at BIGINT NOT NULL,
    change TEXT NOT NULL CHECK (change IN (
        'created', 'stepped', 'refunded', 'disputed', 'settled', 'redacted')),
    detail TEXT,
    dispatched_at BIGINT,
    UNIQUE (payment, position)
);
INSERT INTO new_events (sequence, payment, position, at, change, detail, dispatched_at)
    SELECT sequence, payment, position, at, change, detail, dispatched_at FROM events;
DROP TABLE events;
ALTER TABLE new_events RENAME TO events;
CREATE INDEX events_undispatched ON events (sequence) WHERE dispatched_at IS NULL;
";

const POSTGRES: &str = "
ALTER TABLE payments ALTER COLUMN return_url DROP NOT NULL;

ALTER TABLE refunds ADD COLUMN account TEXT REFERENCES accounts (id);
ALTER TABLE refunds ADD COLUMN settled_on TEXT;
UPDATE refunds SET account = payments.account FROM payments WHERE payments.id = refunds.payment;
ALTER TABLE refunds ALTER COLUMN account SET NOT NULL;

ALTER TABLE events DROP CONSTRAINT events_change_check;
ALTER TABLE events ADD CONSTRAINT events_change_check CHECK (change IN (
    'created', 'stepped', 'refunded', 'disputed', 'settled', 'redacted'));
";

const TABLES: &str = "
CREATE TABLE disputes (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 10000000),
    fee BIGINT CHECK (fee BETWEEN 0 AND 10000000),
    created_at BIGINT NOT NULL,
    evidence_due_at BIGINT,
    reason TEXT NOT NULL CHECK (reason IN (
        'credit_not_processed', 'duplicate', 'fraudulent', 'general', 'product_not_received',
        'product_unacceptable', 'subscription_canceled', 'unrecognised', 'other')),
    status TEXT NOT NULL CHECK (status IN ('needs_response', 'under_review', 'lost', 'won')),
    settled_on TEXT,
    UNIQUE (payment, position)
);

CREATE TABLE agreements (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    created_at BIGINT NOT NULL,
    reference TEXT NOT NULL,
    reference_lower TEXT NOT NULL,
    description TEXT NOT NULL,
    user_identifier TEXT,
    status TEXT NOT NULL CHECK (status IN ('created', 'active', 'inactive', 'cancelled')),
    cancelled_at BIGINT,
    stored_card TEXT,
    stored_at BIGINT,
    card_first_six TEXT,
    card_last_four TEXT,
    card_expiry TEXT,
    card_holder TEXT,
    card_brand TEXT,
    card_type TEXT,
    card_address TEXT,
    version BIGINT NOT NULL CHECK (version > 0),
    CHECK ((stored_card IS NULL) = (stored_at IS NULL))
);

CREATE TABLE idempotency_claims (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    payment TEXT,
    refund TEXT,
    agreement TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (account, key),
    CHECK ((payment IS NULL) <> (agreement IS NULL)),
    CHECK (refund IS NULL OR payment IS NOT NULL)
);

CREATE TABLE counters (
    account TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('payments', 'refunds', 'disputes', 'agreements')),
    slot BIGINT NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (account, what, slot)
);
";

const VALUES: &str = "
UPDATE payments SET
    email_lower = lower(email),
    card_holder_lower = lower(card_holder),
    has_card = (card_first_six IS NOT NULL);
INSERT INTO counters (account, what, slot, total)
    SELECT account, 'payments', 0, count(*) FROM payments GROUP BY account;
INSERT INTO counters (account, what, slot, total)
    SELECT account, 'refunds', 0, count(*) FROM refunds GROUP BY account;
";

/// Every search is about one account and shows the newest first, so every index of
/// one begins with the account and ends with the order.
const INDEXES: &str = "
CREATE INDEX payments_by_brand ON payments (account, card_brand, created_at, id)
    WHERE card_brand IS NOT NULL;
CREATE INDEX payments_by_first_six ON payments (account, card_first_six, created_at, id)
    WHERE card_first_six IS NOT NULL;
CREATE INDEX payments_by_last_four ON payments (account, card_last_four, created_at, id)
    WHERE card_last_four IS NOT NULL;
CREATE INDEX payments_by_agreement ON payments (account, agreement, created_at, id)
    WHERE agreement IS NOT NULL;
CREATE INDEX payments_by_settlement ON payments (account, settled_on, created_at, id)
    WHERE settled_on IS NOT NULL;
CREATE UNIQUE INDEX payments_reported ON payments (account, report_provider_id)
    WHERE report_provider_id IS NOT NULL;
CREATE INDEX payments_unsettled ON payments (id)
    WHERE state = 'captured' AND settled_on IS NULL;

CREATE INDEX refunds_newest ON refunds (account, created_at, id);
CREATE INDEX refunds_by_settlement ON refunds (account, settled_on, created_at, id)
    WHERE settled_on IS NOT NULL;
CREATE INDEX refunds_unsettled ON refunds (payment)
    WHERE state = 'succeeded' AND settled_on IS NULL;

CREATE INDEX disputes_newest ON disputes (account, created_at, id);
CREATE INDEX disputes_by_status ON disputes (account, status, created_at, id);
CREATE INDEX disputes_by_settlement ON disputes (account, settled_on, created_at, id)
    WHERE settled_on IS NOT NULL;
CREATE INDEX disputes_unsettled ON disputes (payment)
    WHERE status = 'lost' AND settled_on IS NULL;

CREATE INDEX agreements_newest ON agreements (account, created_at, id);
CREATE INDEX agreements_by_reference ON agreements (account, reference_lower, created_at, id);
CREATE INDEX agreements_by_status ON agreements (account, status, created_at, id);

CREATE INDEX idempotency_claims_by_age ON idempotency_claims (at);
";

/// Counts that may be lost when the server crashes and must never wait for its disk.
/// Rows that are updated all the time leave room in their pages, so that no index changes.
const POSTGRES_RATE_LIMITS: &str = "
CREATE UNLOGGED TABLE rate_windows (
    bucket TEXT PRIMARY KEY NOT NULL,
    began_at TIMESTAMPTZ NOT NULL,
    requests BIGINT NOT NULL
) WITH (fillfactor = 50);
ALTER TABLE counters SET (fillfactor = 50);
";

const TRIGRAMS: &str = "
SAVEPOINT trigrams;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX payments_by_email ON payments USING gin (email_lower gin_trgm_ops)
    WITH (gin_pending_list_limit = 256);
CREATE INDEX payments_by_holder ON payments USING gin (card_holder_lower gin_trgm_ops)
    WITH (gin_pending_list_limit = 256);
RELEASE SAVEPOINT trigrams;
";
