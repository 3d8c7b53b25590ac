//! Two processes that serve one service over one PostgreSQL database.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use application::accounts::change::AccountChange;
use domain::account::RateLimit;
use domain::{AccountId, PaymentId};
use serde_json::json;
use system_tests::client::ApiClient;
use system_tests::crash::House;
use system_tests::crash::books::Reader;
use system_tests::database::TestDatabase;
use system_tests::harness::walk::GOOD_CARD;

use crate::ground::{all, post_with_key, web_payment};
use crate::limiter::{admits_exactly, kinds, limit};

/// How often two requests race.
const ROUNDS: usize = 100;

/// A server in a process of its own. It ends when this is dropped.
struct Replica {
    child: Child,
    api: ApiClient,
    address: SocketAddr,
}

impl Replica {
    /// Starts one over this database, with its secret and its key in this folder.
    fn start(url: &str, folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_server_child"))
            .env("BURSAR_LISTEN", "127.0.0.1:0")
            .env("BURSAR_DATA_DIR", folder)
            .env("DATABASE_URL", url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let told = BufReader::new(child.stdout.take().unwrap());
        let told: Vec<String> = told.lines().take(2).map(Result::unwrap).collect();
        let address: SocketAddr = told[0].parse().unwrap();
        Self {
            child,
            api: ApiClient::new(address, &told[1]),
            address,
        }
    }
}

impl Drop for Replica {
    fn drop(&mut self) {
        // One that has ended already cannot be ended again.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Two replicas, whose account nobody has used yet.
struct Pair {
    replicas: [Replica; 2],
    database: TestDatabase,
    _folder: tempfile::TempDir,
}

impl Pair {
    /// `None` where there is no PostgreSQL. Both admit what `limited` says.
    async fn start(limited: bool) -> Option<Self> {
        let database = TestDatabase::postgres()?;
        let folder = tempfile::tempdir().unwrap();
        let first = Replica::start(database.url(), folder.path());
        let house = House::open(database.url()).await.unwrap();
        let account = house.service().await.unwrap().account;
        if limited {
            limit(&house.application(), &account.id).await;
        } else {
            raise(&house, &account.id).await;
        }
        house.close().await;
        let second = Replica::start(database.url(), folder.path());
        Some(Self {
            replicas: [first, second],
            database,
            _folder: folder,
        })
    }

    fn clients(&self) -> [ApiClient; 2] {
        [0, 1].map(|which: usize| self.replicas[which].api.clone())
    }
}

/// Lets the account call as often as it likes.
async fn raise(house: &House, account: &AccountId) {
    let often = RateLimit::of(1_000_000, 1_000_000, Duration::from_secs(1));
    let change = AccountChange {
        rate_limit: Some(Some(often)),
        ..AccountChange::default()
    };
    let changed = house.application().change_account(account, change).await;
    changed.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_admit_exactly_the_limit_together() {
    let Some(pair) = Pair::start(true).await else {
        return;
    };

    for (sent, expected) in kinds() {
        admits_exactly(&pair.clients(), sent, expected).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_requests_with_one_key_to_two_processes_make_one_payment() {
    let Some(pair) = Pair::start(false).await else {
        return;
    };
    for round in 0..ROUNDS {
        let body = web_payment(&format!("ROUND-{round}"));
        let requests = pair.clients().map(|api| {
            let key = format!("pay-{round}");
            post_with_key(api, "/v1/payments".to_owned(), key, body.clone())
        });

        let mut answers = all(requests).await;

        answers.sort_by_key(|answer| answer.status);
        let [again, first] = answers.try_into().unwrap();
        assert_eq!((again.status, first.status), (200, 201), "{}", again.text());
        assert_eq!(again.at("/payment_id"), first.at("/payment_id"));
    }
    let found = pair.clients()[0].get("/v1/payments").await;
    assert_eq!(found.at("/total"), ROUNDS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_token_that_is_sent_to_two_processes_pays_once() {
    let Some(pair) = Pair::start(false).await else {
        return;
    };
    let books = Reader::open(pair.database.url()).await.unwrap();
    for _ in 0..5 {
        let body = json!({
            "amount": 1_000,
            "reference": "LETTER",
            "description": "A licence by letter",
            "authorisation_mode": "moto_api",
        });
        let created = pair.clients()[0].post("/v1/payments", &body).await;
        let card = json!({
            "one_time_token": created.at("/_links/auth_url_post/params/one_time_token"),
            "card_number": GOOD_CARD,
            "cvc": "123",
            "expiry_date": "11/39",
            "cardholder_name": "Ade Okafor",
        });

        let addresses = pair.replicas.each_ref().map(|replica| replica.address);
        let sends = addresses.map(|address| {
            let (api, card) = (ApiClient::without_key(address), card.clone());
            async move { api.post("/v1/auth", &card).await.status }
        });
        let mut statuses = all(sends).await;

        statuses.sort_unstable();
        assert_eq!(statuses, [204, 400]);
        let id = created.at("/payment_id");
        let id = PaymentId::parse(id.as_str().unwrap()).unwrap();
        let seen = books.read(&id).await.unwrap();
        assert_eq!((seen.authorised, seen.captured), (1, 1), "{seen:?}");
    }
    books.close().await.unwrap();
}
