//! Any payment, found by id, reference or PSP reference: what it is, never who pays.

use application::staff::platform::payments::PlatformPayment;
use askama::Template;
use domain::ServiceId;
use domain::account::Mode;
use domain::card::CardProduct;
use domain::ports::queries::{FOUND_MAX, PaymentLookup};
use poem::{Response, handler};

use super::{Part, PlatformVisit};
use crate::field::{Field, Problems};
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::refusal::Refusal;
use crate::transactions::standing::Tag;

const PAYMENT: &str = "payment";
const SERVICE: &str = "service";

/// The payments that were found.
#[derive(Template)]
#[template(path = "platform/payments.html")]
struct PaymentsPage {
    frame: Frame,
    here: Part,
    problems: Problems,
    payment: Field,
    service: Field,
    /// Whether anything was looked for.
    asked: bool,
    rows: Vec<Row>,
    /// How many are found at most, if so many were.
    cut_off_at: Option<u64>,
}

/// One payment.
struct Row {
    id: String,
    reference: String,
    amount: String,
    tag: Tag,
    service: String,
    mode: Mode,
    psp_reference: Option<String>,
    created: String,
}

/// Shows the payments that were looked for.
#[handler]
pub(super) async fn list(
    PlatformVisit(visit): PlatformVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let (mut name, service) = (asked.take(PAYMENT), asked.take(SERVICE));
    let mut problems = Problems::none();
    if CardProduct::is_number_of_one(&name) {
        // What is looked for is written down, and a card's number may not rest.
        name.clear();
        problems.add(
            PAYMENT,
            "That looks like a card number, so we have not searched for it",
        );
    }
    let id = ServiceId::parse(&service);
    if id.is_none() && !service.is_empty() {
        problems.add(SERVICE, "Enter a service ID as the service’s page shows it");
    }
    let lookup = PaymentLookup {
        name: Some(name.clone()).filter(|name| !name.is_empty()),
        service: id,
    };
    let found = if problems.is_empty() {
        let application = visit.application();
        application.platform_payments(&visit.staff, &lookup).await?
    } else {
        Vec::new()
    };
    let count = u64::try_from(found.len()).unwrap_or(u64::MAX);
    let wrong = !problems.is_empty();
    let page = PaymentsPage {
        frame: visit.frame("Payments").with(&problems),
        here: Part::Payments,
        asked: lookup != PaymentLookup::default(),
        payment: Field::text(PAYMENT, "Payment ID, reference or PSP reference")
            .hint("The whole of it")
            .value(name)
            .problem(&problems),
        service: Field::text(SERVICE, "Service ID, if you know it")
            .value(service)
            .problem(&problems),
        rows: found.iter().map(Row::of).collect(),
        cut_off_at: Some(FOUND_MAX).filter(|max| count >= *max),
        problems,
    };
    Ok(if wrong {
        visit.show_again(&page)
    } else {
        visit.show(&page)
    })
}

impl Row {
    fn of(found: &PlatformPayment) -> Self {
        let payment = &found.payment;
        let psp_reference = payment.state.psp_reference();
        Self {
            id: payment.id.to_string(),
            reference: payment.reference.as_str().to_owned(),
            amount: payment.total().to_string(),
            tag: Tag::of_payment(payment.status()),
            service: found.account.service_name.clone(),
            mode: found.account.mode,
            psp_reference: psp_reference.map(|reference| reference.as_str().to_owned()),
            created: london::short(payment.created_at),
        }
    }
}
