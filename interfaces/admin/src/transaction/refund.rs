//! Giving money back: all that is left, or a part of it.
//!
//! The form says how much was left when it was shown. If that is no longer so, it
//! was sent twice or a colleague was quicker, and nothing is given back.

use application::staff::refunds::{StaffRefund, StaffRefundError, StaffRefunded};
use application::staff::transactions::Transaction;
use askama::Template;
use domain::payment::{RefundAvailability, RefundError};
use domain::staff::Permission;
use domain::{Amount, Payment};
use poem::http::StatusCode;
use poem::{Request, Response, handler};

use super::Found;
use crate::detached;
use crate::field::{Choice, Choices, Field, Problems};
use crate::form::{Asked, Form};
use crate::frame::Frame;
use crate::place::{ServicePost, ServiceVisit, Tab};
use crate::pounds::{self, PoundsError};
use crate::refusal::Refusal;
use crate::transactions::filters::Filters;
use crate::visit::Visit;

/// The field that says whether all is given back.
const REFUND: &str = "refund";
/// The field for a part.
const AMOUNT: &str = "amount";
/// The hidden field for what was left, in pence.
const AVAILABLE: &str = "available";

const CHANGED: &str = "This payment has changed since the page was shown: this form was sent \
     already, or somebody else made a refund. Check what is left, and decide anew";
const STOPPED: &str = "Payments and refunds of this account are stopped. Nothing was refunded";
const ABOVE_NOTHING: &str = "Enter an amount above £0.00";
const DISPUTED: &str = "The cardholder disputes this payment with their bank, \
     so it cannot be refunded";

/// The form.
#[derive(Template)]
#[template(path = "refund.html")]
struct RefundPage {
    frame: Frame,
    problems: Problems,
    action: String,
    back: String,
    reference: String,
    /// What was paid, and what of it went back before.
    amount: String,
    refunded: Option<String>,
    /// Why nothing can be given back, if nothing can.
    closed: Option<&'static str>,
    /// What a colleague has to approve, if anything.
    approval: Option<String>,
    /// What is left, in pence, as the form will say it.
    available: i64,
    choices: Choices,
    part: Field,
}

/// What somebody typed.
#[derive(Default)]
struct Typed {
    refund: String,
    amount: String,
}

/// Shows the form.
#[handler]
pub(crate) async fn get(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let found = Found::of(request, &visit, place, Filters::read(&mut asked)).await?;
    found.place.demand(Permission::RefundPayments)?;
    Ok(visit.show(&page(&visit, &found, &Typed::default(), Problems::none())))
}

/// Gives money back, and leads to the payment.
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
    found.place.demand(Permission::RefundPayments)?;
    let typed = Typed::read(&mut form);
    let again = |problems| Ok(visit.show_again(&page(&visit, &found, &typed, problems)));
    let payment = &found.transaction.payment;
    let wanted = match typed.wanted(payment.amount_available()) {
        Ok(wanted) => wanted,
        Err(problems) => return again(problems),
    };
    // A form without it is none of ours; no payment has less than nothing left.
    let believed = form.take(AVAILABLE).parse().unwrap_or(-1);
    let application = visit.application();
    let (service, mode) = (&found.place.service.id, found.place.required_mode()?);
    let id = payment.id.as_str();
    let page_of_payment = found.place.mode_path(&format!("/transactions/{id}"));
    let address = visit.browser.admin.settings.link(&page_of_payment);
    let begun =
        application.staff_refund(&visit.staff, service, mode, id, wanted, believed, &address);
    let error = match begun.await {
        Ok(StaffRefunded::AwaitsApproval(_)) => {
            let news = format!(
                "We have asked your colleagues to approve the refund of {}. \
                 Nothing is refunded until one of them does.",
                amount_of(wanted, payment.amount_available())
            );
            return Ok(visit.go_with_news(&found.path(""), &news));
        }
        Ok(StaffRefunded::Begun(begun)) => {
            detached::perform(application, begun.work).await;
            let news = format!(
                "We have asked the payment provider to refund {}. \
                 It can take up to six days to arrive.",
                amount_of(wanted, payment.amount_available())
            );
            return Ok(visit.go_with_news(&found.path(""), &news));
        }
        Err(error) => error,
    };
    let problems = match error {
        StaffRefundError::Access(error) => return Err(error.into()),
        StaffRefundError::Nothing => return again(Problems::one(AMOUNT, ABOVE_NOTHING)),
        StaffRefundError::Refused(RefundError::AboveAvailable) => {
            return again(too_much(payment.amount_available()));
        }
        StaffRefundError::Approval(_) => Problems::one(REFUND, CHANGED),
        StaffRefundError::AccountDisabled => Problems::one(REFUND, STOPPED),
        StaffRefundError::Refused(RefundError::Mismatch) => Problems::one(REFUND, CHANGED),
        StaffRefundError::Refused(RefundError::Disputed) => Problems::one("main-content", DISPUTED),
        StaffRefundError::Refused(RefundError::NotAvailable(availability)) => Problems::one(
            "main-content",
            closed(payment, availability).unwrap_or(CHANGED),
        ),
    };
    // What was read before is no longer so.
    let found = found.again(request, &visit).await?;
    let shown = page(&visit, &found, &Typed::default(), problems);
    Ok(visit.browser.show_as(StatusCode::CONFLICT, &shown))
}

impl Typed {
    fn read(form: &mut Form) -> Self {
        Self {
            refund: form.take(REFUND),
            amount: form.take(AMOUNT),
        }
    }

    /// What is to be given back, of so much that is left.
    fn wanted(&self, left: Amount) -> Result<StaffRefund, Problems> {
        match self.refund.as_str() {
            "full" => return Ok(StaffRefund::All),
            "partial" => {}
            _ => {
                let text = "Choose whether to refund all of it or a part";
                return Err(Problems::one(REFUND, text));
            }
        }
        match pounds::parse(&self.amount) {
            Ok(Amount::ZERO) => Err(Problems::one(AMOUNT, ABOVE_NOTHING)),
            Ok(amount) if amount > left => Err(too_much(left)),
            Ok(amount) => Ok(StaffRefund::Part(amount)),
            Err(PoundsError::TooLarge) => Err(too_much(left)),
            Err(PoundsError::Missing) => Err(Problems::one(AMOUNT, "Enter the amount to refund")),
            Err(PoundsError::Unreadable) => Err(Problems::one(
                AMOUNT,
                "Enter the amount in pounds and pence, like 10.50, or in pounds, like 10",
            )),
        }
    }
}

/// How much it is, of so much that was left.
fn amount_of(refund: StaffRefund, left: Amount) -> Amount {
    match refund {
        StaffRefund::All => left,
        StaffRefund::Part(amount) => amount,
    }
}

fn too_much(left: Amount) -> Problems {
    Problems::one(AMOUNT, format!("Enter an amount of at most {left}"))
}

/// Why nothing can be given back, if nothing can.
fn closed(payment: &Payment, availability: RefundAvailability) -> Option<&'static str> {
    match availability {
        RefundAvailability::Available => None,
        RefundAvailability::Full if payment.amount_awaiting_approval() > 0 => {
            Some("All that is left of this payment waits for a colleague’s approval")
        }
        RefundAvailability::Full => Some("All of this payment has been refunded already"),
        RefundAvailability::Pending => {
            Some("This payment cannot be refunded yet: its money has not been taken")
        }
        RefundAvailability::Unavailable => Some("This payment cannot be refunded"),
    }
}

/// What a colleague has to approve, if anything.
fn approval(transaction: &Transaction) -> Option<String> {
    let limit = transaction.account.approval_above?;
    let alone = Amount::from_minor(transaction.payment.amount_refunded_alone());
    Some(match alone.unwrap_or(Amount::ZERO) {
        _ if limit == Amount::ZERO => "A colleague has to approve every refund.".to_owned(),
        Amount::ZERO => format!("Above {limit}, a colleague has to approve the refund."),
        alone => format!(
            "A colleague has to approve what goes above {limit} in all. \
             {alone} was refunded without approval so far."
        ),
    })
}

fn page(visit: &Visit, found: &Found, typed: &Typed, problems: Problems) -> RefundPage {
    let payment = &found.transaction.payment;
    let left = payment.amount_available();
    let refunded = super::refunded(payment);
    let all = match (&refunded, payment.surcharge) {
        (Some(_), _) => format!("All that is left: {left}"),
        (None, Some(fee)) => format!("The full amount: {left}, the card fee of {fee} included"),
        (None, None) => format!("The full amount: {left}"),
    };
    let option = |value: &str, label: &str| Choice {
        checked: typed.refund == value,
        ..Choice::new(value, label)
    };
    let options = vec![option("full", &all), option("partial", "A part of it")];
    RefundPage {
        frame: visit
            .frame("Refund a payment")
            .of_service(&found.place, Tab::Transactions)
            .with(&problems),
        action: found.path("/refund"),
        back: found.path(""),
        reference: payment.reference.as_str().to_owned(),
        amount: payment.total().to_string(),
        refunded,
        closed: closed(payment, payment.refund_availability()),
        approval: approval(&found.transaction),
        available: left.minor(),
        choices: Choices::new(REFUND, "How much do you want to refund?", options)
            .problem(&problems),
        part: Field {
            width: "is-amount",
            max_length: 20,
            ..Field::text(AMOUNT, "Amount to refund")
        }
        .hint(format!("In pounds, at most {left}"))
        .value(typed.amount.as_str())
        .problem(&problems),
        problems,
    }
}
