//! From the printed call to the money, in Chromium.

use std::process::Stdio;

use serde_json::{Value, json};
use system_tests::browser::{Browser, Options, Scripts};
use system_tests::client::api::Created;
use system_tests::harness::{Backend, Server, Site};
use tokio::process::Command;

macro_rules! in_every_way {
    ($($name:ident: $backend:ident, $scripts:ident;)+) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let Some(server) = Server::start(Backend::$backend).await else { return };
                let options = Options { scripts: Scripts::$scripts, ..Options::default() };
                let Some(browser) = Browser::start(options).await else { return };
                the_printed_call_leads_to_money(&server, &browser).await;
                browser.close().await;
            }
        )+
    };
}

in_every_way! {
    the_printed_call_leads_to_money_on_sqlite: Sqlite, On;
    the_printed_call_leads_to_money_on_sqlite_without_scripts: Sqlite, Off;
    the_printed_call_leads_to_money_on_postgresql: PostgreSql, On;
    the_printed_call_leads_to_money_on_postgresql_without_scripts: PostgreSql, Off;
}

async fn the_printed_call_leads_to_money(server: &Server, browser: &Browser) {
    let thanks = Site::page("Thank you").await;
    let service = Site::redirect(&format!("{}/thanks", thanks.origin)).await;
    let return_url = format!("{}/paid", service.origin);
    let payment = Created::of_json(&call_as_printed(server, &return_url).await);

    browser.open(&payment.next_url).await;
    assert_eq!(browser.title().await, "Enter card details");
    browser.fill_card("4242424242424242").await;
    browser.click("#submit-card-details").await;
    browser
        .find(".govuk-grid-row > #main-content #confirm")
        .await;
    assert_eq!(browser.title().await, "Confirm your payment");
    assert_eq!(browser.text("#amount").await, "£145.00");
    browser.click("#confirm").await;

    browser
        .arrives_at(&format!("{}/thanks", thanks.origin))
        .await;
    assert_eq!(browser.title().await, "Thank you");
    assert_eq!(browser.console().await, Vec::<String>::new());

    let api = server.api();
    let paid = api.payment(&payment.id).await;
    assert_eq!(
        paid.at("/state"),
        json!({ "status": "success", "finished": true })
    );
    assert_eq!(
        api.history(&payment.id).await,
        ["created", "started", "submitted", "success"]
    );
    let part = json!({ "amount": 4_999, "refund_amount_available": 14_500 });
    let refund = api.refund(&payment.id, part.clone()).await;
    assert_eq!(
        (refund.status, refund.at("/status")),
        (202, json!("success"))
    );
    let summary = api.payment(&payment.id).await.at("/refund_summary");
    let expected =
        json!({ "status": "available", "amount_available": 9_501, "amount_submitted": 4_999 });
    assert_eq!(summary, expected);
    let stale = api.refund(&payment.id, part).await;
    assert_eq!((stale.status, stale.at("/code")), (412, json!("P0604")));
    let over = json!({ "amount": 9_502, "refund_amount_available": 9_501 });
    let over = api.refund(&payment.id, over).await;
    assert_eq!((over.status, over.at("/code")), (400, json!("P0603")));

    browser.open(&payment.next_url).await;
    assert!(browser.has(".successful").await, "the back door is shut");
}

/// Runs the call that the program prints when it starts, as a person would, with
/// another address to return to.
async fn call_as_printed(server: &Server, return_url: &str) -> Value {
    let text = server.announcement();
    let start = text.find("curl ").unwrap();
    let end = start + text[start..].find("}'").unwrap() + 2;
    let call = &text[start..end];
    let printed = format!("\"return_url\": \"{}/sandbox\"", server.pages());
    assert!(call.contains(&printed), "{call}");
    let call = call.replace(&printed, &format!("\"return_url\": \"{return_url}\""));
    let call = call.replacen(
        "curl ",
        "curl --silent --show-error --write-out '\\n%{http_code}' ",
        1,
    );

    let output = Command::new("sh")
        .args(["-c", &call])
        .stderr(Stdio::inherit())
        .output()
        .await
        .unwrap();

    let output = String::from_utf8(output.stdout).unwrap();
    let (body, status) = output.rsplit_once('\n').unwrap();
    assert_eq!(status, "201", "{body}");
    serde_json::from_str(body).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_declined_card_leads_back_to_the_service() {
    let server = Server::on_sqlite().await;
    let Some(browser) = Browser::start(Options::default()).await else {
        return;
    };
    let service = Site::page("Parking permits").await;
    let payment = server
        .api()
        .create(json!({ "return_url": service.origin }))
        .await;

    browser.open(&payment.next_url).await;
    browser.fill_card("4000000000000002").await;
    browser.click("#submit-card-details").await;
    browser.find(".qa-payment-declined").await;
    browser.click("#return-url").await;

    browser.arrives_at(&service.origin).await;
    let state = server.api().state(&payment.id).await;
    assert_eq!(
        (&state["status"], &state["code"]),
        (&json!("failed"), &json!("P0010"))
    );
    assert_eq!(browser.console().await, Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cancelling_leads_back_to_the_service() {
    for scripts in [Scripts::On, Scripts::Off] {
        let server = Server::on_sqlite().await;
        let options = Options {
            scripts,
            ..Options::default()
        };
        let Some(browser) = Browser::start(options).await else {
            return;
        };
        let service = Site::page("Parking permits").await;
        let payment = server
            .api()
            .create(json!({ "return_url": service.origin }))
            .await;

        browser.open(&payment.next_url).await;
        browser.click("#cancel-payment").await;
        browser.find(".user-cancel").await;
        browser.click("#return-url").await;

        browser.arrives_at(&service.origin).await;
        assert_eq!(server.api().state(&payment.id).await["code"], "P0030");
    }
}

/// The other way out of an unfinished payment is a form, whose redirects Chromium
/// holds to the page's policy all the way.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn giving_up_an_unfinished_payment_leads_back_to_the_service() {
    let server = Server::on_sqlite().await;
    let Some(browser) = Browser::start(Options::default()).await else {
        return;
    };
    let home = Site::page("Parking permits").await;
    let service = Site::redirect(&home.origin).await;
    let payment = server
        .api()
        .create(json!({ "return_url": service.origin }))
        .await;

    browser.open(&payment.next_url).await;
    browser.open(&payment.next_url).await;
    browser.find("#card-details-link").await;
    browser.click("#return-url").await;

    browser.arrives_at(&home.origin).await;
    assert_eq!(server.api().state(&payment.id).await["code"], "P0030");
}
