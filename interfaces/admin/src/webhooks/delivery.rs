//! One message to a webhook, and every attempt to send it.

use application::staff::webhooks::deliveries::DeliveryInFull;
use askama::Template;
use domain::staff::Permission;
use domain::webhook::Attempt;
use poem::web::Path;
use poem::{Response, handler};

use super::indented::indented;
use super::{frame, path, words};
use crate::field::Problems;
use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServiceVisit};
use crate::refusal::Refusal;
use crate::transactions::standing::Tag;

/// The message.
#[derive(Template)]
#[template(path = "webhooks/delivery.html")]
struct DeliveryPage {
    frame: Frame,
    event: &'static str,
    tag: Tag,
    id: String,
    payment: String,
    /// Where the payment is shown, unless there is none.
    payment_href: Option<String>,
    is_test: bool,
    /// What the webhook is called.
    webhook: String,
    happened: String,
    happened_machine: String,
    next: Option<String>,
    /// Whether its first attempt is still to come.
    is_untried: bool,
    /// What is sent, laid out; `None` for those who may not see it.
    body: Option<String>,
    attempts: Vec<AttemptRow>,
    /// Where it is sent again, for those who may.
    replay: Option<String>,
    back: String,
}

/// One attempt, the newest first.
struct AttemptRow {
    /// Which one it was, from 1.
    number: usize,
    outcome: String,
    succeeded: bool,
    at: String,
    at_machine: String,
    took: String,
    answer: Option<String>,
}

/// Where a delivery stands in the address: after service, mode and webhook.
type Named = Path<(String, String, String, String)>;

/// Shows the message.
#[handler]
pub(super) async fn show(
    ServiceVisit { visit, place }: ServiceVisit,
    Path((_, _, webhook, id)): Named,
) -> Result<Response, Refusal> {
    let (service, mode) = (&place.service.id, place.required_mode()?);
    let application = visit.application();
    let found = application
        .staff_delivery(&visit.staff, service, mode, &webhook, &id)
        .await?;
    let delivery = &found.delivery;
    let what = format!(
        "{} on {}",
        delivery.event.label(),
        london::short(delivery.happened_at)
    );
    Ok(visit.show(&page(
        frame(&visit, &place, &what, &Problems::none()),
        &place,
        &found,
    )))
}

fn page(frame: Frame, place: &Place, found: &DeliveryInFull) -> DeliveryPage {
    let (endpoint, delivery) = (&found.endpoint, &found.delivery);
    let payment = delivery.payment.to_string();
    let shows_payment = !delivery.is_test && place.may(Permission::SeeTransactions);
    let again = found.may_replay && endpoint.is_active() && !delivery.is_untried();
    let attempts = delivery.attempts.iter().enumerate().rev();
    // An answer may repeat what it answers.
    let sees_people = !delivery.body.is_empty();
    DeliveryPage {
        frame,
        event: delivery.event.label(),
        tag: words::of_delivery(delivery.status),
        id: delivery.id.to_string(),
        payment_href: shows_payment.then(|| place.mode_path(&format!("/transactions/{payment}"))),
        payment,
        is_test: delivery.is_test,
        webhook: endpoint.description.clone(),
        happened: london::date_time(delivery.happened_at),
        happened_machine: london::machine(delivery.happened_at),
        next: delivery.next_at.map(london::date_time),
        is_untried: delivery.is_untried(),
        body: (!delivery.body.is_empty()).then(|| indented(&delivery.body)),
        attempts: attempts
            .map(|(at, attempt)| AttemptRow::of(at + 1, attempt, sees_people))
            .collect(),
        replay: again.then(|| {
            path(
                place,
                endpoint,
                &format!("/deliveries/{}/replay", delivery.id),
            )
        }),
        back: path(place, endpoint, ""),
    }
}

impl AttemptRow {
    fn of(number: usize, attempt: &Attempt, sees_people: bool) -> Self {
        let answer = attempt.answer.trim();
        Self {
            number,
            outcome: words::outcome(attempt.outcome),
            succeeded: attempt.outcome.succeeded(),
            at: london::date_time(attempt.at),
            at_machine: london::machine(attempt.at),
            took: words::took(attempt.took_ms),
            answer: Some(answer.to_owned()).filter(|answer| sees_people && !answer.is_empty()),
        }
    }
}
