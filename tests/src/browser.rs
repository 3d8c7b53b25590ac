//! A real browser: Chromium, without a window, over WebDriver.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a browser that does not do as it is told is a failed test"
)]

pub mod accessibility;
pub mod chromium;

pub use chromium::Scripts;

use std::path::Path;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::Value;
use tempfile::TempDir;
use url::Url;

use self::chromium::{CHROMIUM, DRIVER, Driver, capabilities};
use crate::harness::require;

/// What WebDriver calls an element whose page was replaced.
const STALE: &str = "stale element reference";
/// How long an element or an address may take to appear.
const PATIENCE: Duration = Duration::from_secs(10);

/// How a browser is started.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Whether pages may run scripts.
    pub scripts: Scripts,
    /// The window's width in CSS pixels.
    pub width: u32,
    /// The window's height in CSS pixels.
    pub height: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            scripts: Scripts::On,
            width: 1280,
            height: 1000,
        }
    }
}

/// A running browser. It ends when this is dropped.
pub struct Browser {
    /// The session, for what has no method here.
    pub client: Client,
    _driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser; `None` when there is none here, which has then been said.
    ///
    /// # Panics
    ///
    /// When a browser is required, or it does not start.
    pub async fn start(options: Options) -> Option<Self> {
        if let Some(missing) = [CHROMIUM, DRIVER].iter().find(|p| !Path::new(p).exists()) {
            require::skip("chromium", &format!("there is no {missing}"));
            return None;
        }
        let profile = tempfile::tempdir().expect("a folder");
        let driver = Driver::start().await;
        let connector = HttpConnector::new();
        let client = ClientBuilder::new(connector)
            .capabilities(capabilities(options, profile.path()))
            .connect(&driver.address())
            .await
            .expect("a session");
        let browser = Self {
            client,
            _driver: driver,
            _profile: profile,
        };
        browser.resize(options.width, options.height).await;
        Some(browser)
    }

    /// Opens an address and waits for the page.
    pub async fn open(&self, address: &str) {
        self.client.goto(address).await.expect("a page");
    }

    /// Where the browser is.
    pub async fn address(&self) -> Url {
        self.client.current_url().await.expect("an address")
    }

    /// Waits until the browser is at an address that begins like this.
    ///
    /// # Panics
    ///
    /// When it does not get there.
    pub async fn arrives_at(&self, beginning: &str) {
        let started = tokio::time::Instant::now();
        while !self.address().await.as_str().starts_with(beginning) {
            if started.elapsed() > PATIENCE {
                let log = self.console().await;
                panic!(
                    "never arrived at {beginning}, but at {}: {log:#?}",
                    self.address().await
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The element that a CSS selector finds, as soon as it is there.
    pub async fn find(&self, selector: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .every(Duration::from_millis(20))
            .for_element(Locator::Css(selector))
            .await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("no {selector} at {}: {error}", self.address().await),
        }
    }

    /// Whether a CSS selector finds anything now.
    pub async fn has(&self, selector: &str) -> bool {
        let found = self.client.find_all(Locator::Css(selector)).await;
        !found.expect("an answer").is_empty()
    }

    /// What a CSS selector's first element says.
    pub async fn text(&self, selector: &str) -> String {
        self.find(selector).await.text().await.expect("a text")
    }

    /// The document's title.
    pub async fn title(&self) -> String {
        self.client.title().await.expect("a title")
    }

    /// Types into a field.
    pub async fn fill(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        field.clear().await.expect("an empty field");
        field.send_keys(text).await.expect("a filled field");
    }

    /// Clicks. Where the page is replaced between finding and clicking, the new page's
    /// element is clicked.
    pub async fn click(&self, selector: &str) {
        let started = tokio::time::Instant::now();
        while let Err(error) = self.find(selector).await.click().await {
            let replaced = matches!(&error, CmdError::Standard(error) if error.error() == STALE);
            assert!(
                replaced && started.elapsed() < PATIENCE,
                "{selector} cannot be clicked: {error}"
            );
        }
    }

    /// Fills in the card page with a card that nobody mistrusts.
    pub async fn fill_card(&self, number: &str) {
        for (field, answer) in crate::harness::cards::ANSWERS {
            self.fill(&format!("[name={field}]"), answer).await;
        }
        self.fill("#card-no", number).await;
    }

    /// The id of the element that has the focus.
    pub async fn focus(&self) -> String {
        let element = self.client.active_element().await.expect("a focus");
        let id = element.attr("id").await.expect("an answer");
        id.unwrap_or_default()
    }

    /// Runs a script in the page.
    pub async fn run(&self, script: &str) -> Value {
        self.client
            .execute(script, Vec::new())
            .await
            .expect("a script that runs")
    }

    /// A picture of the window as PNG.
    pub async fn picture(&self) -> Vec<u8> {
        self.client.screenshot().await.expect("a picture")
    }

    /// Ends the session in order.
    pub async fn close(self) {
        self.client.close().await.expect("an end");
    }
}
