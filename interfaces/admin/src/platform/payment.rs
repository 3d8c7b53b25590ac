//! What lies behind a payment: its events, what was asked of PSPs, what they answered,
//! and what is still to be done.

mod rows;

use application::staff::platform::PlatformError;
use application::staff::platform::payments::PaymentInside;
use askama::Template;
use domain::PaymentId;
use domain::account::Mode;
use poem::web::Path;
use poem::{Response, handler};

use self::rows::{EventRow, ExchangeRow, OperationRow};
use super::enter::question;
use super::work::WorkRow;
use super::{Part, PlatformVisit, plain};
use crate::frame::Frame;
use crate::london;
use crate::refusal::Refusal;
use crate::transactions::standing::Tag;

/// A payment from the inside.
#[derive(Template)]
#[template(path = "platform/payment.html")]
struct PaymentPage {
    frame: Frame,
    here: Part,
    id: String,
    tag: Tag,
    service: String,
    service_name: String,
    mode: Mode,
    /// The page on which the service's people see it.
    as_they_see_it: String,
    facts: Vec<(&'static str, String)>,
    events: Vec<EventRow>,
    operations: Vec<OperationRow>,
    exchanges: Vec<ExchangeRow>,
    work: Vec<WorkRow>,
}

/// Shows what lies behind a payment, to somebody who has entered its service. Others are
/// asked why they want to.
#[handler]
pub(super) async fn show(
    PlatformVisit(visit): PlatformVisit,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let inside = match visit
        .application()
        .platform_payment(&visit.staff, &id)
        .await
    {
        Ok(inside) => inside,
        Err(PlatformError::NotEntered(service)) => {
            let payment = PaymentId::parse(&id);
            return Ok(question(&service, payment.as_ref()).ask(&visit));
        }
        Err(error) => return Err(error.into()),
    };
    let (payment, account) = (&inside.payment, &inside.account);
    let now = visit.staff.at;
    Ok(visit.show(&PaymentPage {
        frame: visit.frame(&format!("Payment {}", payment.id)),
        here: Part::Payments,
        id: payment.id.to_string(),
        tag: Tag::of_payment(payment.status()),
        service: inside.service.id.to_string(),
        service_name: inside.service.name.to_string(),
        mode: account.mode,
        as_they_see_it: format!(
            "/admin/service/{}/{}/transactions/{}",
            inside.service.id,
            account.mode.word(),
            payment.id
        ),
        facts: facts(&inside),
        events: inside.events.iter().map(EventRow::of).collect(),
        operations: inside.operations.iter().map(OperationRow::of).collect(),
        exchanges: inside.exchanges.iter().map(ExchangeRow::of).collect(),
        work: inside
            .work
            .iter()
            .map(|work| WorkRow::of(work, now))
            .collect(),
    }))
}

fn facts(inside: &PaymentInside) -> Vec<(&'static str, String)> {
    let (payment, account) = (&inside.payment, &inside.account);
    let state: &str = payment.state.name().into();
    let psp_reference = payment.state.psp_reference();
    let psp_reference = psp_reference.map(|reference| reference.as_str().to_owned());
    let brand = payment.card.as_ref().and_then(|card| card.brand);
    let card = brand.map(|brand| brand.label().to_owned());
    let refunded = payment.refunds.len();
    let facts = [
        ("State", Some(plain(state))),
        ("Amount", Some(payment.total().to_string())),
        ("Reference", Some(payment.reference.as_str().to_owned())),
        ("PSP", Some(payment.provider.label().to_owned())),
        ("PSP reference", psp_reference),
        ("Card", card),
        ("Refunds", Some(refunded.to_string())),
        ("Account ID", Some(account.id.to_string())),
        ("Created", Some(london::date_time(payment.created_at))),
        ("Last changed", Some(london::date_time(payment.updated_at))),
        ("Version", Some(payment.version.to_string())),
    ];
    let known = facts.into_iter();
    known
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}
