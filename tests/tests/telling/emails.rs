//! E-mails of the running server, as its outbox shows them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use system_tests::harness::{Server, Walk};

/// How long an e-mail may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

system_tests::on_every_database!(a_person_who_paid_is_told_so_in_their_language);

async fn a_person_who_paid_is_told_so_in_their_language(server: Server) {
    for (language, email, said) in [
        ("en", "ada@example.org", "was successful"),
        ("cy", "bryn@example.org", "yn llwyddiannus"),
    ] {
        let extra = json!({ "language": language, "email": email, "amount": 123_450 });
        Walk::to_the_end(&server, extra).await;
        let found = sent_to(&server, email).await;
        let subject = found["subject"].as_str().unwrap();
        assert!(subject.contains("£1,234.50"), "{subject}");
        assert!(subject.contains(said), "{subject}");
        assert!(found["text"].as_str().unwrap().contains("£1,234.50"));
        assert!(found["html"].as_str().unwrap().contains("£1,234.50"));
    }
}

/// The one e-mail to this address, once it was handed on.
async fn sent_to(server: &Server, email: &str) -> Value {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = server.without_key().get("/outbox.json").await.json();
        let all = answer["emails"].as_array().unwrap().clone();
        let to_them: Vec<Value> = all.into_iter().filter(|one| one["to"] == email).collect();
        assert!(to_them.len() <= 1, "{to_them:?}");
        match to_them.into_iter().next() {
            Some(found) if found["state"] == "sent" => return found,
            found => assert!(Instant::now() < deadline, "{found:?}"),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
