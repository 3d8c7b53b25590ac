//! E-mails of the running server, as its outbox shows them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::harness::walk::GOOD_CARD;
use system_tests::harness::{Server, Walk};

/// Whose address stands on the card page.
const CARDHOLDER: &str = "ade.okafor@example.org";
/// How long an e-mail may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

system_tests::on_every_database!(a_person_who_paid_is_told_so_in_their_language);

async fn a_person_who_paid_is_told_so_in_their_language(server: Server) {
    for (language, said) in [("en", "you have paid"), ("cy", "rydych wedi talu")] {
        let extra = json!({ "language": language, "amount": 123_450 });
        let mut walk = Walk::begin_with(&server, extra).await;
        walk.submit_card(GOOD_CARD).await;
        walk.confirm().await;
        let found = sent_about(&server, said).await;
        assert_eq!(found["to"], CARDHOLDER);
        let subject = found["subject"].as_str().unwrap();
        assert!(subject.contains("£1,234.50"), "{subject}");
        assert!(found["text"].as_str().unwrap().contains("£1,234.50"));
        assert!(found["html"].as_str().unwrap().contains("£1,234.50"));
    }
}

/// What the outbox shows. It is in no contract.
pub(crate) async fn all(server: &Server) -> Value {
    let asked = Sent::new("GET", "/outbox.json");
    server.without_key().send_unchecked(asked).await.json()
}

/// The one e-mail whose subject says this, once it was handed on.
async fn sent_about(server: &Server, said: &str) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let all = all(server).await["emails"].as_array().unwrap().clone();
        let says_it = |one: &Value| one["subject"].as_str().unwrap().contains(said);
        let found: Vec<Value> = all.into_iter().filter(says_it).collect();
        assert!(found.len() <= 1, "{found:?}");
        match found.into_iter().next() {
            Some(found) if found["state"] == "sent" => return found,
            found => assert!(Instant::now() < deadline, "{found:?}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
