//! Who visits a page: a browser with a session for the payment in the address.

use std::sync::Arc;

use application::Application;
use application::actor::PayingUser;
use application::checkout::Checkout;
use domain::account::Mode;
use poem::http::HeaderMap;
use poem::{FromRequest, Request, RequestBody, Response, Result};

use crate::cookies;
use crate::form::{Form, NotAForm};
use crate::headers::FormsLead;
use crate::journey::next_page;
use crate::outcome::{Links, Outcome, OutcomePage};
use crate::refusal::Refusal;
use crate::respond::{redirect, show};
use crate::settings::PagesSettings;
use crate::text::Texts;

/// What every handler works with.
#[derive(Clone)]
pub(crate) struct Pages {
    pub(crate) application: Application,
    pub(crate) settings: Arc<PagesSettings>,
}

/// A browser that may see the pages of one payment.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) pages: Pages,
    pub(crate) user: PayingUser,
    sealed: String,
}

/// A form that came from a page of the same session.
pub(crate) struct Posted {
    pub(crate) visit: Visit,
    pub(crate) form: Form,
}

impl Pages {
    /// The pages as the routes carry them.
    pub(crate) fn of(request: &Request) -> Result<Self, Refusal> {
        request
            .data::<Self>()
            .cloned()
            .ok_or(Refusal::of(Outcome::Broken))
    }
}

impl Visit {
    /// The visit of a browser that presents a session with this payment.
    pub(crate) fn by(headers: &HeaderMap, payment: &str, pages: Pages) -> Result<Self, Refusal> {
        cookies::sealed_sessions(headers, payment, &pages.settings)
            .into_iter()
            .filter_map(|sealed| Some((pages.application.open_session(sealed)?, sealed)))
            .find(|(user, _)| user.payment.as_str() == payment)
            .inspect(|(user, _)| {
                let id = tracing::field::display(&user.payment);
                tracing::Span::current().record("payment.id", id);
            })
            .map(|(user, sealed)| Self {
                sealed: sealed.to_owned(),
                user,
                pages: pages.clone(),
            })
            .ok_or(Refusal::of(Outcome::NoSession))
    }

    /// The payment's id, as addresses and forms hold it.
    pub(crate) fn payment_id(&self) -> &str {
        self.user.payment.as_str()
    }

    /// What the forms of this session's pages carry.
    pub(crate) fn form_token(&self) -> String {
        self.pages.application.form_token(&self.sealed)
    }

    /// Shows how the payment stands, whatever page was asked for.
    pub(crate) fn show_standing(&self, checkout: &Checkout) -> Response {
        let outcome = Outcome::of(&checkout.payment.state);
        if outcome == Outcome::Processing {
            return redirect(&next_page(&checkout.payment));
        }
        let texts = Texts::of(checkout.payment.language);
        let links = Links::of(outcome, self.payment_id(), &self.form_token(), texts);
        let forms = if links.give_up.is_some() {
            self.forms_to_service(checkout)
        } else {
            FormsLead::Here
        };
        let settings = &self.pages.settings;
        let whose = (&checkout.service, checkout.account.mode);
        let page = OutcomePage::of_payment(outcome, links, texts, whose, settings);
        show(outcome.status(), &page, forms)
    }

    /// A refusal in the payment's language, if the payment can be read.
    async fn refusal(&self, outcome: Outcome) -> Refusal {
        match self.pages.application.checkout(&self.user).await {
            Ok(checkout) => Refusal::in_language(outcome, checkout.payment.language),
            Err(_) => Refusal::of(outcome),
        }
    }

    /// Where the forms of a page lead that can end at the service.
    pub(crate) fn forms_to_service(&self, checkout: &Checkout) -> FormsLead {
        FormsLead::to_service(checkout.account.mode == Mode::Test)
    }
}

impl<'a> FromRequest<'a> for Visit {
    async fn from_request(request: &'a Request, _body: &mut RequestBody) -> Result<Self> {
        let payment = request.raw_path_param("chargeId").unwrap_or_default();
        Ok(Self::by(request.headers(), payment, Pages::of(request)?)?)
    }
}

impl<'a> FromRequest<'a> for Posted {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let visit = Visit::from_request(request, body).await?;
        let mut form = Form::from_request(request, body).await?;
        let token = form.take("csrfToken");
        if visit.pages.application.is_form_token(&visit.sealed, &token) {
            Ok(Self { visit, form })
        } else {
            Err(visit.refusal(Outcome::ForeignForm).await.into())
        }
    }
}

impl<'a> FromRequest<'a> for Form {
    async fn from_request(_request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let body = body.take()?;
        Ok(Self::read(body)
            .await
            .map_err(|NotAForm| Refusal::of(Outcome::RequestDenied))?)
    }
}
