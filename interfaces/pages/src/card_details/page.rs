//! The card details page, put together.

use domain::account::{GatewayAccount, Service};
use domain::payment::Description;
use domain::{Payment, Timestamp};

use super::fields::Fields;
use super::form::TypedCard;
use super::problems::Problems;
use super::view::CardDetailsPage;
use super::{address, brands};
use crate::frame::Frame;
use crate::order::Order;
use crate::settings::PagesSettings;
use crate::text::Texts;

/// What a page is about, whatever was typed on it.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) payment: &'a Payment,
    pub(crate) account: &'a GatewayAccount,
    pub(crate) service: &'a Service,
    /// What the agreement is for that the payment sets up.
    pub(crate) stored_for: Option<&'a Description>,
    pub(crate) form_token: &'a str,
    pub(crate) settings: &'a PagesSettings,
    pub(crate) now: Timestamp,
}

impl Scene<'_> {
    /// The page with what was typed and what is wrong with it. Card number and
    /// security code come back empty whatever was typed.
    pub(crate) fn card_details(self, typed: &TypedCard, problems: Problems) -> CardDetailsPage {
        let Self {
            payment, account, ..
        } = self;
        let texts = Texts::of(payment.language);
        let heading = texts.card.heading;
        let title = if problems.is_empty() {
            heading.to_owned()
        } else {
            format!("{} {heading}", texts.mistakes.prefix)
        };
        let fields = Fields {
            texts,
            problems: &problems,
        };
        let frame = Frame::titled(title, texts, self.settings);
        CardDetailsPage {
            frame: frame.of_service(self.service, account.mode),
            payment_id: payment.id.to_string(),
            csrf: self.form_token.to_owned(),
            order: Order::of(payment),
            stored_for: self.stored_for.map(|what| what.as_str().to_owned()),
            cards: brands::list_of(&account.cards, &texts.card),
            card_no: fields.card_number(payment.moto && account.masks_card_number),
            expiry: fields.expiry(
                &typed.expiry_month,
                &typed.expiry_year,
                self.now.utc().year(),
            ),
            cardholder_name: fields.cardholder_name(&typed.cardholder_name),
            code: fields.security_code(payment.moto && account.masks_security_code),
            address: address::is_asked(payment, account).then(|| fields.address(&typed.address)),
            email: fields.email(account, &typed.email),
            email_typo: fields.email_typo(typed.email_typo(account.email)),
            problems,
        }
    }
}
