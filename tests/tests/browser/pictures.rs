//! The pictures in the README, taken of the real thing:
//! `cargo test -p system-tests --test browser -- --ignored pictures`.

use std::path::{Path, PathBuf};

use serde_json::json;
use system_tests::browser::{Browser, Options};
use system_tests::harness::Server;

/// Pictures stay small enough to load with the page they are on.
const BYTES_MAX: usize = 200_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "writes into docs/images"]
async fn pictures_for_the_readme() {
    let server = Server::on_sqlite().await;
    let options = Options {
        width: 1100,
        height: 900,
        ..Options::default()
    };
    let Some(browser) = Browser::start(options).await else {
        return;
    };
    let payment = server
        .api()
        .create(json!({
            "amount": 2_600,
            "reference": "PERMIT-0417",
            "description": "Resident parking permit, six months",
            "return_url": "https://parking.example.org/permits/0417/paid",
        }))
        .await;

    browser.open(&payment.next_url).await;
    browser.find("#card-details").await;
    browser.fill("#card-no", "4242 4242 4242 4242").await;
    browser.fill("#expiry-month", "11").await;
    browser.fill("#expiry-year", "29").await;
    browser.fill("#cardholder-name", "Ade Okafor").await;
    keep("payment-page.png", &still(&browser, 0).await);

    browser
        .open(&format!("{}/docs/explorer", server.api_url()))
        .await;
    browser.find("[id$='-createPayment'].opblock").await;
    keep("explorer.png", &still(&browser, 440).await);

    browser
        .open(&format!("{}/docs/refunds", server.api_url()))
        .await;
    browser.find("main h1").await;
    keep("guides.png", &still(&browser, 0).await);
}

/// A picture from this far down, without a caret and without scroll bars.
async fn still(browser: &Browser, top: u32) -> Vec<u8> {
    let script = format!(
        "document.activeElement.blur();
         document.documentElement.style.overflow = 'hidden';
         window.scrollTo({{ top: {top}, behavior: 'instant' }});"
    );
    browser.run(&script).await;
    browser.picture().await
}

fn keep(name: &str, picture: &[u8]) {
    assert!(picture.len() < BYTES_MAX, "{name}: {} bytes", picture.len());
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/images");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(Path::new(&folder).join(name), picture).unwrap();
}
