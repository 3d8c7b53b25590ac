//! One payment in full: what it is, what was given back, and what happened to it.

mod blocks;
pub(crate) mod cancel;
mod history;
pub(crate) mod refund;

use application::staff::transactions::Transaction;
use askama::Template;
use domain::dispute::{Dispute, DisputeStatus};
use domain::payment::{AuthorisationMode, RefundAvailability};
use poem::{Request, Response, handler};

use self::blocks::Block;
use self::history::Happening;
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::transactions::filters::Filters;
use crate::transactions::refunded;
use crate::transactions::standing::Standing;
use crate::visit::Visit;

/// A payment in full.
#[derive(Template)]
#[template(path = "transaction.html")]
struct TransactionPage {
    frame: Frame,
    back: String,
    reference: String,
    amount: String,
    standing: Standing,
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
    history: Vec<Happening>,
}

/// One refund of the payment.
struct RefundRow {
    amount: String,
    label: &'static str,
    look: &'static str,
    created: String,
    id: String,
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
    let found = Found::of(request, &visit, place, Filters::read(&mut asked)).await?;
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
        back: found.filters.keep(&place.mode_path("/transactions")),
        reference: reference.to_owned(),
        amount: payment.total().to_string(),
        standing: Standing::of(payment.status()),
        refunded: refunded(payment),
        disputed: payment.disputes.iter().any(Dispute::holds_the_payment),
        refund: refund.then(|| found.path("/refund")),
        cancel: cancel.then(|| found.path("/cancel")),
        note: note(transaction),
        blocks: blocks::of(place, transaction),
        refunds: payment.refunds.iter().rev().map(RefundRow::of).collect(),
        history: history::of(&transaction.events),
    }))
}

impl Found {
    /// The payment in the address. One of another account is not found.
    pub(crate) async fn of(
        request: &Request,
        visit: &Visit,
        place: Place,
        filters: Filters,
    ) -> Result<Self, Refusal> {
        let mode = place.required_mode()?;
        let id = request.raw_path_param("payment").unwrap_or_default();
        let application = visit.application();
        let transaction = application.staff_transaction(&visit.staff, &place.service.id, mode, id);
        Ok(Self {
            transaction: transaction.await?,
            place,
            filters,
        })
    }

    /// The same payment as it is now.
    pub(crate) async fn again(self, request: &Request, visit: &Visit) -> Result<Self, Refusal> {
        Self::of(request, visit, self.place, self.filters).await
    }

    /// The address of a page about the payment, from which the way back is kept.
    pub(crate) fn path(&self, rest: &str) -> String {
        let id = &self.transaction.payment.id;
        let path = self.place.mode_path(&format!("/transactions/{id}{rest}"));
        self.filters.keep(&path)
    }
}

impl RefundRow {
    fn of(refund: &domain::Refund) -> Self {
        use domain::refund::RefundStatus;
        let (label, look) = match refund.status() {
            RefundStatus::Submitted => ("On its way", "wait"),
            RefundStatus::Success => ("Refunded", "good"),
            RefundStatus::Error => ("Not refunded", "bad"),
        };
        Self {
            amount: refund.amount.to_string(),
            label,
            look,
            created: london::date_time(refund.created_at),
            id: refund.id.to_string(),
        }
    }
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
