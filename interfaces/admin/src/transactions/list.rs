//! A page of a list of transactions: payments, refunds and disputes, newest first.

use askama::Template;
use domain::Amount;
use domain::ports::queries::{FoundTransaction, Page, TransactionPart};

use super::filters::form::FilterForm;
use super::pager::{Pager, Step};
use super::standing::Tag;
use crate::dashboard::pictures::brand_name;
use crate::field::Problems;
use crate::frame::{Frame, TabLink};
use crate::london;

/// A list as its visitor sees it.
#[derive(Template)]
#[template(path = "transactions.html")]
pub(super) struct ListPage {
    pub(super) frame: Frame,
    pub(super) heading: &'static str,
    /// The way to the list of the other mode, where the frame has none.
    pub(super) other_mode: Option<TabLink>,
    /// The refunds that wait for approval.
    pub(super) waiting: Option<Waiting>,
    pub(super) problems: Problems,
    pub(super) filters: FilterForm,
    /// Whether anything narrows the list.
    pub(super) filtered: bool,
    /// Where the list is without filters.
    pub(super) all: String,
    /// Whether the visitor may see who pays.
    pub(super) shows_people: bool,
    /// Whether the list is of more services than one.
    pub(super) shows_services: bool,
    /// Where the same transactions are had as a file.
    pub(super) export: Option<String>,
    /// What is not in that file.
    pub(super) export_lacks: Option<&'static str>,
    pub(super) rows: Vec<Row>,
    pub(super) pager: Pager,
}

/// Refunds that wait for approval.
pub(super) struct Waiting {
    pub(super) href: String,
    pub(super) text: String,
}

/// One transaction, as the list shows it.
pub(super) struct Row {
    /// Names the row, and tells what it is: `payment-…`, `refund-…` or `dispute-…`.
    id: String,
    href: String,
    reference: String,
    service: String,
    email: String,
    amount: String,
    with_fee: bool,
    brand: &'static str,
    tag: Tag,
    created: String,
    created_machine: String,
}

/// Where a row leads, and whose it is.
pub(super) struct Whereabouts {
    /// The address of the payment.
    pub(super) payment: String,
    /// The service's name, in the list of all services.
    pub(super) service: String,
}

impl Row {
    pub(super) fn of(found: &FoundTransaction, at: Whereabouts) -> Self {
        let payment = &found.payment;
        let card = payment.card.as_ref();
        let email = payment.email.as_ref();
        let id = match &found.part {
            TransactionPart::Payment => format!("payment-{}", payment.id),
            TransactionPart::Refund(refund) => format!("refund-{}", refund.id),
            TransactionPart::Dispute(dispute) => format!("dispute-{}", dispute.id),
        };
        let is_payment = matches!(found.part, TransactionPart::Payment);
        Self {
            href: if is_payment {
                at.payment
            } else {
                format!("{}#{id}", at.payment)
            },
            id,
            reference: payment.reference.as_str().to_owned(),
            service: at.service,
            email: email
                .map(|email| email.as_str().to_owned())
                .unwrap_or_default(),
            amount: amount(found),
            with_fee: is_payment && payment.surcharge.is_some(),
            brand: card
                .and_then(|card| card.brand)
                .map(brand_name)
                .unwrap_or_default(),
            tag: Tag::of(found.status()),
            created: london::short(found.created_at()),
            created_machine: london::machine(found.created_at()),
        }
    }
}

/// What there is before a search that makes no sense.
pub(super) fn nothing() -> Page<FoundTransaction> {
    Page {
        items: Vec::new(),
        total: 0,
    }
}

/// What the transaction means for the service's money: what is given back, or may have
/// to be, has a minus.
fn amount(found: &FoundTransaction) -> String {
    match &found.part {
        TransactionPart::Payment => found.payment.total().to_string(),
        TransactionPart::Refund(refund) => less(refund.amount),
        TransactionPart::Dispute(dispute) if dispute.holds_the_payment() => less(dispute.amount),
        TransactionPart::Dispute(dispute) => dispute.amount.to_string(),
    }
}

fn less(amount: Amount) -> String {
    format!("−{amount}")
}
