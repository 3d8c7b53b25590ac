//! The conversation with a driver: it says what it did, and asks for a person where
//! one is needed. Afterwards the API is asked whether all of it is true.

use std::process::Stdio;
use std::time::Duration;

use application::sandbox::disputes::OpenDispute;
use domain::dispute::DisputeReason;
use serde_json::json;
use system_tests::client::api::Created;
use system_tests::harness::{Server, Walk, walk::GOOD_CARD};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;

/// The longest that the whole conversation may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A driver creates a payment, has it paid, gets it, searches for it, refunds it.
pub(crate) async fn with_a_refund(language: &str, driver: Command) {
    let server = Server::on_sqlite().await;
    let said = conversation(&server, driver).await;

    let api = server.api();
    let found = api.get("/v1/payments").await;
    assert_eq!(found.at("/total"), 1, "{said:#?}");
    let payment = found.at("/results/0");
    let id = payment["payment_id"].as_str().unwrap();
    let refunds = api.get(&format!("/v1/payments/{id}/refunds")).await;
    let refund = refunds.at("/_embedded/refunds/0/refund_id");
    let refund = refund.as_str().unwrap_or_else(|| panic!("{said:#?}"));
    assert_eq!(
        said,
        [
            format!("created {id} created"),
            format!("got {id} success visa"),
            "metadata harbour road".to_owned(),
            format!("found {id} success"),
            format!("refunded {refund} 600"),
            "refused 404 p0200".to_owned(),
        ]
    );
    let reference = format!("CLIENT-{}", language.to_uppercase());
    assert_eq!(payment["reference"], reference);
    // Some clients have no whole numbers here, and send 417.0.
    let permit = payment["metadata"]["permit"].as_f64();
    assert_eq!(permit, Some(417.0));
    let summary = json!({
        "status": "available", "amount_available": 2_000, "amount_submitted": 600,
    });
    assert_eq!(payment["refund_summary"], summary);
    server.stop().await;
}

/// A driver makes an agreement and charges it, authorises a card itself, records a
/// call, and looks for refunds and disputes.
pub(crate) async fn with_an_agreement(language: &str, driver: Command) {
    let server = Server::on_sqlite().await;
    let said = conversation(&server, driver).await;

    assert_eq!(
        said,
        [
            "agreement created",
            "agreement active 4242",
            "repeated true",
            &format!("found client-{language} resident-417"),
            "agreement cancelled",
            "authorised success",
            "recorded success visa",
            "refund 600 true",
            "disputed fraudulent 2600 true",
            "linked true",
        ]
    );
    let payments = server.api().get("/v1/payments").await;
    let payments = payments.at("/results");
    let mut modes: Vec<&str> = payments
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|payment| payment["authorisation_mode"].as_str())
        .collect();
    modes.sort_unstable();
    assert_eq!(modes, ["agreement", "external", "moto_api", "web"]);
    server.stop().await;
}

/// Every line of the driver but those that ask for somebody, who comes each time.
/// Languages differ in how they write the words of an enumeration, so the lines are
/// given in lower case.
async fn conversation(server: &Server, driver: Command) -> Vec<String> {
    let asked = format!("{driver:?}");
    tokio::time::timeout(PATIENCE, talk(server, driver))
        .await
        .unwrap_or_else(|_| panic!("{asked} does not end"))
}

async fn talk(server: &Server, mut driver: Command) -> Vec<String> {
    let mut child = driver
        .env("BURSAR_URL", server.api_url().trim_end_matches('/'))
        .env("BURSAR_API_KEY", server.key())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answers = child.stdin.take().unwrap();
    let mut complaints = child.stderr.take().unwrap();
    let complaints = tokio::spawn(async move {
        let mut text = String::new();
        complaints.read_to_string(&mut text).await.map(|_| text)
    });

    let mut lines = Vec::new();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    while let Some(line) = said.next_line().await.unwrap() {
        match line.split_once(' ') {
            Some(("pay", next_url)) => pay(server, next_url).await,
            Some(("dispute", payment)) => dispute(server, payment).await,
            _ => {
                lines.push(line.to_lowercase());
                continue;
            }
        }
        answers.write_all(b"done\n").await.unwrap();
    }
    let content = child.wait().await.unwrap().success();
    let complaints = complaints.await.unwrap().unwrap();
    assert!(content, "{lines:#?}\n{complaints}");
    lines
}

/// Opens the address and pays.
async fn pay(server: &Server, next_url: &str) {
    let mut visitor = server.visitor();
    let page = visitor.page(next_url).await;
    let mut walk = Walk {
        api: server.api(),
        payment: Created {
            id: String::new(),
            next_url: next_url.to_owned(),
            token: String::new(),
        },
        visitor,
        page,
    };
    walk.submit_card(GOOD_CARD).await;
    walk.confirm().await;
}

/// The cardholder's bank takes the money back.
async fn dispute(server: &Server, payment: &str) {
    let command = OpenDispute {
        payment: payment.to_owned(),
        reason: DisputeReason::Fraudulent,
        amount: None,
    };
    server.application().open_dispute(command).await.unwrap();
}
