//! The sandbox PSP's books, read behind everybody's back.

use domain::PaymentId;
use sea_orm::{ConnectOptions, ConnectionTrait, DatabaseConnection, DbErr, QueryResult};

/// What the books say of one payment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// How many times money was held.
    pub authorised: usize,
    /// How many times the card was refused, or failed.
    pub refused: usize,
    /// How many times money was taken.
    pub captured: usize,
    /// How many times money was released.
    pub cancelled: usize,
    /// Each amount given back, in pence.
    pub refunded: Vec<i64>,
}

/// A connection to look at the books with.
pub struct Reader(DatabaseConnection);

impl Reader {
    /// Opens the database at this URL.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Ok(Self(sea_orm::Database::connect(options).await?))
    }

    /// Reads what they say of a payment.
    pub async fn read(&self, payment: &PaymentId) -> Result<Books, DbErr> {
        let mut books = Books::default();
        for row in self.authorisations(payment).await? {
            match row.try_get::<String>("", "verdict")?.as_str() {
                "authorised" => books.authorised += 1,
                _ => books.refused += 1,
            }
        }
        for row in self.movements(payment).await? {
            match row.try_get::<String>("", "kind")?.as_str() {
                "captured" => books.captured += 1,
                "cancelled" => books.cancelled += 1,
                _ => books.refunded.push(row.try_get("", "amount")?),
            }
        }
        Ok(books)
    }

    /// Closes the connection.
    pub async fn close(self) -> Result<(), DbErr> {
        self.0.close().await
    }

    async fn authorisations(&self, payment: &PaymentId) -> Result<Vec<QueryResult>, DbErr> {
        // An id has nothing but digits and letters.
        self.rows(format!(
            "SELECT verdict FROM sandbox_authorisations WHERE payment = '{payment}'"
        ))
        .await
    }

    async fn movements(&self, payment: &PaymentId) -> Result<Vec<QueryResult>, DbErr> {
        self.rows(format!(
            "SELECT m.kind, m.amount FROM sandbox_movements m \
             JOIN sandbox_authorisations a ON a.order_code = m.order_code \
             WHERE a.payment = '{payment}' ORDER BY m.sequence"
        ))
        .await
    }

    async fn rows(&self, sql: String) -> Result<Vec<QueryResult>, DbErr> {
        let statement = sea_orm::Statement::from_string(self.0.get_database_backend(), sql);
        self.0.query_all_raw(statement).await
    }
}

impl Books {
    /// Whether money is held that was neither taken nor released.
    pub fn hold_money(&self) -> bool {
        self.authorised > self.captured + self.cancelled
    }

    /// Whether anything was done twice.
    pub fn repeat_themselves(&self) -> bool {
        self.authorised + self.refused > 1 || self.captured + self.cancelled > 1
    }
}
