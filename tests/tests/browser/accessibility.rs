//! Every page by axe-core, wide and narrow, and at 400 % zoom.

use std::time::Duration;

use memory::{Behaviour, Call};
use serde_json::json;
use system_tests::browser::accessibility::checker;
use system_tests::browser::{Browser, Options};
use system_tests::client::api::Created;
use system_tests::harness::Server;

/// A desk, a phone, and a desk at 400 % zoom.
const WIDTHS: [u32; 3] = [1280, 360, 320];

struct Inspection {
    server: Server,
    browser: Browser,
    checker: String,
    found: Vec<String>,
    pages: usize,
}

impl Inspection {
    async fn new() -> Option<(Self, std::sync::Arc<memory::MemoryPsp>)> {
        let checker = checker()?;
        let browser = Browser::start(Options::default()).await?;
        let (server, psp) = Server::with_scripted_psp().await;
        let inspection = Self {
            server,
            browser,
            checker,
            found: Vec::new(),
            pages: 0,
        };
        Some((inspection, psp))
    }

    /// Looks at the page that is open, at every width.
    async fn look(&mut self, name: &str, selector: &str) {
        self.browser.find(selector).await;
        for width in WIDTHS {
            self.browser.resize(width, 1000).await;
            for barrier in self.browser.barriers(&self.checker).await {
                self.found.push(format!("{name} at {width}: {barrier}"));
            }
            let overflow = self
                .browser
                .run("const d = document.documentElement; return d.scrollWidth - d.clientWidth")
                .await;
            if overflow != 0 {
                let line = format!("{name} at {width}: {overflow} pixels too wide");
                self.found.push(line);
            }
        }
        self.pages += 1;
        self.browser.resize(1280, 1000).await;
    }

    async fn payment(&self) -> Created {
        self.server.api().create(json!({})).await
    }

    async fn open(&self, path: &str) {
        let address = format!("{}{path}", self.server.pages());
        self.browser.open(&address).await;
    }

    async fn pay(&self, payment: &Created, card: &str) {
        self.browser.open(&payment.next_url).await;
        self.browser.fill_card(card).await;
        self.browser.click("#submit-card-details").await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_has_a_barrier() {
    let Some((mut pages, psp)) = Inspection::new().await else {
        return;
    };

    let paid = pages.payment().await;
    pages.browser.open(&paid.next_url).await;
    pages.look("card details", "#card-details").await;
    pages.browser.click("#submit-card-details").await;
    pages
        .look("card details with errors", "#error-summary:not([hidden])")
        .await;
    pages.open(&format!("/secure/{}", paid.token)).await;
    pages
        .look("payment in progress", "#card-details-link")
        .await;
    pages.browser.click("#card-details-link").await;
    pages.browser.fill_card("4242424242424242").await;
    pages.browser.click("#submit-card-details").await;
    pages.look("confirm", "#confirm").await;
    psp.next(Call::Capture, Behaviour::Stall);
    let confirm = "document.querySelector('#confirmation').submit()";
    pages.browser.run(confirm).await;
    wait_for_status(&pages, &paid, "success").await;
    pages
        .open(&format!("/card_details/{}/capture_waiting", paid.id))
        .await;
    pages.look("waiting for the capture", "#spinner").await;
    psp.release();
    pages.browser.find(".successful").await;
    pages.look("paid", ".successful").await;

    psp.next(Call::Authorise, Behaviour::Stall);
    let slow = pages.payment().await;
    pages.pay(&slow, "4242424242424242").await;
    pages.look("waiting for the bank", "#spinner").await;
    psp.release();
    pages.browser.find("#confirm").await;
    pages.browser.click("#cancel-payment").await;
    pages
        .look("cancelled by the paying user", ".user-cancel")
        .await;

    let declined = pages.payment().await;
    pages.pay(&declined, "4000000000000002").await;
    pages.look("declined", ".qa-payment-declined").await;
    let failed = pages.payment().await;
    pages.pay(&failed, "4000000000000119").await;
    pages.look("failed", ".system-error").await;
    let cancelled = pages.payment().await;
    pages.browser.open(&cancelled.next_url).await;
    pages.server.api().cancel(&cancelled.id).await;
    pages.open(&format!("/card_details/{}", cancelled.id)).await;
    pages
        .look("cancelled by the service", ".system-cancel")
        .await;
    let expired = pages.payment().await;
    pages.browser.open(&expired.next_url).await;
    pages.server.advance(Duration::from_secs(91 * 60)).await;
    pages.open(&format!("/card_details/{}", expired.id)).await;
    pages.look("expired", ".session-expired #return-url").await;

    pages.open("/secure/unknown").await;
    pages.look("no session", ".session-expired").await;
    pages.open("/nothing").await;
    pages.look("not found", ".general-error").await;
    pages.open("/sandbox").await;
    pages.look("sandbox", "#clock").await;

    assert_eq!(pages.found, Vec::<String>::new());
    assert_eq!(pages.pages, 15);
}

async fn wait_for_status(pages: &Inspection, payment: &Created, status: &str) {
    for _ in 0..200 {
        if pages.server.api().state(&payment.id).await["status"] == status {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("never {status}");
}
