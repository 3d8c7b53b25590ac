//! The refunds of an account that wait for a colleague's approval, longest first.

use askama::Template;
use domain::Payment;
use domain::staff::Permission;
use poem::{Response, handler};

use crate::frame::Frame;
use crate::place::{ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::transaction::refunds::WaitingRefund;
use crate::visit::Visit;

/// The list.
#[derive(Template)]
#[template(path = "refunds_awaiting.html")]
struct AwaitingPage {
    frame: Frame,
    back: String,
    rows: Vec<Row>,
}

/// A refund, and its payment.
struct Row {
    /// The payment's.
    id: String,
    is_first_of_payment: bool,
    reference: String,
    paid: String,
    payment: String,
    refund: WaitingRefund,
    /// Where it is decided.
    decide: String,
}

/// Shows what waits for approval.
#[handler]
pub(crate) async fn show(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    place.demand(Permission::SeeTransactions)?;
    let application = visit.application();
    let waiting = application.staff_awaiting_approval(&visit.staff, &place.service.id, mode);
    let may_approve = place.may(Permission::ApproveRefunds);
    let path = place.mode_path("/transactions");
    let rows = waiting.await?;
    let rows = rows
        .iter()
        .flat_map(|payment| rows_of(payment, &visit, may_approve, &path));
    Ok(visit.show(&AwaitingPage {
        frame: visit
            .frame("Refunds that wait for approval")
            .of_service(&place, Tab::Transactions),
        rows: rows.collect(),
        back: path,
    }))
}

fn rows_of(payment: &Payment, visit: &Visit, may_approve: bool, path: &str) -> Vec<Row> {
    let (me, now) = (&visit.staff.member.id, visit.staff.at);
    let page = format!("{path}/{}", payment.id);
    let refunds = WaitingRefund::of_payment(&payment.approvals, me, may_approve, now);
    let row = |(at, refund): (usize, WaitingRefund)| Row {
        id: payment.id.to_string(),
        is_first_of_payment: at == 0,
        reference: payment.reference.as_str().to_owned(),
        paid: payment.total().to_string(),
        decide: format!("{page}/approval/{}", refund.id),
        payment: page.clone(),
        refund,
    };
    refunds.into_iter().enumerate().map(row).collect()
}
