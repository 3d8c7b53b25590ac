//! What the caller of a search asked for, to be asked again on other pages.

use super::links::encoded;
use crate::contract::{Described, Raw};
use crate::generated::public::{
    SearchAgreementsParameters, SearchDisputesParameters, SearchPaymentsParameters,
    SearchRefundsParameters,
};

/// Pairs of a query, each with an ampersand behind it.
#[derive(Default)]
struct Filters(String);

impl Filters {
    fn with<P: Described>(mut self, sent: &Raw<P>) -> Self {
        if let Some(value) = sent.given() {
            self.0.push_str(&format!("{}={}&", P::NAME, encoded(value)));
        }
        self
    }
}

pub(super) fn of_payments(sent: &SearchPaymentsParameters) -> String {
    Filters::default()
        .with(&sent.reference)
        .with(&sent.email)
        .with(&sent.state)
        .with(&sent.card_brand)
        .with(&sent.cardholder_name)
        .with(&sent.first_digits_card_number)
        .with(&sent.last_digits_card_number)
        .with(&sent.from_date)
        .with(&sent.to_date)
        .with(&sent.from_settled_date)
        .with(&sent.to_settled_date)
        .with(&sent.agreement_id)
        .0
}

pub(super) fn of_refunds(sent: &SearchRefundsParameters) -> String {
    Filters::default()
        .with(&sent.from_date)
        .with(&sent.to_date)
        .with(&sent.from_settled_date)
        .with(&sent.to_settled_date)
        .0
}

pub(super) fn of_disputes(sent: &SearchDisputesParameters) -> String {
    Filters::default()
        .with(&sent.from_date)
        .with(&sent.to_date)
        .with(&sent.from_settled_date)
        .with(&sent.to_settled_date)
        .with(&sent.status)
        .0
}

pub(super) fn of_agreements(sent: &SearchAgreementsParameters) -> String {
    Filters::default()
        .with(&sent.reference)
        .with(&sent.status)
        .0
}
