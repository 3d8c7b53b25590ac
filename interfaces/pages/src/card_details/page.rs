//! The card details page, put together.

use domain::Timestamp;
use domain::account::GatewayAccount;
use domain::payment::PaymentData;

use super::form::TypedCard;
use super::problems::{Input, Problems};
use super::view::CardDetailsPage;
use super::{brands, fields};
use crate::frame::Frame;
use crate::order::Order;
use crate::settings::PagesSettings;

/// The title that integrators' tests compare.
const TITLE: &str = "Enter card details";

/// What a page is about, whatever was typed on it.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) payment: &'a PaymentData,
    pub(crate) account: &'a GatewayAccount,
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
        let title = if problems.is_empty() {
            TITLE.to_owned()
        } else {
            format!("Error: {TITLE}")
        };
        CardDetailsPage {
            frame: Frame::titled(title, self.settings).of_account(account),
            payment_id: payment.id.to_string(),
            csrf: self.form_token.to_owned(),
            order: Order::new(payment.description.as_str(), payment.amount),
            cards: brands::list_of(&account.cards),
            card_no: fields::card_number(&problems),
            expiry: fields::expiry(
                &typed.expiry_month,
                &typed.expiry_year,
                self.now.utc().year(),
                &problems,
            ),
            cardholder_name: fields::cardholder_name(&typed.cardholder_name, &problems),
            cvc_problem: problems.of(Input::SecurityCode),
            address: account
                .asks_billing_address
                .then(|| fields::address(&typed.address, &problems)),
            email: fields::email(account.email, &typed.email, &problems),
            email_typo: fields::email_typo(typed.email_typo(account.email), &problems),
            problems,
        }
    }
}
