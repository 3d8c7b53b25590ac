//! The explorer, as a reader finds it: complete without a network, and able to
//! create a payment.

use system_tests::browser::{Browser, Options, Scripts};
use system_tests::harness::Server;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_can_try_it_out_without_a_network() {
    let server = Server::on_sqlite().await;
    let Some(browser) = Browser::start(Options::default()).await else {
        return;
    };

    // Chromium's own start page is none of our business.
    browser.requests().await;
    browser
        .open(&format!("{}/docs/explorer", server.api_url()))
        .await;
    browser.find(".swagger-ui .info .title").await;
    for operation in [
        "createPayment",
        "searchPayments",
        "getPayment",
        "cancelPayment",
    ] {
        browser.find(&format!("[id$='-{operation}'].opblock")).await;
    }

    browser.click(".btn.authorize").await;
    browser.fill(".auth-container input", server.key()).await;
    browser.click(".auth-btn-wrapper .authorize").await;
    browser.click(".auth-btn-wrapper .btn-done").await;
    browser
        .click("[id$='-createPayment'] .opblock-summary-control")
        .await;
    browser.find("[id$='-createPayment'] .execute").await;
    browser.click("[id$='-createPayment'] .execute").await;
    let status = "[id$='-createPayment'] .live-responses-table tbody .response-col_status";

    assert_eq!(browser.text(status).await.lines().next(), Some("201"));
    assert_eq!(server.api().get("/v1/payments").await.at("/total"), 1);
    assert_eq!(browser.console().await, Vec::<String>::new());
    for url in browser.requests().await {
        let host = url.host_str().unwrap_or_default();
        let ours = host == "127.0.0.1" || url.scheme() == "data" || url.scheme() == "blob";
        assert!(ours, "asked for {url}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts_a_reader_is_led_to_the_contract() {
    let server = Server::on_sqlite().await;
    let options = Options {
        scripts: Scripts::Off,
        ..Options::default()
    };
    let Some(browser) = Browser::start(options).await else {
        return;
    };

    browser
        .open(&format!("{}/docs/explorer", server.api_url()))
        .await;

    let link = browser.find("noscript a").await;
    assert_eq!(
        link.attr("href").await.unwrap(),
        Some("/openapi.yaml".into())
    );
    assert!(!browser.has(".swagger-ui").await, "scripts are really off");
}
