//! Eight callers at once, and exactly as many requests as one window admits.

use std::time::{Duration, Instant};

use application::Application;
use application::accounts::change::AccountChange;
use domain::AccountId;
use domain::account::RateLimit;
use system_tests::client::ApiClient;
use system_tests::client::exchange::{Answer, Sent};
use system_tests::harness::{Backend, Server};

use crate::ground::all;

/// How many call at once.
const CALLERS: usize = 8;
/// How many windows are looked at.
const ROUNDS: usize = 3;
/// How many rounds may be spoilt, because the requests took longer than a window.
const SPOILT_MAX: usize = 10;
/// Two reads and one post are admitted for each caller in each window; each tries three.
pub(crate) const LIMIT: RateLimit = RateLimit::of(16, 8, Duration::from_secs(2));
/// How many requests of one kind each caller makes.
const TRIES: usize = 3;

/// Gives an account the limit. Nobody may have used its keys before.
pub(crate) async fn limit(application: &Application, account: &AccountId) {
    let change = AccountChange {
        rate_limit: Some(Some(LIMIT)),
        ..AccountChange::default()
    };
    application.change_account(account, change).await.unwrap();
}

/// Calls from eight sides at once, each side through the next of these clients, in
/// several windows, and expects exactly as many to be admitted as one window admits.
pub(crate) async fn admits_exactly(clients: &[ApiClient], sent: Sent, expected: u32) {
    let (mut good, mut spoilt) = (0, 0);
    while good < ROUNDS {
        assert!(spoilt < SPOILT_MAX, "this machine is too slow for windows");
        // Whatever window there was is over, by any clock.
        tokio::time::sleep(LIMIT.window + Duration::from_millis(50)).await;
        let begun = Instant::now();
        let callers = (0..CALLERS).map(|caller| {
            let (api, sent) = (clients[caller % clients.len()].clone(), sent.clone());
            async move {
                let mut answers = vec![];
                for _ in 0..TRIES {
                    answers.push(api.send(sent.clone()).await);
                }
                answers
            }
        });
        let answers: Vec<Answer> = all(callers.collect::<Vec<_>>()).await.concat();
        if begun.elapsed() >= LIMIT.window {
            spoilt += 1;
            continue;
        }
        good += 1;
        let refused: Vec<&Answer> = answers.iter().filter(|a| a.status == 429).collect();
        for answer in &refused {
            assert_eq!(answer.at("/code"), "P0900");
            assert_eq!(answer.header("retry-after"), Some("1"));
        }
        let admitted = answers.len() - refused.len();
        assert_eq!(admitted, usize::try_from(expected).unwrap());
    }
}

/// A request of every kind, and how many of it are admitted.
pub(crate) fn kinds() -> [(Sent, u32); 4] {
    let unknown = "/v1/payments/abcdefghijklmnopqrstuvwxyz";
    let post = |target: &str| {
        Sent::new("POST", target)
            .header("content-type", "application/json")
            .body("{}")
    };
    [
        (Sent::new("GET", unknown), LIMIT.reads),
        (post("/v1/payments"), LIMIT.posts),
        (post(&format!("{unknown}/capture")), LIMIT.posts),
        (post(&format!("{unknown}/cancel")), LIMIT.posts),
    ]
}

async fn one_process_admits_exactly_the_limit(server: Server) {
    let account = server.another_account("Limited").await;
    limit(server.application(), &account.id).await;

    for (sent, expected) in kinds() {
        admits_exactly(std::slice::from_ref(&account.api), sent, expected).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_process_on_sqlite_admits_exactly_the_limit() {
    let server = Server::with_usual_limits(Backend::Sqlite).await.unwrap();
    one_process_admits_exactly_the_limit(server).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_process_on_postgresql_admits_exactly_the_limit() {
    if let Some(server) = Server::with_usual_limits(Backend::PostgreSql).await {
        one_process_admits_exactly_the_limit(server).await;
    }
}
