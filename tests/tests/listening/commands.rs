//! `bursar listen` and `bursar trigger`, as a developer sees them.

use data_encoding::{BASE64, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use regex::Regex;
use serde_json::{Value, json};
use sha2::Sha256;
use system_tests::harness::receiver::{Received, Receiver};
use system_tests::harness::{Server, Walk};
use wiremock::ResponseTemplate;

use crate::program::{Program, complaint, printed, run};

/// A secret and its other spelling, as they were printed.
struct Secrets {
    text: String,
    standard: String,
}

impl Secrets {
    fn of(lines: &[String]) -> Self {
        let found = |beginning: &str| {
            let words = lines.iter().flat_map(|line| line.split_whitespace());
            let mut fitting = words.filter(|word| word.starts_with(beginning));
            fitting.next().unwrap().to_owned()
        };
        Self {
            text: found("webhook_test_"),
            standard: found("whsec_"),
        }
    }

    /// Verifies both signatures of a message, each under its own spelling.
    fn verify(&self, message: &Received) {
        let mac = |key: &[u8], parts: &[&[u8]]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
            parts.iter().for_each(|part| mac.update(part));
            mac.finalize().into_bytes()
        };
        let body = message.body.as_bytes();
        let plain = mac(self.text.as_bytes(), &[body]);
        assert_eq!(message.header("pay-signature"), HEXLOWER.encode(&plain));
        let key = self.standard.strip_prefix("whsec_").unwrap();
        let key = BASE64.decode(key.as_bytes()).unwrap();
        let (id, sent_at) = (
            message.header("webhook-id"),
            message.header("webhook-timestamp"),
        );
        let standard = mac(&key, &[id.as_bytes(), b".", sent_at.as_bytes(), b".", body]);
        let expected = format!("v1,{}", BASE64.encode(&standard));
        assert_eq!(message.header("webhook-signature"), expected);
        assert_eq!(message.json()["webhook_message_id"], id);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_is_posted_and_shown_line_by_line() {
    let server = Server::on_sqlite().await;
    let receiver = Receiver::start().await;
    let refusal = ResponseTemplate::new(500).set_body_string("no such order\nat line 1");
    receiver.answers("/webhooks", 1, refusal).await;
    let to = receiver.url("/webhooks");
    // The sandbox was started from this folder, so it is the one that is meant.
    let folder = server.folder();
    std::os::unix::fs::symlink(folder.join("data"), folder.join("bursar-data")).unwrap();
    let mut program = Program::start(&["listen", "--forward-to", &to], folder);
    let introduced = program.lines(5).await;
    let address = server.api_url();
    assert!(
        introduced[0].starts_with("Listening to test account "),
        "{introduced:#?}"
    );
    assert!(introduced[0].contains(address), "{introduced:#?}");
    assert!(
        introduced[1].starts_with(&format!("Posting to {to}")),
        "{introduced:#?}"
    );
    let secrets = Secrets::of(&introduced);

    let walk = Walk::to_the_end(&server, json!({})).await;
    let (payment, lines) = (&walk.payment.id, program.lines(2).await);
    for (line, expected) in lines.iter().zip([
        format!(r"^\d\d:\d\d:\d\d  --> card_payment_succeeded  {payment}  \[500\] +\d+ ms  no such order$"),
        format!(r"^\d\d:\d\d:\d\d  --> card_payment_captured   {payment}  \[204\] +\d+ ms$"),
    ]) {
        assert!(Regex::new(&expected).unwrap().is_match(line), "{line}");
    }
    let received = receiver.expect("/webhooks", 2).await;
    assert_eq!(received.len(), 2);
    for (message, event) in received
        .iter()
        .zip(["card_payment_succeeded", "card_payment_captured"])
    {
        secrets.verify(message);
        assert_eq!(message.json()["event_type"], event);
        assert_eq!(message.header("content-type"), "application/json");
    }
    let last = program.interrupt().await;
    assert_eq!(last, "Heard 2 events; your endpoint took 1 and failed 1.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_read_json_and_only_the_events_they_name() {
    let server = Server::on_sqlite().await;
    let (api, key) = (server.api_url().to_owned(), server.key().to_owned());
    let listen = ["listen", "--json", "--api", &api, "--key", &key];
    let named = ["--events", "card_payment_failed,card_payment_captured"];
    let mut program = Program::start(&[&listen[..], &named].concat(), server.folder());
    let mut object = async || -> Value { serde_json::from_str(&program.line().await).unwrap() };
    let ready = object().await;
    assert_eq!(ready["type"], "ready");
    assert_eq!(ready["forward_to"], Value::Null);

    let walk = Walk::to_the_end(&server, json!({})).await;
    let heard = object().await;
    assert_eq!(heard["type"], "delivery");
    assert_eq!(heard["event_type"], "card_payment_captured");
    assert_eq!(heard["payment_id"], walk.payment.id);
    assert_eq!(heard["status"], Value::Null);
    let body: Value = serde_json::from_str(heard["body"].as_str().unwrap()).unwrap();
    assert_eq!(body["resource"]["payment_id"], walk.payment.id);
    assert_eq!(body["webhook_message_id"], heard["id"]);

    let end: Value = serde_json::from_str(&program.interrupt().await).unwrap();
    assert_eq!(
        end,
        json!({ "type": "end", "heard": 1, "taken": 0, "failed": 0 })
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_comes_back_is_listened_to_again() {
    let folder = tempfile::tempdir().unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    drop(listener);
    let start = async || {
        let settings = [
            ("BURSAR_LISTEN".to_owned(), address.clone()),
            (
                "BURSAR_DATA_DIR".to_owned(),
                folder.path().join("bursar-data").display().to_string(),
            ),
        ];
        let environment = server::settings::Environment::of(settings);
        let settings = server::settings::Settings::read(&environment).unwrap();
        server::serve::start(&settings, server::roles::Roles::ALL)
            .await
            .unwrap()
    };
    let running = start().await;
    let mut program = Program::start(&["listen", "--json"], folder.path());
    let ready: Value = serde_json::from_str(&program.line().await).unwrap();
    assert_eq!(ready["type"], "ready");

    running.stop().await;
    let lost: Value = serde_json::from_str(&program.line().await).unwrap();
    assert_eq!(
        (&lost["type"], &lost["retry_in_ms"]),
        (&json!("disconnected"), &json!(500))
    );
    let running = start().await;
    loop {
        let line: Value = serde_json::from_str(&program.line().await).unwrap();
        match line["type"].as_str().unwrap() {
            "disconnected" => {}
            "reconnected" => break,
            other => panic!("{other}"),
        }
    }
    program.interrupt().await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_cannot_listen_is_told_what_to_do() {
    let server = Server::on_sqlite().await;
    let live = server.another_account("Real money").await;
    let id = live.id.as_str();
    server
        .sql(&format!(
            "UPDATE accounts SET mode = 'live' WHERE id = '{id}'"
        ))
        .await;
    let receiver = Receiver::start().await;
    let (api, live) = (server.api_url(), live.api.key().unwrap());
    for (api, key, expected) in [
        (api, "api_test_wrong", "the API key is not good at"),
        (api, live, "this is the API key of a live account"),
        (
            "http://127.0.0.1:9",
            live,
            "cannot be reached (connection refused); start a sandbox",
        ),
        (
            receiver.url("").as_str(),
            live,
            "there is nothing to listen to at",
        ),
    ] {
        let output = run(&["listen", "--api", api, "--key", key]).await;
        assert!(!output.status.success());
        let complaint = complaint(&output);
        assert!(complaint.contains(expected), "{complaint}");
        assert_eq!(complaint.lines().count(), 1, "{complaint}");
        assert!(!complaint.contains(key), "{complaint}");
    }
    let output = run(&["listen"]).await;
    assert!(complaint(&output).starts_with("bursar: there is no API key"));
}

#[tokio::test]
async fn an_example_is_posted_and_its_answer_shown() {
    let receiver = Receiver::start().await;
    let to = receiver.url("/hooks");
    for event in [
        "card_payment_succeeded",
        "card_payment_captured",
        "card_payment_refunded",
        "card_payment_failed",
        "card_payment_expired",
    ] {
        let text = printed(&["trigger", event, "--forward-to", &to]).await;
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let line = lines.last().unwrap();
        assert!(
            line.starts_with(&format!("--> {event}")) && line.contains("[204]"),
            "{text}"
        );
        let received = receiver.received("/hooks").await;
        Secrets::of(&lines).verify(received.last().unwrap());
        assert_eq!(received.last().unwrap().json()["event_type"], event);
    }

    let answer = ResponseTemplate::new(422).set_body_string("what is this?");
    receiver.answers("/hooks", 2, answer).await;
    let secret = "webhook_test_0123456789abcdefghijklmnop";
    let posts = [
        "trigger",
        "card_payment_failed",
        "--forward-to",
        &to,
        "--secret",
        secret,
    ];
    let output = run(&posts).await;
    assert!(!output.status.success());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("[422]") && said.trim_end().ends_with("what is this?"),
        "{said}"
    );
    assert!(!said.contains(secret));
    let output = run(&[&posts[..], &["--json"]].concat()).await;
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(object["status"], 422);
    let last = receiver.received("/hooks").await.pop().unwrap();
    assert_eq!(
        object["headers"]["Pay-Signature"],
        last.header("pay-signature")
    );
    assert_eq!(object["body"], last.body);
}

#[tokio::test]
async fn an_example_is_shown_where_there_is_nowhere_to_post_it() {
    let text = printed(&["trigger", "card_payment_refunded"]).await;
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let header = |name: &str| {
        let line = lines.iter().find_map(|line| line.strip_prefix(name));
        line.unwrap().trim_start_matches(": ").to_owned()
    };
    let message = Received {
        headers: [
            "Pay-Signature",
            "Webhook-Id",
            "Webhook-Timestamp",
            "Webhook-Signature",
        ]
        .map(|name| (name.to_lowercase(), header(name)))
        .to_vec(),
        body: lines.last().unwrap().clone(),
    };
    Secrets::of(&lines).verify(&message);

    let output = run(&["trigger", "card_payment_lost"]).await;
    assert!(!output.status.success());
    assert!(
        complaint(&output).contains("card_payment_expired"),
        "{}",
        complaint(&output)
    );
}
