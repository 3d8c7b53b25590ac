//! The card form under somebody's fingers: focus, errors, double clicks.

use serde_json::json;
use system_tests::browser::{Browser, Options, Scripts};
use system_tests::harness::Server;

async fn card_page(scripts: Scripts) -> Option<(Server, Browser, String)> {
    let server = Server::on_sqlite().await;
    let options = Options {
        scripts,
        ..Options::default()
    };
    let browser = Browser::start(options).await?;
    let payment = server.api().create(json!({})).await;
    browser.open(&payment.next_url).await;
    Some((server, browser, payment.id))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn errors_take_the_focus_and_lead_to_the_field() {
    for scripts in [Scripts::On, Scripts::Off] {
        let Some((server, browser, id)) = card_page(scripts).await else {
            return;
        };

        browser.click("#submit-card-details").await;

        browser.find("#error-summary:not([hidden])").await;
        assert_eq!(browser.focus().await, "error-summary", "{scripts:?}");
        assert!(browser.title().await.starts_with("Error: "), "{scripts:?}");
        browser.click("#cvc-error").await;
        assert_eq!(browser.focus().await, "cvc", "{scripts:?}");
        browser.click("#card-no-error").await;
        assert_eq!(browser.focus().await, "card-no", "{scripts:?}");
        let described = browser.find("#card-no").await;
        let described = described.attr("aria-describedby").await.unwrap();
        let described = described.unwrap_or_default();
        assert!(
            described.contains("error-card-no"),
            "{scripts:?}: {described}"
        );
        assert_eq!(server.api().state(&id).await["status"], "started");
        assert_eq!(browser.console().await, Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_click_authorises_once() {
    let Some((server, browser, id)) = card_page(Scripts::On).await else {
        return;
    };
    browser.fill_card("4242424242424242").await;

    let twice = "const b = document.querySelector('#submit-card-details'); b.click(); b.click();";
    browser.run(twice).await;

    browser.find("#confirm").await;
    assert_eq!(
        server.api().history(&id).await,
        ["created", "started", "submitted"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_back_button_shows_the_true_state() {
    let Some((_server, browser, _)) = card_page(Scripts::On).await else {
        return;
    };
    browser.fill_card("4242424242424242").await;
    browser.click("#submit-card-details").await;
    browser.find("#confirm").await;

    browser.client.back().await.unwrap();

    browser.find("#confirm-link").await;
    assert!(
        !browser.has("#card-no").await,
        "nothing that was typed is left"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_with_only_a_keyboard_reaches_everything() {
    let Some((_server, browser, _)) = card_page(Scripts::On).await else {
        return;
    };
    let reached = browser
        .run(
            "return [...document.querySelectorAll('a[href], button, input, select')]
                .filter(e => e.type !== 'hidden' && e.tabIndex < 0).map(e => e.id);",
        )
        .await;
    assert_eq!(reached, json!([]));
    let order = browser
        .run("return [...document.querySelectorAll('[tabindex]')].filter(e => e.tabIndex > 0).length")
        .await;
    assert_eq!(order, 0, "the order is that of the page");
}
