//! The card details page as its template reads it.

use askama::Template;

use super::email_typo::EmailTypo;
use super::problems::Problems;
use crate::countries::Country;
use crate::frame::Frame;
use crate::order::Order;

/// The page with the card form.
#[derive(Template)]
#[template(path = "card_details.html")]
pub(crate) struct CardDetailsPage {
    pub(crate) frame: Frame,
    pub(crate) payment_id: String,
    pub(crate) csrf: String,
    pub(crate) order: Order,
    /// What the agreement is for that stores the card, if one does.
    pub(crate) stored_for: Option<String>,
    pub(crate) cards: AcceptedList,
    pub(crate) problems: Problems,
    pub(crate) card_no: Field,
    pub(crate) expiry: ExpiryField,
    pub(crate) cardholder_name: Field,
    pub(crate) code: CodeField,
    pub(crate) address: Option<AddressFields>,
    pub(crate) email: Option<Field>,
    pub(crate) email_typo: Option<EmailTypoField>,
}

/// One text box with its label.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// The name in the form.
    pub(crate) name: &'static str,
    /// The id, from which the ids of label, hint and error derive.
    pub(crate) css: &'static str,
    pub(crate) label: &'static str,
    pub(crate) hint: Option<&'static str>,
    pub(crate) kind: &'static str,
    pub(crate) autocomplete: &'static str,
    /// Whether phones should offer digits.
    pub(crate) digits: bool,
    pub(crate) max_length: u16,
    /// The class that limits how wide the box is drawn.
    pub(crate) width: &'static str,
    pub(crate) value: String,
    pub(crate) problem: Option<String>,
}

/// The two boxes of the expiry date. Years are those of the sender's calendar.
#[derive(Clone, Debug)]
pub(crate) struct ExpiryField {
    pub(crate) month: String,
    pub(crate) year: String,
    /// Two digits of a year that is safely in the future.
    pub(crate) example_year: String,
    pub(crate) problem: Option<String>,
}

/// The box of the security code, which is always shown empty.
#[derive(Clone, Debug)]
pub(crate) struct CodeField {
    pub(crate) kind: &'static str,
    pub(crate) autocomplete: &'static str,
    pub(crate) problem: Option<String>,
}

/// The boxes of the billing address.
#[derive(Clone, Debug)]
pub(crate) struct AddressFields {
    pub(crate) line1: Field,
    pub(crate) line2: Field,
    pub(crate) city: Field,
    pub(crate) countries: &'static [Country],
    /// The chosen country's code; empty when none is.
    pub(crate) country: String,
    pub(crate) country_problem: Option<String>,
    pub(crate) postcode: Field,
}

/// The question which of two e-mail addresses is right.
#[derive(Clone, Debug)]
pub(crate) struct EmailTypoField {
    pub(crate) typo: EmailTypo,
    /// Why it has to be answered; `None` once it is.
    pub(crate) problem: Option<String>,
}

/// The cards that the account takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AcceptedList {
    pub(crate) sentence: &'static str,
    pub(crate) brands: Vec<AcceptedBrand>,
}

/// A brand that the account takes, as debit, credit or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AcceptedBrand {
    /// The brand's key, such as `master-card`.
    pub(crate) key: &'static str,
    /// The brand's name in words.
    pub(crate) name: &'static str,
    pub(crate) debit: bool,
    pub(crate) credit: bool,
}
