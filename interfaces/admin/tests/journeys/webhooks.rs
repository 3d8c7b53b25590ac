//! Webhooks: where a service is told, how telling it went, and having it told again.

#[path = "webhooks/deliveries.rs"]
mod deliveries;
#[path = "webhooks/describing.rs"]
mod describing;
#[path = "webhooks/replaying.rs"]
mod replaying;
#[path = "webhooks/roles.rs"]
mod roles;
#[path = "webhooks/secrets.rs"]
mod secrets;

use domain::ports::Store;
use domain::webhook::{EndpointStatus, WebhookEndpoint};
use domain::{Timestamp, WebhookId};
use memory::Reply;

use crate::browser::{Browser, Page};
use crate::house::House;

/// Where the service takes messages.
pub(crate) const URL: &str = "https://service.example/webhooks";
/// What it is told of, in the form.
pub(crate) const EVENTS: [(&str, &str); 2] = [
    ("events", "card_payment_succeeded"),
    ("events", "card_payment_refunded"),
];

impl House {
    /// Creates a test webhook through its form; the page is the webhook's own.
    pub(crate) async fn webhook(&self, browser: &mut Browser, description: &str) -> Page {
        let form = browser.open(&self.at("/test/webhooks/create")).await;
        let fields = [("url", URL), ("description", description)];
        let fields = [fields.as_slice(), &EVENTS].concat();
        let page = browser.submit(&form, "webhook-form", &fields).await;
        assert!(page.has("#show-secret"), "{}", page.html);
        page
    }

    /// Changes a webhook behind the pages.
    pub(crate) async fn change_webhook(
        &self,
        page: &Page,
        change: impl FnOnce(&mut WebhookEndpoint),
    ) -> WebhookEndpoint {
        let id = WebhookId::parse(&name_in(page)).unwrap();
        let mut unit = self.world.store.begin().await.unwrap();
        let mut endpoint = unit.webhooks().get(&id).await.unwrap().unwrap();
        change(&mut endpoint);
        unit.webhooks().save(&mut endpoint).await.unwrap();
        unit.commit().await.unwrap();
        endpoint
    }

    /// Has a webhook disabled.
    pub(crate) async fn disable_webhook(&self, page: &Page) {
        self.change_webhook(page, |webhook| webhook.status = EndpointStatus::Disabled)
            .await;
    }

    /// Makes the address fail from now on, or work again.
    pub(crate) fn service_fails(&self, reply: Reply) {
        self.world.webhook_sender.usually(URL, reply);
    }

    /// The time it is in the house.
    pub(crate) fn now(&self) -> Timestamp {
        use domain::ports::Clock;
        self.world.clock.now()
    }
}

/// The name of the webhook whose page this is, or a page about it.
pub(crate) fn name_in(page: &Page) -> String {
    let mut parts = page.address.split(['/', '?']);
    parts.find(|part| *part == "webhooks").expect("a webhook");
    parts.next().expect("its name").to_owned()
}

/// The address of the webhook's page.
pub(crate) fn at(house: &House, page: &Page, rest: &str) -> String {
    house.at(&format!("/test/webhooks/{}{rest}", name_in(page)))
}
