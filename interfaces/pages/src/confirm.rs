//! The confirm page: what was entered, and the button that pays.

use application::checkout::Checkout;
use application::checkout::confirm::ConfirmError;
use askama::Template;
use domain::Payment;
use domain::account::{EmailCollection, GatewayAccount};
use domain::payment::{Address, Language};
use poem::http::StatusCode;
use poem::{Response, handler};

use crate::countries;
use crate::detached;
use crate::frame::Frame;
use crate::journey::Action;
use crate::order::Order;
use crate::outcome::Outcome;
use crate::refusal::Refusal;
use crate::respond::{redirect, show};
use crate::settings::PagesSettings;
use crate::text::Texts;
use crate::visit::{Posted, Visit};

/// The page with the confirm button.
#[derive(Template)]
#[template(path = "confirm.html")]
pub(crate) struct ConfirmPage {
    pub(crate) frame: Frame,
    pub(crate) payment_id: String,
    pub(crate) csrf: String,
    pub(crate) order: Order,
    pub(crate) card: EnteredCard,
}

/// What the paying user entered, as far as it may be shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct EnteredCard {
    pub(crate) last_four: String,
    pub(crate) expiry: String,
    pub(crate) holder: String,
    pub(crate) address: Option<String>,
    pub(crate) email: Option<String>,
    /// Whether the account's service has that address told of the payment.
    pub(crate) email_is_told: bool,
}

impl ConfirmPage {
    /// The page for an authorised payment.
    pub(crate) fn new(checkout: &Checkout, csrf: &str, settings: &PagesSettings) -> Self {
        let Checkout {
            payment,
            account,
            service,
            ..
        } = checkout;
        let texts = Texts::of(payment.language);
        let frame = Frame::titled(texts.confirm.heading, texts, settings);
        Self {
            frame: frame.of_service(service, account.mode),
            payment_id: payment.id.to_string(),
            csrf: csrf.to_owned(),
            order: Order::of(payment),
            card: EnteredCard::of(payment, account),
        }
    }
}

impl EnteredCard {
    fn of(payment: &Payment, account: &GatewayAccount) -> Self {
        let email = payment
            .email
            .as_ref()
            .filter(|_| account.email != EmailCollection::Off)
            .map(|email| email.as_str().to_owned());
        let email_is_told = account.confirms_payments;
        let Some(card) = &payment.card else {
            return Self {
                email,
                email_is_told,
                ..Self::default()
            };
        };
        Self {
            last_four: card.last_four.clone().unwrap_or_default(),
            expiry: card
                .expiry
                .map(|expiry| expiry.to_string())
                .unwrap_or_default(),
            holder: card
                .holder
                .as_ref()
                .map(|holder| holder.as_str().to_owned())
                .unwrap_or_default(),
            address: card
                .billing_address
                .as_ref()
                .map(|address| on_one_line(address, payment.language)),
            email,
            email_is_told,
        }
    }
}

/// An address as one line: what is known of it, between commas.
fn on_one_line(address: &Address, language: Language) -> String {
    let Address {
        line1,
        line2,
        city,
        postcode,
        country,
    } = address;
    let country = country
        .as_deref()
        .map(|code| countries::name_of(code, language).unwrap_or(code));
    let parts: Vec<&str> = [line1, line2, city, postcode]
        .into_iter()
        .filter_map(Option::as_deref)
        .chain(country)
        .collect();
    parts.join(", ")
}

/// Shows what was entered, while the payment waits to be confirmed.
#[handler]
pub(crate) async fn get(visit: Visit) -> Result<Response, Refusal> {
    let checkout = visit.pages.application.checkout(&visit.user).await?;
    if !Action::Confirm.fits(&checkout.payment.state) {
        return Ok(visit.show_standing(&checkout));
    }
    let page = ConfirmPage::new(&checkout, &visit.form_token(), &visit.pages.settings);
    Ok(show(
        StatusCode::OK,
        &page,
        visit.forms_to_service(&checkout),
    ))
}

/// Confirms, and takes the money at once where that is quick.
#[handler]
pub(crate) async fn post(Posted { visit, .. }: Posted) -> Result<Response, Refusal> {
    let application = &visit.pages.application;
    match application.confirm_payment(&visit.user).await {
        Ok(work) => {
            detached::perform(application, work).await;
            Ok(redirect(&format!("/return/{}", visit.payment_id())))
        }
        Err(ConfirmError::WrongState) => {
            let checkout = application.checkout(&visit.user).await?;
            Ok(visit.show_standing(&checkout))
        }
        Err(ConfirmError::NotFound) => Err(Refusal::of(Outcome::NotFound)),
        Err(ConfirmError::Store(error)) => Err(error.into()),
    }
}
