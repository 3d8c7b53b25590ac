//! The people of services: who they are, where they belong, their browsers, the
//! links they were sent, and the record of what they did.
//!
//! The record can be added to and read. The database itself refuses every other
//! statement about it, whoever sends it.

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
        // SQLite's hidden row numbers would be a second way to put a row in another's place.
        let (by_key_alone, append_only) = match connection.get_database_backend() {
            DbBackend::Sqlite => ("WITHOUT ROWID", SQLITE_APPEND_ONLY),
            _ => ("", POSTGRES_APPEND_ONLY),
        };
        let audit = AUDIT.replace("{by_key_alone}", by_key_alone);
        for statements in [PEOPLE, LINKS_SENT, &audit, append_only] {
            connection.execute_unprepared(statements).await?;
        }
        Ok(())
    }
}

const PEOPLE: &str = "
CREATE TABLE staff_members (
    id TEXT PRIMARY KEY NOT NULL,
    email TEXT NOT NULL UNIQUE,
    password TEXT,
    app_secret TEXT,
    app_set_up_at BIGINT,
    app_last_step BIGINT,
    recovery_codes TEXT NOT NULL,
    wrong_passwords BIGINT NOT NULL CHECK (wrong_passwords >= 0),
    wrong_password_at BIGINT,
    wrong_codes BIGINT NOT NULL CHECK (wrong_codes >= 0),
    wrong_code_at BIGINT,
    disabled BOOLEAN NOT NULL,
    platform_admin BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    signed_in_at BIGINT,
    version BIGINT NOT NULL CHECK (version > 0),
    CHECK ((app_secret IS NULL) = (app_set_up_at IS NULL)),
    CHECK ((app_secret IS NULL) = (app_last_step IS NULL))
);

CREATE TABLE memberships (
    member TEXT NOT NULL REFERENCES staff_members (id),
    service TEXT NOT NULL REFERENCES services (id),
    position BIGINT NOT NULL CHECK (position > 0),
    role TEXT NOT NULL CHECK (role IN (
        'service-admin', 'accountant', 'refund-manager', 'developer', 'viewer')),
    PRIMARY KEY (member, service),
    UNIQUE (member, position)
);
CREATE INDEX memberships_of_service ON memberships (service, member);

CREATE TABLE staff_sessions (
    id TEXT PRIMARY KEY NOT NULL,
    member TEXT NOT NULL REFERENCES staff_members (id),
    digest TEXT NOT NULL UNIQUE,
    stage TEXT NOT NULL CHECK (stage IN ('second-factor', 'set-up', 'signed-in')),
    began_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    browser TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE INDEX staff_sessions_of_member ON staff_sessions (member);
CREATE INDEX staff_sessions_by_age ON staff_sessions (began_at);

CREATE INDEX accounts_of_service ON accounts (service, created_at, id);
";

const LINKS_SENT: &str = "
CREATE TABLE invitations (
    id TEXT PRIMARY KEY NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    service TEXT NOT NULL REFERENCES services (id),
    role TEXT NOT NULL CHECK (role IN (
        'service-admin', 'accountant', 'refund-manager', 'developer', 'viewer')),
    sent_by TEXT REFERENCES staff_members (id),
    sent_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX invitations_open ON invitations (service, sent_at, id) WHERE ended_at IS NULL;

CREATE TABLE password_resets (
    member TEXT PRIMARY KEY NOT NULL REFERENCES staff_members (id),
    digest TEXT NOT NULL UNIQUE,
    made_at BIGINT NOT NULL
);
";

const AUDIT: &str = "
CREATE TABLE audit_heads (
    chain TEXT PRIMARY KEY NOT NULL,
    length BIGINT NOT NULL CHECK (length > 0)
);

CREATE TABLE audit_links (
    chain TEXT NOT NULL REFERENCES audit_heads (chain),
    position BIGINT NOT NULL CHECK (position > 0),
    at BIGINT NOT NULL,
    doer TEXT NOT NULL CHECK (doer IN ('staff', 'operator', 'stranger')),
    doer_id TEXT,
    doer_email TEXT,
    address TEXT,
    action TEXT NOT NULL,
    target TEXT,
    reason TEXT,
    facts TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, position),
    CHECK ((doer = 'staff') = (doer_id IS NOT NULL)),
    CHECK ((doer = 'operator') = (doer_email IS NULL))
) {by_key_alone};
";

/// What SQLite replaces (`INSERT OR REPLACE`) it removes without a word to triggers of
/// deletion, so that is refused as an addition.
const SQLITE_APPEND_ONLY: &str = "
CREATE TRIGGER audit_links_are_not_changed BEFORE UPDATE ON audit_links
BEGIN
    SELECT RAISE(ABORT, 'the audit record is append-only');
END;
CREATE TRIGGER audit_links_are_not_removed BEFORE DELETE ON audit_links
BEGIN
    SELECT RAISE(ABORT, 'the audit record is append-only');
END;
CREATE TRIGGER audit_links_are_not_replaced BEFORE INSERT ON audit_links
WHEN EXISTS (
    SELECT 1 FROM audit_links WHERE chain = NEW.chain AND position = NEW.position)
BEGIN
    SELECT RAISE(ABORT, 'the audit record is append-only');
END;
";

const POSTGRES_APPEND_ONLY: &str = "
CREATE FUNCTION refuse_as_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit record is append-only';
END
$$;
CREATE TRIGGER audit_links_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_links
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_as_append_only();
";
