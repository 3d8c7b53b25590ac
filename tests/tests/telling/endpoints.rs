//! Endpoints, registered on the staff site as a person does it.

use system_tests::client::{Page, Visitor};
use system_tests::harness::Server;

/// Every event that is offered.
pub(crate) const ALL_EVENTS: [&str; 5] = [
    "card_payment_succeeded",
    "card_payment_captured",
    "card_payment_refunded",
    "card_payment_failed",
    "card_payment_expired",
];

/// An endpoint of the demo service.
pub(crate) struct Endpoint {
    /// The address of its page.
    pub(crate) page: String,
    /// The secret for `Pay-Signature`.
    pub(crate) secret: String,
    /// The same for Standard Webhooks libraries.
    pub(crate) standard_secret: String,
}

/// Registers an endpoint for these events.
pub(crate) async fn register(
    server: &Server,
    staff: &mut Visitor,
    url: &str,
    events: &[&str],
) -> Endpoint {
    let service = server.demo_service().await;
    let address = format!("/admin/service/{service}/test/webhooks/create");
    let mut form = staff.page(&address).await.form("webhook-form");
    form = form.with_all(&[("url", url), ("description", "Told by a test")]);
    for event in events {
        form = form.with(&format!("events-{event}"), event);
    }
    let page = staff.press(&form, "continue").await.page();
    assert_eq!(page.status(), 200, "{}", page.html());
    let page_address = page.url.path().to_owned();
    let (secret, standard_secret) = secrets(staff, &page_address).await;
    Endpoint {
        page: page_address,
        secret,
        standard_secret,
    }
}

/// The secrets that a page shows, the newest first of each spelling.
pub(crate) async fn secrets(staff: &mut Visitor, page: &str) -> (String, String) {
    let page: Page = staff.page(&format!("{page}/secret")).await;
    let shown = |selector: &str| {
        page.text(selector)
            .unwrap_or_else(|| panic!("{}", page.html()))
    };
    (shown("#plain-1"), shown("#standard-1"))
}
