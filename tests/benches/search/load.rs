//! Fills a database with payments, all at once and by the database itself.
//!
//! The payments are spread evenly over [`DAYS`] days and over the accounts: every
//! tenth is the large account's, and all are where there is no other. Of the large
//! account's, and of all others alike, every so many have what the filters look for, so
//! that about [`MATCHING`] of the large account's match whatever the size.

use domain::AccountId;
use sea_orm::{ConnectOptions, ConnectionTrait};
use system_tests::database::TestDatabase;

/// How many of the large account's payments each filter matches.
const MATCHING: u64 = 500;
/// How long the payments took to be made.
pub(crate) const DAYS: u64 = 1_000;
/// When the first was made: 1 January 2024.
pub(crate) const BEGAN_AT: i64 = 1_704_067_200_000;
/// The agreement that some belong to.
pub(crate) const AGREEMENT: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaa";

/// How large a database is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// How many payments it has.
    pub(crate) payments: u64,
    /// How many accounts: one, or a thousand.
    pub(crate) accounts: Accounts,
}

/// How many accounts share the payments.
#[derive(Clone, Copy)]
#[expect(dead_code, reason = "each bench has use for one of them")]
pub(crate) enum Accounts {
    /// The large one has all of them.
    One,
    /// The large one has a tenth, and the others have the rest.
    Thousand,
}

impl Accounts {
    fn number(self) -> u64 {
        match self {
            Self::One => 1,
            Self::Thousand => 1_000,
        }
    }

    /// One in so many payments is the large account's.
    fn share(self) -> u64 {
        match self {
            Self::One => 1,
            Self::Thousand => 10,
        }
    }
}

impl Size {
    /// How many of them are the large account's.
    pub(crate) fn of_large_account(self) -> u64 {
        self.payments / self.accounts.share()
    }

    /// One in so many payments has what the filters look for.
    pub(crate) fn one_in(self) -> u64 {
        (self.of_large_account() / MATCHING).max(1)
    }

    /// How long it takes from one of the large account's payments to the next.
    pub(crate) fn millis_between_large(self) -> i64 {
        let all = DAYS * 24 * 60 * 60 * 1_000;
        i64::try_from(all / self.of_large_account().max(1)).unwrap_or(i64::MAX)
    }
}

/// The account that holds a tenth of everything, or all of it.
pub(crate) fn large_account() -> anyhow::Result<AccountId> {
    AccountId::parse(&"0".repeat(26)).ok_or_else(|| anyhow::anyhow!("that is no identifier"))
}

/// Fills the empty database, counters included, and lets it look at what it has.
pub(crate) async fn load(database: &TestDatabase, size: Size) -> anyhow::Result<()> {
    let mut options = ConnectOptions::new(database.url());
    options.max_connections(1).sqlx_logging(false);
    let connection = sea_orm::Database::connect(options).await?;
    let share = size.accounts.share();
    let between = size.millis_between_large() / i64::try_from(share)?;
    for statement in [ACCOUNTS, PAYMENTS, REFUNDS, COUNTERS, "VACUUM ANALYZE"] {
        let statement = statement
            .replace("{payments}", &size.payments.to_string())
            .replace("{accounts}", &size.accounts.number().to_string())
            .replace("{share}", &share.to_string())
            .replace("{one_in}", &size.one_in().to_string())
            .replace("{between}", &between.to_string())
            .replace("{began_at}", &BEGAN_AT.to_string())
            .replace("{agreement}", AGREEMENT);
        connection.execute_unprepared(&statement).await?;
    }
    connection.close().await?;
    Ok(())
}

const ACCOUNTS: &str = "
INSERT INTO services (id, name, created_at) VALUES (repeat('0', 26), 'Fishing licences', 0);
INSERT INTO accounts (id, service, mode, provider, cards, takes_prepaid, asks_billing_address,
    email_collection, allows_zero, disabled, created_at)
SELECT lpad(to_hex(n), 26, '0'), repeat('0', 26), 'test', 'sandbox', 'visa:debit', TRUE, TRUE,
    'mandatory', FALSE, FALSE, 0
FROM generate_series(0, {accounts} - 1) AS n;
";

const PAYMENTS: &str = "
INSERT INTO payments (id, account, provider, created_at, updated_at, amount, reference,
    reference_lower, description, return_url, delayed_capture, agreement, agreement_payment_type,
    email, email_lower, metadata, has_card, card_first_six, card_last_four, card_expiry,
    card_holder, card_holder_lower, card_brand, card_type, card_address, status, state,
    order_code, psp_reference, captured_on, settled_on, decline_reason, capture_submitted_at,
    finished_at, has_personal_data, refunds, events, version)
SELECT
    substr(md5(n::text), 1, 26),
    lpad(to_hex(CASE WHEN n % {share} = 0 THEN 0 ELSE 1 + n % 999 END), 26, '0'),
    'sandbox', created_at, created_at, 1 + n % 100000,
    CASE WHEN sought THEN 'Renewal' ELSE 'LICENCE-' || n END,
    CASE WHEN sought THEN 'renewal' ELSE 'licence-' || n END,
    'A rod fishing licence for one year', 'https://service.example/licences/' || n, FALSE,
    CASE WHEN sought THEN '{agreement}' END, CASE WHEN sought THEN 'recurring' END,
    email, email, '[[\"ledger\",{\"text\":\"' || n || '\"}]]', TRUE,
    CASE WHEN sought THEN '353011' ELSE '424242' END,
    CASE WHEN sought THEN '0000' ELSE lpad((1 + n % 9999)::text, 4, '0') END,
    '01/2031', holder, lower(holder),
    CASE WHEN sought THEN 'jcb' ELSE 'visa' END, 'credit',
    '{\"line1\":\"' || n || ' Main Street\",\"city\":\"Leeds\",\"postcode\":\"LS1 1AA\",\"country\":\"GB\"}',
    CASE WHEN declined THEN 'declined' ELSE 'success' END,
    CASE WHEN declined THEN 'declined' ELSE 'captured' END,
    CASE WHEN NOT declined THEN substr(md5('order' || n), 1, 26) END,
    CASE WHEN NOT declined THEN md5('psp' || n) END,
    CASE WHEN NOT declined THEN day END,
    CASE WHEN NOT declined THEN day END,
    CASE WHEN declined THEN 'refused_by_bank' END,
    CASE WHEN NOT declined THEN created_at END,
    created_at, TRUE, CASE WHEN refunded THEN 1 ELSE 0 END, 8, 8
FROM (
    SELECT n, created_at, sought, declined, NOT declined AND n % 20 = 0 AS refunded,
        to_char(to_timestamp(created_at / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
        CASE WHEN sought THEN 'ada.needle' ELSE 'person' END || n || '@example.org' AS email,
        CASE WHEN sought THEN 'Ada Needleman ' ELSE 'Grace Hopper ' END || n AS holder
    FROM (
        SELECT n, {began_at} + n * {between} AS created_at,
            (n / {share}) % {one_in} = 0 AS sought,
            (n / {share}) % {one_in} = 1 AS declined
        FROM generate_series(0::bigint, {payments} - 1) AS n
    ) AS numbered
) AS described;
";

const REFUNDS: &str = "
INSERT INTO refunds (id, account, payment, position, amount, created_at, state, psp_reference,
    settled_on)
SELECT substr(md5('refund' || id), 1, 26), account, id, 1, 1, created_at, 'succeeded', 'refund',
    settled_on
FROM payments WHERE refunds > 0;
";

const COUNTERS: &str = "
INSERT INTO counters (account, what, slot, total)
SELECT account, 'payments', ascii(right(id, 1)) % 16, count(*) FROM payments GROUP BY 1, 3;
INSERT INTO counters (account, what, slot, total)
SELECT account, 'refunds', ascii(right(id, 1)) % 16, count(*) FROM refunds GROUP BY 1, 3;
";
