//! The sandbox's page as its template reads it.

use askama::Template;
use domain::Timestamp;
use secrecy::ExposeSecret;
use time::macros::format_description;

use super::cards::{self, ListedCard};
use crate::frame::Frame;
use crate::settings::PagesSettings;

/// The page.
#[derive(Template)]
#[template(path = "sandbox.html")]
pub(crate) struct SandboxPage {
    pub(crate) frame: Frame,
    pub(crate) clock: ClockReading,
    pub(crate) news: Option<&'static str>,
    pub(crate) csrf: String,
    pub(crate) first_call: String,
    pub(crate) has_key: bool,
    pub(crate) cards: Vec<ListedCard>,
}

/// An instant as machines and people read it.
#[derive(Clone, Debug)]
pub(crate) struct ClockReading {
    pub(crate) machine: String,
    pub(crate) human: String,
}

impl SandboxPage {
    /// The page at this instant of the sandbox's clock.
    pub(crate) fn new(
        now: Timestamp,
        news: Option<&'static str>,
        form_token: String,
        settings: &PagesSettings,
    ) -> Self {
        Self {
            frame: Frame::named("Sandbox", settings),
            clock: ClockReading::of(now),
            news,
            csrf: form_token,
            first_call: first_call(settings),
            has_key: settings.sandbox_api_key.is_some(),
            cards: cards::listed(),
        }
    }
}

impl ClockReading {
    fn of(now: Timestamp) -> Self {
        let second = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
        let people = format_description!(
            "[day padding:none] [month repr:long] [year], [hour]:[minute]:[second] UTC"
        );
        Self {
            machine: now.utc().format(second).unwrap_or_default(),
            human: now.utc().format(people).unwrap_or_default(),
        }
    }
}

/// A curl call that creates a payment, ready to paste.
fn first_call(settings: &PagesSettings) -> String {
    let key = settings
        .sandbox_api_key
        .as_ref()
        .map_or("$BURSAR_API_KEY", |key| key.expose_secret());
    let (api, pages) = (&settings.api_url, &settings.public_url);
    format!(
        r#"curl -s {api}/v1/payments \
  -H "Authorization: Bearer {key}" \
  -H "Content-Type: application/json" \
  -d '{{"amount": 1250, "reference": "first-payment",
       "description": "A first payment",
       "return_url": "{pages}/sandbox"}}'"#
    )
}
