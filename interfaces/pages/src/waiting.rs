//! The two pages that wait: for the bank to answer, and for the capture.
//!
//! They hold no state. Scripts ask for the page again until it leads elsewhere;
//! without scripts the browser reloads it.

use application::checkout::Checkout;
use askama::Template;
use domain::payment::PaymentState;
use poem::http::StatusCode;
use poem::{Response, handler};

use crate::frame::Frame;
use crate::headers::FormsLead;
use crate::journey::{Action, next_page};
use crate::refusal::Refusal;
use crate::respond::{redirect, show};
use crate::settings::PagesSettings;
use crate::text::Texts;
use crate::visit::Visit;

/// A page that waits.
#[derive(Template)]
#[template(path = "waiting.html")]
pub(crate) struct WaitingPage {
    pub(crate) frame: Frame,
    pub(crate) heading: &'static str,
}

impl WaitingPage {
    /// Waits for the bank's answer about the card.
    pub(crate) fn for_bank(texts: &'static Texts, settings: &PagesSettings) -> Self {
        Self {
            frame: Frame::named(texts.waiting.title, texts, settings),
            heading: texts.waiting.bank,
        }
    }

    /// Waits for the money to be taken.
    pub(crate) fn for_capture(texts: &'static Texts, settings: &PagesSettings) -> Self {
        Self {
            frame: Frame::named(texts.waiting.title, texts, settings),
            heading: texts.waiting.capture,
        }
    }

    fn about(self, checkout: &Checkout) -> Self {
        Self {
            frame: self
                .frame
                .of_service(&checkout.service, checkout.account.mode),
            ..self
        }
    }
}

/// Waits while the PSP is asked; leads on when it has answered.
#[handler]
pub(crate) async fn for_bank(visit: Visit) -> Result<Response, Refusal> {
    let checkout = visit.pages.application.checkout(&visit.user).await?;
    let state = &checkout.payment.state;
    if Action::AwaitBank.fits(state) {
        let page =
            WaitingPage::for_bank(Texts::of(checkout.payment.language), &visit.pages.settings)
                .about(&checkout);
        return Ok(show(StatusCode::OK, &page, FormsLead::Here));
    }
    if matches!(
        state,
        PaymentState::Authorised(_) | PaymentState::ChallengeRequired(_)
    ) {
        return Ok(redirect(&next_page(&checkout.payment)));
    }
    Ok(visit.show_standing(&checkout))
}

/// Waits while the money is being taken.
#[handler]
pub(crate) async fn for_capture(visit: Visit) -> Result<Response, Refusal> {
    let checkout = visit.pages.application.checkout(&visit.user).await?;
    if Action::AwaitCapture.fits(&checkout.payment.state) {
        let page =
            WaitingPage::for_capture(Texts::of(checkout.payment.language), &visit.pages.settings)
                .about(&checkout);
        return Ok(show(StatusCode::OK, &page, FormsLead::Here));
    }
    Ok(visit.show_standing(&checkout))
}
