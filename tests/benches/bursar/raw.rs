//! The SQL of the same operations without Bursar: statement by statement what its
//! use cases make the database do, over the same kind of connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::sqlx::ConnectOptions as _;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, SqlxSqliteConnector, Statement, TransactionOptions, TransactionTrait,
    Value,
};

use crate::load::{self, Figures};

const ADD_SERVICE: &str = "INSERT INTO services (id, name, created_at) VALUES ('service', 'B', 1)";
const ADD_ACCOUNT: &str = "INSERT INTO accounts (id, service, mode, provider, cards, \
    takes_prepaid, asks_billing_address, email_collection, allows_zero, disabled, created_at) \
    VALUES ('account', 'service', 'test', 'sandbox', '[]', TRUE, TRUE, 'mandatory', FALSE, \
    FALSE, 1)";
const PAYMENT: &str = "SELECT * FROM payments WHERE id = $1";
const ACCOUNT: &str = "SELECT * FROM accounts WHERE id = $1";
const NEWEST_TOKEN: &str = "SELECT * FROM tokens WHERE payment = $1 AND used_at IS NULL \
    ORDER BY issued_at DESC, value DESC LIMIT 1";
const TOKEN: &str = "SELECT * FROM tokens WHERE value = $1";
const USE_TOKEN: &str = "UPDATE tokens SET used_at = 2 WHERE value = $1 AND used_at IS NULL";
const ADD_PAYMENT: &str = "INSERT INTO payments (id, account, provider, created_at, updated_at, \
    amount, reference, reference_lower, description, return_url, delayed_capture, status, state, \
    has_personal_data, refunds, events, version) VALUES ($1, 'account', 'sandbox', 1, 1, 14500, \
    'BENCH-1', 'bench-1', 'A licence', 'https://service.example/done', FALSE, 'created', \
    'created', FALSE, 0, 1, 1)";
const SAVE_PAYMENT: &str = "UPDATE payments SET updated_at = 2, status = 'submitted', \
    state = 'authorised', order_code = id, psp_reference = id, card_first_six = '424242', \
    card_last_four = '4242', card_expiry = '11/39', card_holder = 'Ade Okafor', \
    card_brand = 'visa', card_type = 'credit', email = 'ade.okafor@example.org', \
    has_personal_data = TRUE, events = events + 1, version = version + 1 \
    WHERE id = $1 AND version > 0";
const ADD_EVENT: &str = "INSERT INTO events (payment, position, at, change, detail) \
    VALUES ($1, $2, 1, 'stepped', '{\"step\":\"start\",\"status\":\"started\"}')";
const ADD_TOKEN: &str = "INSERT INTO tokens (value, payment, issued_at) VALUES ($1, $1, 1)";
const ADD_WORK: &str = "INSERT INTO work (id, kind, work_group, payment, subject, due_at, \
    attempts) VALUES ($1, $2, 'payments', $1, '', 9223372036854775807, 0) ON CONFLICT DO NOTHING";
const END_WORK: &str = "DELETE FROM work WHERE payment = $1 AND kind = $2";
const ADD_OPERATION: &str = "INSERT INTO operations (id, payment, kind, order_code, begun_at) \
    VALUES ($1, $2, 'capture', $2, 1)";
const END_OPERATION: &str = "UPDATE operations SET ended_at = 2, outcome = 'done' \
    WHERE payment = $1 AND ended_at IS NULL";
const ADD_AUTHORISATION: &str = "INSERT INTO sandbox_authorisations \
    (order_code, psp_reference, payment, amount, verdict, at) \
    VALUES ($1, $1, $1, 14500, 'authorised', 1) ON CONFLICT DO NOTHING";
const AUTHORISATION: &str = "SELECT * FROM sandbox_authorisations WHERE order_code = $1";
const MOVEMENTS: &str = "SELECT * FROM sandbox_movements WHERE order_code = $1";
const ADD_MOVEMENT: &str = "INSERT INTO sandbox_movements (order_code, kind, subject, amount, at) \
    VALUES ($1, 'captured', $1, 14500, 1)";

/// Connections to a migrated database, as Bursar opens them.
#[derive(Clone)]
pub(crate) struct Raw {
    writer: DatabaseConnection,
    readers: DatabaseConnection,
    next: Arc<AtomicU64>,
}

impl Raw {
    pub(crate) async fn open(url: &str) -> anyhow::Result<Self> {
        let (writer, readers) = match url.starts_with("sqlite:") {
            true => (sqlite(url, 1).await?, sqlite(url, 10).await?),
            false => {
                let mut options = ConnectOptions::new(url);
                options.max_connections(10).sqlx_logging(false);
                let pool = Database::connect(options).await?;
                (pool.clone(), pool)
            }
        };
        let raw = Self {
            writer,
            readers,
            next: Arc::default(),
        };
        for sql in [ADD_SERVICE, ADD_ACCOUNT] {
            raw.writer.execute_unprepared(sql).await?;
        }
        Ok(raw)
    }

    /// Creates, gets and whole journeys, in this order.
    pub(crate) async fn measure(
        self,
        creates: usize,
        gets: usize,
        journeys: usize,
    ) -> anyhow::Result<[Figures; 3]> {
        let connect = || async { Ok(self.clone()) };
        let journey = load::run(journeys, connect, |raw: Self| async move {
            let id = raw.create().await?;
            raw.pay(&id).await?;
            Ok(raw)
        });
        let journey = journey.await?;
        let create = load::run(creates, connect, |raw: Self| async move {
            raw.create().await?;
            Ok(raw)
        });
        let create = create.await?;
        let id = self.create().await?;
        let get = load::run(gets, connect, move |raw: Self| {
            let id = id.clone();
            async move {
                raw.read(&[PAYMENT, NEWEST_TOKEN], &id).await?;
                Ok(raw)
            }
        });
        Ok([create, get.await?, journey])
    }

    async fn create(&self) -> anyhow::Result<String> {
        let number = self.next.fetch_add(1, Ordering::SeqCst);
        let id = format!("{number:026}");
        let unit = self.begin().await?;
        one(&unit, ACCOUNT, ["account"]).await?;
        run(&unit, ADD_PAYMENT, [id.as_str()]).await?;
        event(&unit, &id, 1).await?;
        run(&unit, ADD_TOKEN, [id.as_str()]).await?;
        run(&unit, ADD_WORK, [id.as_str(), "expire"]).await?;
        unit.commit().await?;
        Ok(id)
    }

    /// What follows the creation, page by page.
    async fn pay(&self, id: &str) -> anyhow::Result<()> {
        let unit = self.begin().await?;
        one(&unit, TOKEN, [id]).await?;
        run(&unit, USE_TOKEN, [id]).await?;
        unit.commit().await?;

        self.read(&[PAYMENT, ACCOUNT], id).await?;
        self.step(id, 2, None).await?;
        self.read(&[PAYMENT, ACCOUNT], id).await?;

        self.step(id, 3, Some("resolve_authorisation")).await?;
        let ledger = self.begin().await?;
        run(&ledger, ADD_AUTHORISATION, [id]).await?;
        ledger.commit().await?;
        self.finish(id, 4, "resolve_authorisation").await?;
        self.read(&[PAYMENT, ACCOUNT, PAYMENT, ACCOUNT], id).await?;

        self.step(id, 5, None).await?;
        self.step(id, 6, Some("capture")).await?;
        let ledger = self.begin().await?;
        one(&ledger, AUTHORISATION, [id]).await?;
        one(&ledger, MOVEMENTS, [id]).await?;
        run(&ledger, ADD_MOVEMENT, [id]).await?;
        ledger.commit().await?;
        self.finish(id, 7, "capture").await?;
        self.read(&[PAYMENT, ACCOUNT, PAYMENT], id).await
    }

    /// A unit that saves a payment and, where work follows, asks a PSP something.
    async fn step(&self, id: &str, position: i64, work: Option<&str>) -> anyhow::Result<()> {
        let unit = self.begin().await?;
        one(&unit, PAYMENT, [id]).await?;
        run(&unit, SAVE_PAYMENT, [id]).await?;
        event(&unit, id, position).await?;
        if let Some(work) = work {
            let operation = format!("{id}{position}");
            run(&unit, ADD_OPERATION, [operation.as_str(), id]).await?;
            run(&unit, ADD_WORK, [id, work]).await?;
        }
        Ok(unit.commit().await?)
    }

    /// A unit that records a PSP's answer.
    async fn finish(&self, id: &str, position: i64, work: &str) -> anyhow::Result<()> {
        let unit = self.begin().await?;
        one(&unit, PAYMENT, [id]).await?;
        run(&unit, SAVE_PAYMENT, [id]).await?;
        event(&unit, id, position).await?;
        run(&unit, END_OPERATION, [id]).await?;
        run(&unit, END_WORK, [id, work]).await?;
        Ok(unit.commit().await?)
    }

    async fn read(&self, queries: &[&str], id: &str) -> anyhow::Result<()> {
        for sql in queries {
            one(&self.readers, sql, [id]).await?;
        }
        Ok(())
    }

    async fn begin(&self) -> anyhow::Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }
}

async fn sqlite(url: &str, connections: u32) -> anyhow::Result<DatabaseConnection> {
    let options: SqliteConnectOptions = url.parse()?;
    let options = options
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(Duration::from_secs(5))
        .disable_statement_logging();
    let mut pool = ConnectOptions::new("sqlite::memory:");
    pool.max_connections(connections)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |_| options.clone());
    Ok(SqlxSqliteConnector::connect(pool).await?)
}

async fn run<const N: usize>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: [&str; N],
) -> anyhow::Result<()> {
    let backend = connection.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, values.map(Value::from));
    connection.execute_raw(statement).await?;
    Ok(())
}

async fn one<const N: usize>(
    connection: &impl ConnectionTrait,
    sql: &str,
    values: [&str; N],
) -> anyhow::Result<()> {
    let backend = connection.get_database_backend();
    let statement = Statement::from_sql_and_values(backend, sql, values.map(Value::from));
    connection.query_one_raw(statement).await?;
    Ok(())
}

async fn event(unit: &DatabaseTransaction, id: &str, position: i64) -> anyhow::Result<()> {
    let backend = unit.get_database_backend();
    let values = [Value::from(id), Value::from(position)];
    let statement = Statement::from_sql_and_values(backend, ADD_EVENT, values);
    unit.execute_raw(statement).await?;
    Ok(())
}
