//! The question about a misspelt e-mail address, under somebody's fingers.

use serde_json::json;
use system_tests::browser::accessibility::checker;
use system_tests::browser::{Browser, Options, Scripts};
use system_tests::harness::Server;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_misspelt_address_is_asked_about_where_everybody_can_answer() {
    let Some(checker) = checker() else {
        return;
    };
    let server = Server::on_sqlite().await;
    for scripts in [Scripts::On, Scripts::Off] {
        let options = Options {
            scripts,
            ..Options::default()
        };
        let Some(browser) = Browser::start(options).await else {
            return;
        };
        let payment = server.api().create(json!({})).await;
        browser.open(&payment.next_url).await;
        browser.fill_card("4242424242424242").await;
        browser.fill("#email", "ada@gmial.com").await;
        browser.click("#submit-card-details").await;

        browser.find("#email-corrected:checked").await;
        assert_eq!(browser.focus().await, "error-summary", "{scripts:?}");
        if scripts == Scripts::On {
            has_no_barrier(&browser, &checker).await;
        }
        browser.click("#email-typo-error").await;
        assert_eq!(browser.focus().await, "email-corrected", "{scripts:?}");
        browser.click("label[for=email-uncorrected]").await;
        assert!(browser.has("#email-uncorrected:checked").await);
        browser.fill("#card-no", "4242424242424242").await;
        browser.fill("#cvc", "737").await;
        browser.click("#submit-card-details").await;

        browser.find("#confirm").await;
        assert_eq!(browser.text("#email").await, "ada@gmial.com", "{scripts:?}");
        assert_eq!(browser.console().await, Vec::<String>::new());
    }
}

/// The checker is a script itself, so it needs a browser that runs them.
async fn has_no_barrier(browser: &Browser, checker: &str) {
    for width in [1280, 360, 320] {
        browser.resize(width, 1000).await;
        let barriers = browser.barriers(checker).await;
        assert_eq!(barriers, Vec::<String>::new(), "at {width}");
    }
}
