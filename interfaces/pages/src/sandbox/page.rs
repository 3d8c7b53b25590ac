//! The sandbox's page as its template reads it.

use askama::Template;
use domain::dispute::{DisputeReason, DisputeStatus};
use domain::payment::Language;
use domain::{PaymentId, Timestamp};
use secrecy::ExposeSecret;
use strum::IntoEnumIterator;

use super::cards::{self, ListedCard};
use crate::clock_reading::ClockReading;
use crate::frame::Frame;
use crate::settings::PagesSettings;
use crate::text::Texts;

/// The page.
#[derive(Template)]
#[template(path = "sandbox.html")]
pub(crate) struct SandboxPage {
    pub(crate) frame: Frame,
    pub(crate) clock: ClockReading,
    pub(crate) news: Option<&'static str>,
    pub(crate) csrf: String,
    /// The payment whose dispute was just asked for.
    pub(crate) payment: String,
    pub(crate) reasons: Vec<Choice>,
    pub(crate) statuses: [Choice; 3],
    pub(crate) first_call: String,
    pub(crate) has_key: bool,
    pub(crate) cards: Vec<ListedCard>,
}

/// What the page is about.
#[derive(Debug)]
pub(crate) struct SandboxScene {
    /// The instant of the sandbox's clock.
    pub(crate) now: Timestamp,
    pub(crate) news: Option<&'static str>,
    /// The payment to fill in.
    pub(crate) payment: Option<PaymentId>,
    pub(crate) form_token: String,
}

/// A choice in a form: its word in the API, and what it means.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    pub(crate) word: &'static str,
    pub(crate) meaning: &'static str,
}

impl Choice {
    fn of_reason(reason: DisputeReason) -> Self {
        Self {
            word: reason.word(),
            meaning: match reason {
                DisputeReason::CreditNotProcessed => "a promised refund did not come",
                DisputeReason::Duplicate => "paid twice",
                DisputeReason::Fraudulent => "somebody else paid",
                DisputeReason::General => "no reason in particular",
                DisputeReason::ProductNotReceived => "nothing came",
                DisputeReason::ProductUnacceptable => "what came was wrong",
                DisputeReason::SubscriptionCanceled => "the subscription had ended",
                DisputeReason::Unrecognised => "the payment is not known",
                DisputeReason::Other => "the bank does not say",
            },
        }
    }

    fn of_status(status: DisputeStatus) -> Self {
        Self {
            word: status.word(),
            meaning: match status {
                DisputeStatus::NeedsResponse => "the service may answer",
                DisputeStatus::UnderReview => "the bank is deciding",
                DisputeStatus::Won => "the service keeps the money",
                DisputeStatus::Lost => "the money goes back",
            },
        }
    }
}

impl SandboxPage {
    /// The page of this sandbox.
    pub(crate) fn new(scene: SandboxScene, settings: &PagesSettings) -> Self {
        Self {
            frame: Frame::named("Sandbox", Texts::of(Language::English), settings),
            clock: ClockReading::of(scene.now),
            news: scene.news,
            csrf: scene.form_token,
            payment: scene.payment.map(|id| id.to_string()).unwrap_or_default(),
            reasons: DisputeReason::iter().map(Choice::of_reason).collect(),
            statuses: [
                Choice::of_status(DisputeStatus::UnderReview),
                Choice::of_status(DisputeStatus::Won),
                Choice::of_status(DisputeStatus::Lost),
            ],
            first_call: first_call(settings),
            has_key: settings.sandbox_api_key.is_some(),
            cards: cards::listed(),
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
