//! One payment in full: what it is, what was given back, and what happened to it.

pub(crate) mod approval;
mod blocks;
pub(crate) mod cancel;
mod emails;
mod history;
pub(crate) mod refund;
pub(crate) mod refunds;

use application::staff::transactions::Transaction;
use askama::Template;
use domain::dispute::{Dispute, DisputeStatus};
use domain::payment::{AuthorisationMode, RefundAvailability};
use domain::{Amount, Payment};
use poem::{Request, Response, handler};

use self::blocks::Block;
use self::emails::EmailRow;
use self::history::Happening;
use self::refunds::{RefundRow, WaitingRefund};
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::transactions::everywhere;
use crate::transactions::filters::Filters;
use crate::transactions::standing::Tag;
use crate::visit::Visit;

/// A payment in full.
#[derive(Template)]
#[template(path = "transaction.html")]
struct TransactionPage {
    frame: Frame,
    back: String,
    reference: String,
    amount: String,
    tag: Tag,
    refunded: Option<String>,
    disputed: bool,
    /// Where money is given back, when that is possible.
    refund: Option<String>,
    /// Where the payment is ended, when that is possible.
    cancel: Option<String>,
    /// What to know of it before all else.
    note: Option<&'static str>,
    blocks: Vec<Block>,
    refunds: Vec<RefundRow>,
    /// Refunds that wait for approval, and where each is decided.
    waiting: Vec<(WaitingRefund, String)>,
    emails: Vec<EmailRow>,
    history: Vec<Happening>,
}

/// A payment in the address, and where its visitor came from.
pub(crate) struct Found {
    pub(crate) place: Place,
    pub(crate) transaction: Transaction,
    /// The filters of the list that the visitor came from.
    pub(crate) filters: Filters,
}

/// Shows the payment.
#[handler]
pub(crate) async fn show(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    let (application, service) = (visit.application(), &place.service.id);
    let transaction = application.staff_transaction(&visit.staff, service, mode, named(request));
    let found = Found {
        transaction: transaction.await?,
        place,
        filters: Filters::read(&mut asked),
    };
    let Found {
        place, transaction, ..
    } = &found;
    let payment = &transaction.payment;
    let (permitted, reference) = (transaction.permitted, payment.reference.as_str());
    let what = format!("{reference} of {}", london::short(payment.created_at));
    let refund = permitted.refund && payment.refund_availability() == RefundAvailability::Available;
    let cancel = permitted.cancel && can_be_ended(transaction);
    Ok(visit.show(&TransactionPage {
        frame: visit.frame(&what).of_service(place, Tab::Transactions),
        back: found.back(),
        reference: reference.to_owned(),
        amount: payment.total().to_string(),
        tag: Tag::of_payment(payment.status()),
        refunded: refunded(payment),
        disputed: payment.disputes.iter().any(Dispute::holds_the_payment),
        refund: refund.then(|| found.path("/refund")),
        cancel: cancel.then(|| found.path("/cancel")),
        note: note(transaction),
        blocks: blocks::of(place, transaction),
        refunds: refunds::of(transaction),
        waiting: waiting(&visit, &found),
        emails: emails::of(transaction),
        history: history::of(transaction),
    }))
}

impl Found {
    /// The payment in the address, to be changed: without who pays. One of another
    /// account is not found.
    pub(crate) async fn of(
        request: &Request,
        visit: &Visit,
        place: Place,
        filters: Filters,
    ) -> Result<Self, Refusal> {
        let mode = place.required_mode()?;
        let (application, service) = (visit.application(), &place.service.id);
        let id = named(request);
        let found = application.staff_transaction_to_change(&visit.staff, service, mode, id);
        Ok(Self {
            transaction: found.await?,
            place,
            filters,
        })
    }

    /// The same payment as it is now.
    pub(crate) async fn again(self, request: &Request, visit: &Visit) -> Result<Self, Refusal> {
        Self::of(request, visit, self.place, self.filters).await
    }

    /// The list that the visitor came from.
    fn back(&self) -> String {
        match self.place.mode {
            Some(mode) if self.filters.are_of_all() => {
                let filters = self.filters.in_list_of_all(false);
                filters.keep(&everywhere::path(mode))
            }
            _ => self.filters.keep(&self.place.mode_path("/transactions")),
        }
    }

    /// The address of a page about the payment, from which the way back is kept.
    pub(crate) fn path(&self, rest: &str) -> String {
        let id = &self.transaction.payment.id;
        let path = self.place.mode_path(&format!("/transactions/{id}{rest}"));
        self.filters.keep(&path)
    }
}

fn named(request: &Request) -> &str {
    request.raw_path_param("payment").unwrap_or_default()
}

fn waiting(visit: &Visit, found: &Found) -> Vec<(WaitingRefund, String)> {
    let (payment, permitted) = (&found.transaction.payment, found.transaction.permitted);
    let (me, now) = (&visit.staff.member.id, visit.staff.at);
    let waiting = WaitingRefund::of_payment(&payment.approvals, me, permitted.approve, now);
    let page = |refund: &WaitingRefund| found.path(&format!("/approval/{}", refund.id));
    let with_page = waiting.into_iter().map(|refund| {
        let page = page(&refund);
        (refund, page)
    });
    with_page.collect()
}

/// What was given back of a payment, if anything was.
fn refunded(payment: &Payment) -> Option<String> {
    let refunded = Amount::from_minor(payment.amount_refunded()).ok()?;
    (refunded > Amount::ZERO).then(|| refunded.to_string())
}

/// Whether the payment may still be ended. One that was taken elsewhere is only reported.
fn can_be_ended(transaction: &Transaction) -> bool {
    let payment = &transaction.payment;
    !payment.status().finished() && payment.mode != AuthorisationMode::External
}

fn note(transaction: &Transaction) -> Option<&'static str> {
    let payment = &transaction.payment;
    let open = |dispute: &Dispute| {
        matches!(
            dispute.status,
            DisputeStatus::NeedsResponse | DisputeStatus::UnderReview
        )
    };
    let lost = |dispute: &Dispute| dispute.status == DisputeStatus::Lost;
    let redacted = transaction
        .events
        .iter()
        .any(|event| event.change == domain::payment::Change::Redacted);
    if payment.disputes.iter().any(open) {
        Some(
            "The cardholder disputes this payment with their bank. \
             It cannot be refunded until the bank has decided.",
        )
    } else if payment.disputes.iter().any(lost) {
        Some("The cardholder’s bank took this money back. It cannot be refunded as well.")
    } else if redacted {
        Some("This payment is old. What it said of the person who paid was removed.")
    } else {
        None
    }
}
