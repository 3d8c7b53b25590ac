//! The staff site: what is known of services, every setting of accounts, credentials at
//! PSPs, passkeys, refunds that wait for approval, and what was said to PSPs.
//!
//! Rows of earlier versions stay and read as they did. What is new about them gets the
//! value that was tacitly true: a refund was the service's own, a service with a live
//! account had gone live.

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
        let (sequence, of_this_kind, afterwards) = match connection.get_database_backend() {
            DbBackend::Sqlite => ("INTEGER PRIMARY KEY AUTOINCREMENT", SQLITE, ""),
            _ => ("BIGSERIAL PRIMARY KEY", POSTGRES, POSTGRES_TRIGRAMS),
        };
        let tables = TABLES.replace("{sequence}", sequence);
        for statements in [
            COLUMNS,
            of_this_kind,
            &tables,
            VALUES,
            FOR_READING,
            afterwards,
        ] {
            connection.execute_unprepared(statements).await?;
        }
        Ok(())
    }
}

const COLUMNS: &str = "
ALTER TABLE services ADD COLUMN welsh_name TEXT;
ALTER TABLE services ADD COLUMN organisation TEXT;
ALTER TABLE services ADD COLUMN header_colour TEXT;
ALTER TABLE services ADD COLUMN button_colour TEXT;
ALTER TABLE services ADD COLUMN going_live TEXT NOT NULL DEFAULT 'not_asked'
    CHECK (going_live IN ('not_asked', 'asked', 'refused', 'granted'));
ALTER TABLE services ADD COLUMN going_live_at BIGINT
    CHECK ((going_live = 'not_asked') = (going_live_at IS NULL));
ALTER TABLE services ADD COLUMN going_live_by TEXT
    CHECK ((going_live = 'asked') = (going_live_by IS NOT NULL));
ALTER TABLE services ADD COLUMN going_live_provider TEXT
    CHECK ((going_live = 'asked') = (going_live_provider IS NOT NULL));
ALTER TABLE services ADD COLUMN going_live_reason TEXT
    CHECK ((going_live = 'refused') = (going_live_reason IS NOT NULL));
ALTER TABLE services ADD COLUMN version BIGINT NOT NULL DEFAULT 1 CHECK (version > 0);

ALTER TABLE accounts ADD COLUMN presumes_uk BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE accounts ADD COLUMN requires_3ds BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE accounts ADD COLUMN masks_card_number BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN masks_security_code BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE accounts ADD COLUMN approval_above BIGINT
    CHECK (approval_above BETWEEN 0 AND 10000000);
ALTER TABLE accounts ADD COLUMN version BIGINT NOT NULL DEFAULT 1 CHECK (version > 0);

ALTER TABLE api_keys ADD COLUMN created_by TEXT;

ALTER TABLE staff_sessions ADD COLUMN entered_service TEXT REFERENCES services (id);
ALTER TABLE staff_sessions ADD COLUMN entered_at BIGINT
    CHECK ((entered_service IS NULL) = (entered_at IS NULL));

ALTER TABLE payments ADD COLUMN approvals BIGINT NOT NULL DEFAULT 0 CHECK (approvals >= 0);

ALTER TABLE refunds ADD COLUMN issued_by TEXT;
ALTER TABLE refunds ADD COLUMN issued_by_email TEXT
    CHECK ((issued_by IS NULL) = (issued_by_email IS NULL));

ALTER TABLE audit_links ADD COLUMN doer_email_lower TEXT;
ALTER TABLE audit_links ADD COLUMN target_lower TEXT;
";

/// SQLite cannot change a rule, so the table of events, to which nothing refers, is
/// made anew.
const SQLITE: &str = "
CREATE TABLE new_events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    at BIGINT NOT NULL,
    change TEXT NOT NULL CHECK (change IN (
        'created', 'stepped', 'refunded', 'approval_asked', 'approval_decided', 'disputed',
        'settled', 'redacted')),
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
ALTER TABLE events DROP CONSTRAINT events_change_check;
ALTER TABLE events ADD CONSTRAINT events_change_check CHECK (change IN (
    'created', 'stepped', 'refunded', 'approval_asked', 'approval_decided', 'disputed',
    'settled', 'redacted'));
";

const TABLES: &str = "
CREATE TABLE credentials (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    provider TEXT NOT NULL,
    shown TEXT NOT NULL,
    sealed TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('entered', 'active', 'retired')),
    entered_by TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    activated_at BIGINT,
    retired_at BIGINT
);
CREATE INDEX credentials_newest ON credentials (account, entered_at, id);
CREATE UNIQUE INDEX credentials_in_use ON credentials (account) WHERE state = 'active';

CREATE TABLE passkeys (
    id TEXT PRIMARY KEY NOT NULL,
    member TEXT NOT NULL REFERENCES staff_members (id),
    position BIGINT NOT NULL CHECK (position > 0),
    name TEXT NOT NULL,
    credential TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    used_at BIGINT,
    UNIQUE (member, position)
);

CREATE TABLE refund_approvals (
    refund TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    payment TEXT NOT NULL REFERENCES payments (id),
    position BIGINT NOT NULL CHECK (position > 0),
    amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 10000000),
    asked_by TEXT NOT NULL,
    asked_by_email TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    outcome TEXT CHECK (outcome IN ('approved', 'declined', 'lapsed')),
    decided_at BIGINT,
    decided_by TEXT,
    decided_by_email TEXT,
    UNIQUE (payment, position),
    CHECK ((outcome IS NULL) = (decided_at IS NULL)),
    CHECK (outcome IS NOT NULL OR decided_by IS NULL),
    CHECK ((decided_by IS NULL) = (decided_by_email IS NULL)),
    CHECK (outcome <> 'lapsed' OR decided_by IS NULL),
    CHECK (outcome <> 'approved' OR (decided_by IS NOT NULL AND decided_by <> asked_by))
);
CREATE INDEX refund_approvals_open ON refund_approvals (account, asked_at, refund)
    WHERE outcome IS NULL;

CREATE TABLE exchanges (
    sequence {sequence},
    payment TEXT NOT NULL REFERENCES payments (id),
    at BIGINT NOT NULL,
    order_code TEXT NOT NULL,
    asked TEXT NOT NULL,
    answered TEXT NOT NULL
);
CREATE INDEX exchanges_of_payment ON exchanges (payment, at, sequence);
";

const VALUES: &str = "
UPDATE services SET
    going_live = 'granted',
    going_live_at = (SELECT min(created_at) FROM accounts
        WHERE accounts.service = services.id AND mode = 'live')
    WHERE EXISTS (SELECT 1 FROM accounts WHERE accounts.service = services.id AND mode = 'live');
";

/// Indexes of what staff look for. The one of tallies has all that is summed up, so that
/// the payments themselves need not be read.
const FOR_READING: &str = "
CREATE INDEX payments_tallied
    ON payments (account, created_at, status, card_brand, amount, surcharge);
CREATE INDEX payments_by_psp_reference ON payments (psp_reference)
    WHERE psp_reference IS NOT NULL;
CREATE INDEX audit_links_newest ON audit_links (at, position, chain);
";

/// By what PostgreSQL finds parts of references, where it can: whether it has the
/// extension was settled, and said, when the indexes of e-mail addresses were made.
const POSTGRES_TRIGRAMS: &str = "
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm') THEN
        CREATE INDEX payments_by_part_of_reference ON payments
            USING gin (reference_lower gin_trgm_ops) WITH (gin_pending_list_limit = 256);
    END IF;
END
$$;
";

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use domain::account::GoingLive;
    use sea_orm::{
        ConnectOptions, ConnectionTrait, Database, DatabaseConnection, EntityTrait, QueryOrder,
    };
    use sea_orm_migration::MigratorTrait;

    use crate::entity::{audit_links, services, staff_members, staff_sessions};
    use crate::migration::Migrations;
    use crate::{mapping, members};

    /// Rows as the version before wrote them.
    const BEFORE: &str = "
        INSERT INTO services (id, name, created_at) VALUES
            ('11111111111111111111111111', 'Fishing licences', 1),
            ('22222222222222222222222222', 'Parking permits', 2);
        INSERT INTO accounts (id, service, mode, provider, cards, takes_prepaid,
            asks_billing_address, email_collection, allows_zero, disabled, created_at)
            SELECT '3333333333333333333333333' || number, '11111111111111111111111111', mode,
                'sandbox', 'visa:debit', TRUE, TRUE, 'mandatory', FALSE, FALSE, created
            FROM (SELECT '1' AS number, 'test' AS mode, 5 AS created
                UNION SELECT '2', 'live', 8 UNION SELECT '3', 'live', 7);
        INSERT INTO staff_members (id, email, recovery_codes, wrong_passwords, wrong_codes,
            disabled, platform_admin, created_at, version)
            VALUES ('44444444444444444444444444', 'ada@example.org', '[]', 0, 0, FALSE, TRUE, 1, 3);
        INSERT INTO memberships (member, service, position, role)
            VALUES ('44444444444444444444444444', '11111111111111111111111111', 1, 'viewer');
        INSERT INTO staff_sessions (id, member, digest, stage, began_at, seen_at, browser, address)
            VALUES ('55555555555555555555555555', '44444444444444444444444444',
                '0000000000000000000000000000000000000000000000000000000000000000', 'signed-in',
                1, 2, 'A browser', '127.0.0.1');
        INSERT INTO audit_heads (chain, length) VALUES ('platform', 1);
        INSERT INTO audit_links (chain, position, at, doer, action, target, facts, previous, hash)
            VALUES ('platform', 1, 1, 'operator', 'staff-created', 'Ada@Example.org', '[]',
                '0000000000000000000000000000000000000000000000000000000000000000',
                '0000000000000000000000000000000000000000000000000000000000000000');
    ";

    /// A database of the version before with those rows, brought up to date.
    async fn upgraded() -> DatabaseConnection {
        let mut options = ConnectOptions::new("sqlite::memory:");
        options.max_connections(1).sqlx_logging(false);
        let connection = Database::connect(options).await.unwrap();
        Migrations::up(&connection, Some(3)).await.unwrap();
        connection.execute_unprepared(BEFORE).await.unwrap();
        Migrations::up(&connection, None).await.unwrap();
        connection
    }

    #[tokio::test]
    async fn a_service_with_a_live_account_has_gone_live() {
        let connection = upgraded().await;

        let rows = services::Entity::find().order_by_asc(services::Column::Id);
        let rows = rows.all(&connection).await.unwrap();

        let states: Vec<_> = rows
            .into_iter()
            .map(|row| mapping::services::from_row(row).unwrap().going_live)
            .collect();
        let at = Timestamp::from_millis(7);
        assert_eq!(states, [GoingLive::Granted { at }, GoingLive::NotAsked]);
    }

    #[tokio::test]
    async fn people_their_browsers_and_the_record_are_what_they_were() {
        let connection = upgraded().await;

        let people = staff_members::Entity::find();
        let people = people.all(&connection).await.unwrap();
        let people = members::with_parts(&connection, people).await.unwrap();
        let sessions = staff_sessions::Entity::find();
        let session = sessions.one(&connection).await.unwrap().unwrap();
        let links = audit_links::Entity::find();
        let link = links.one(&connection).await.unwrap().unwrap();

        let [ada] = people.as_slice() else {
            panic!("{people:?}");
        };
        assert_eq!((ada.version, ada.memberships.len()), (3, 1));
        assert!(ada.passkeys.is_empty());
        assert_eq!(mapping::sessions::from_row(session).unwrap().entered, None);
        let link = mapping::audit::from_row(link).unwrap();
        assert_eq!(link.deed.target.as_deref(), Some("Ada@Example.org"));
    }
}
