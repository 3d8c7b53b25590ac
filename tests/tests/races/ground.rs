//! Where races are run: a server over a database whose books can be read.

use std::time::Duration;

use domain::PaymentId;
use serde_json::{Value, json};
use system_tests::client::ApiClient;
use system_tests::client::exchange::{Answer, Sent};
use system_tests::crash::Books;
use system_tests::crash::books::Reader;
use system_tests::database::TestDatabase;
use system_tests::harness::{Backend, Server, Walk};
use tokio::task::JoinSet;

/// How often one looks for money that is about to be taken.
const LOOKS_MAX: u32 = 50;

/// A server over a database whose books can be read.
pub(crate) struct Ground {
    pub(crate) server: Server,
    books: Reader,
    // Last, so that it goes when nobody uses it any longer.
    _database: TestDatabase,
}

impl Ground {
    pub(crate) async fn over(database: TestDatabase) -> Self {
        let settings = [("DATABASE_URL", database.url())];
        let server = Server::start_with(Backend::Sqlite, &settings).await;
        Self {
            server: server.unwrap(),
            books: Reader::open(database.url()).await.unwrap(),
            _database: database,
        }
    }

    pub(crate) async fn books(&self, payment: &str) -> Books {
        let id = PaymentId::parse(payment).unwrap();
        self.books.read(&id).await.unwrap()
    }

    /// The books of a payment that nobody has to confirm, once its money is taken;
    /// whoever made it does not wait for that.
    pub(crate) async fn captured(&self, payment: &str) -> Books {
        let mut books = self.books(payment).await;
        for _ in 0..LOOKS_MAX {
            if books.captured > 0 {
                break;
            }
            self.server.advance(Duration::from_secs(1)).await;
            books = self.books(payment).await;
        }
        books
    }

    /// A payment that waits for its service to capture it.
    pub(crate) async fn capturable(&self) -> String {
        let delayed = json!({ "delayed_capture": true });
        let walk = Walk::to_the_end(&self.server, delayed).await;
        walk.payment.id
    }

    /// A payment that is paid.
    pub(crate) async fn paid(&self, amount: i64) -> String {
        let walk = Walk::to_the_end(&self.server, json!({ "amount": amount })).await;
        walk.payment.id
    }
}

/// Starts all at once and waits for all.
pub(crate) async fn all<T: Send + 'static>(
    tasks: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let running: JoinSet<T> = tasks.into_iter().collect();
    running.join_all().await
}

/// Posts JSON with an idempotency key.
pub(crate) async fn post_with_key(
    api: ApiClient,
    target: String,
    key: String,
    body: Value,
) -> Answer {
    let sent = Sent::new("POST", &target)
        .header("content-type", "application/json")
        .header("idempotency-key", &key)
        .body(body.to_string());
    api.send(sent).await
}

/// A payment on the pages.
pub(crate) fn web_payment(reference: &str) -> Value {
    json!({
        "amount": 1_000,
        "reference": reference,
        "description": "A licence",
        "return_url": "https://licences.example.org/done",
    })
}
