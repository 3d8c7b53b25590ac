//! A second person's decision about a refund. Nobody decides about their own, but who
//! asked for it may take it back.

use application::staff::refunds::{RefundDecision, StaffRefundError};
use askama::Template;
use domain::RefundId;
use domain::payment::{Approval, ApprovalError, RefundError};
use poem::http::StatusCode;
use poem::{Request, Response, handler};

use super::Found;
use super::refunds::Duty;
use crate::detached;
use crate::field::{Choice, Choices, Problems};
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::place::{ServicePost, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::transactions::filters::Filters;
use crate::visit::Visit;

/// The field for the decision.
const DECISION: &str = "decision";

const OVER: &str = "This refund no longer waits for approval: it was decided, or nobody decided \
     in time";
const OWN: &str = "Nobody approves a refund of their own. Ask a colleague";
const STOPPED: &str = "Payments and refunds of this account are stopped. Nothing was refunded";
const DISPUTED: &str = "The cardholder disputes this payment with their bank, \
     so it cannot be refunded";
const CHANGED: &str = "Somebody else did something with this payment at the same moment. \
     Look at it again, and decide anew";

/// The question.
#[derive(Template)]
#[template(path = "refund_approval.html")]
struct ApprovalPage {
    frame: Frame,
    problems: Problems,
    heading: &'static str,
    action: String,
    back: String,
    reference: String,
    /// What was paid.
    paid: String,
    /// What of it was refunded before.
    refunded: Option<String>,
    amount: String,
    asked_by: String,
    asked: String,
    lapses: String,
    /// The answers; `None` when it is too late.
    choices: Option<Choices>,
}

/// Asks for the decision.
#[handler]
pub(crate) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let found = Found::of(request, &visit, place, Filters::read(&mut asked)).await?;
    let (approval, duty) = asked_of(request, &found, &visit)?;
    let none = Problems::none();
    Ok(visit.show(&page(&visit, &found, approval, duty, none)))
}

/// Does what was decided, and leads to the payment.
#[handler]
pub(crate) async fn post(
    request: &Request,
    Asked(mut asked): Asked,
    posted: ServicePost,
) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let found = Found::of(request, &visit, place, Filters::read(&mut asked)).await?;
    let (approval, duty) = asked_of(request, &found, &visit)?;
    let back = found.path("");
    let decision = match form.take(DECISION).as_str() {
        "approve" => RefundDecision::Approve,
        "decline" => RefundDecision::Decline,
        "wait" => return Ok(visit.go(&back)),
        _ => {
            let problems = Problems::one(DECISION, "Choose what to do");
            return Ok(visit.show_again(&page(&visit, &found, approval, duty, problems)));
        }
    };
    let application = visit.application();
    let (service, mode) = (&found.place.service.id, found.place.required_mode()?);
    let (payment, refund) = (found.transaction.payment.id.as_str(), &approval.refund);
    let decided = application
        .staff_decide_refund(
            &visit.staff,
            service,
            mode,
            payment,
            refund.as_str(),
            decision,
        )
        .await;
    let problem = match decided {
        Ok(Some(begun)) => {
            detached::perform(application, begun.work).await;
            let news = format!(
                "You approved the refund. We have asked the payment provider to refund {}. \
                 It can take up to six days to arrive.",
                approval.amount
            );
            return Ok(visit.go_with_news(&back, &news));
        }
        Ok(None) if duty == Duty::TakeBack => {
            return Ok(visit.go_with_news(&back, "You took your refund back."));
        }
        Ok(None) => {
            return Ok(visit.go_with_news(&back, "You declined the refund. Nothing was refunded."));
        }
        Err(StaffRefundError::Access(error)) => return Err(error.into()),
        Err(StaffRefundError::AccountDisabled) => STOPPED,
        Err(StaffRefundError::Approval(ApprovalError::OwnRefund)) => OWN,
        Err(StaffRefundError::Refused(RefundError::Disputed)) => DISPUTED,
        Err(StaffRefundError::Approval(
            ApprovalError::Over | ApprovalError::NoSuchApproval | ApprovalError::Refused(_),
        )) => OVER,
        Err(
            StaffRefundError::Refused(
                RefundError::Mismatch | RefundError::AboveAvailable | RefundError::NotAvailable(_),
            )
            | StaffRefundError::Nothing,
        ) => CHANGED,
    };
    // What was read before may be no longer so.
    let found = found.again(request, &visit).await?;
    let (approval, duty) = asked_of(request, &found, &visit)?;
    let shown = page(
        &visit,
        &found,
        approval,
        duty,
        Problems::one("main-content", problem),
    );
    Ok(visit.browser.show_as(StatusCode::CONFLICT, &shown))
}

/// The refund in the address, and what the visitor may do about it. To those who may do
/// nothing about it, the page is not open.
fn asked_of<'a>(
    request: &Request,
    found: &'a Found,
    visit: &Visit,
) -> Result<(&'a Approval, Duty), Refusal> {
    let id = request.raw_path_param("refund").unwrap_or_default();
    let id = RefundId::parse(id).ok_or(Refusal::NotFound)?;
    let approval = found.transaction.payment.approval(&id);
    let approval = approval.ok_or(Refusal::NotFound)?;
    let may_approve = found.transaction.permitted.approve;
    match Duty::of(approval, &visit.staff.member.id, may_approve) {
        Duty::Wait => Err(Refusal::Forbidden),
        duty => Ok((approval, duty)),
    }
}

fn page(
    visit: &Visit,
    found: &Found,
    approval: &Approval,
    duty: Duty,
    problems: Problems,
) -> ApprovalPage {
    let payment = &found.transaction.payment;
    let (heading, question, answers) = match duty {
        Duty::TakeBack | Duty::Wait => (
            "Take a refund back",
            "Take this refund back?",
            vec![
                Choice::new("decline", "Yes, take it back"),
                Choice::new("wait", "No, let it wait for approval"),
            ],
        ),
        Duty::Decide => (
            "Approve a refund",
            "Do you approve this refund?",
            vec![
                Choice::new("approve", "Yes, give the money back"),
                Choice::new("decline", "No, decline the refund"),
            ],
        ),
    };
    let choices = approval
        .is_open(visit.staff.at)
        .then(|| Choices::new(DECISION, question, answers).problem(&problems));
    ApprovalPage {
        frame: visit
            .frame(heading)
            .of_service(&found.place, Tab::Transactions)
            .with(&problems),
        problems,
        heading,
        action: found.path(&format!("/approval/{}", approval.refund)),
        back: found.path(""),
        reference: payment.reference.as_str().to_owned(),
        paid: payment.total().to_string(),
        refunded: super::refunded(payment),
        amount: approval.amount.to_string(),
        asked_by: approval.asked_by.email.clone(),
        asked: london::date_time(approval.asked_at),
        lapses: london::date_time(approval.lapses_at()),
        choices,
    }
}
