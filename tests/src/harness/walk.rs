//! A person's walk through the pages of one payment, and what the API says of it.

use serde_json::{Value, json};
use url::Url;

use super::Server;
use super::cards::with_card;
use crate::client::api::Created;
use crate::client::{ApiClient, Landing, Page, Visitor};

/// The card that is always authorised.
pub const GOOD_CARD: &str = "4242424242424242";
/// The card that is always declined.
pub const DECLINED_CARD: &str = "4000000000000002";

/// A payment with the browser that is paying it.
#[derive(Clone, Debug)]
pub struct Walk {
    /// The service's client.
    pub api: ApiClient,
    /// The payment.
    pub payment: Created,
    /// The browser.
    pub visitor: Visitor,
    /// What it shows.
    pub page: Page,
}

impl Walk {
    /// Creates a payment and opens its card page.
    pub async fn begin(server: &Server) -> Self {
        Self::begin_with(server, json!({})).await
    }

    /// Creates a payment that is special in these members, and opens its card page.
    pub async fn begin_with(server: &Server, extra: Value) -> Self {
        Self::begin_as(server, &server.api(), extra).await
    }

    /// The same, as the service with this key.
    pub async fn begin_as(server: &Server, api: &ApiClient, extra: Value) -> Self {
        let payment = api.create(extra).await;
        let mut visitor = server.visitor();
        let page = visitor.page(&payment.next_url).await;
        Self {
            api: api.clone(),
            payment,
            visitor,
            page,
        }
    }

    /// The same, and submits a card that is authorised.
    pub async fn to_confirm(server: &Server, extra: Value) -> Self {
        let mut walk = Self::begin_with(server, extra).await;
        walk.submit_card(GOOD_CARD).await;
        assert_eq!(walk.page.title(), "Confirm your payment");
        walk
    }

    /// The same, and confirms. The browser has left.
    pub async fn to_the_end(server: &Server, extra: Value) -> Self {
        let mut walk = Self::to_confirm(server, extra).await;
        walk.confirm().await;
        walk
    }

    /// Fills in the card page and presses Continue.
    pub async fn submit_card(&mut self, number: &str) -> &Page {
        let form = with_card(self.page.form("card-details"), number);
        self.page = self
            .visitor
            .press(&form, "submit-card-details")
            .await
            .page();
        &self.page
    }

    /// Presses Confirm. Answers where the browser is sent.
    pub async fn confirm(&mut self) -> Url {
        let form = self.page.form("confirmation");
        self.visitor.press(&form, "confirm").await.away()
    }

    /// Presses Cancel.
    pub async fn cancel(&mut self) -> &Page {
        let form = self.page.form("cancel");
        self.page = self.visitor.press(&form, "cancel-payment").await.page();
        &self.page
    }

    /// Opens one of the payment's pages: `""`, `"/confirm"` and so on.
    pub async fn look(&mut self, page: &str) -> Landing {
        let address = self.address(page);
        self.visitor.open(&address).await
    }

    /// The address of one of the payment's pages.
    pub fn address(&self, page: &str) -> String {
        format!("/card_details/{}{page}", self.payment.id)
    }

    /// The payment's `state`.
    pub async fn state(&self) -> Value {
        self.api.state(&self.payment.id).await
    }

    /// The payment's `state.status`.
    pub async fn status(&self) -> String {
        let state = self.state().await;
        state["status"].as_str().unwrap_or_default().to_owned()
    }

    /// Every status in the payment's events.
    pub async fn history(&self) -> Vec<String> {
        self.api.history(&self.payment.id).await
    }
}
