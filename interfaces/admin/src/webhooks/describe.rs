//! The form that describes a webhook, whether it is new or not.

use application::staff::webhooks::{EndpointDescription, EndpointProblem};
use askama::Template;
use domain::webhook::endpoint::{ENDPOINT_DESCRIPTION_MAX, ENDPOINT_URL_MAX};
use domain::webhook::{EventType, WebhookEndpoint};

use super::frame;
use crate::field::{Choice, Choices, Field, Problems};
use crate::form::Form;
use crate::frame::Frame;
use crate::place::Place;
use crate::visit::Visit;

/// The field for the address.
pub(super) const URL: &str = "url";
const DESCRIPTION: &str = "description";
const EVENTS: &str = "events";

/// The form.
#[derive(Template)]
#[template(path = "webhooks/describe.html")]
pub(super) struct DescribePage {
    frame: Frame,
    problems: Problems,
    /// What is known before one begins.
    lead: &'static str,
    url: Field,
    description: Field,
    events: Choices,
    button: &'static str,
    action: String,
    back: String,
    back_label: &'static str,
}

/// What the form is for, and where it stands.
pub(super) struct Purpose {
    pub(super) what: String,
    pub(super) lead: &'static str,
    pub(super) button: &'static str,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) back_label: &'static str,
}

/// What was typed. Events that are not offered are passed over.
pub(super) fn typed(form: &mut Form) -> EndpointDescription {
    let events = form.take_all(EVENTS);
    let named = |event: &EventType| events.iter().any(|word| word == event.word());
    EndpointDescription {
        url: form.take(URL),
        description: form.take(DESCRIPTION),
        events: EventType::offered().filter(named).collect(),
    }
}

/// What stands in the form of a webhook that exists.
pub(super) fn present(endpoint: &WebhookEndpoint) -> EndpointDescription {
    EndpointDescription {
        url: endpoint.url.as_str().to_owned(),
        description: endpoint.description.clone(),
        events: endpoint.events.clone(),
    }
}

/// What is wrong, by its field.
pub(super) fn problems(found: &[EndpointProblem]) -> Problems {
    let mut problems = Problems::none();
    for problem in found {
        let (field, text) = match problem {
            EndpointProblem::NoUrl => (URL, "Enter the address of the webhook".to_owned()),
            EndpointProblem::Url => (
                URL,
                "Enter a whole web address, without a user name and without a part after #, \
                 like https://www.example.org/webhooks"
                    .to_owned(),
            ),
            EndpointProblem::NotHttps => (URL, "The address must begin with https://".to_owned()),
            EndpointProblem::NoDescription => (DESCRIPTION, "Enter a description".to_owned()),
            EndpointProblem::LongDescription => (
                DESCRIPTION,
                format!("The description must have {ENDPOINT_DESCRIPTION_MAX} characters or fewer"),
            ),
            EndpointProblem::NoEvents => (EVENTS, "Choose at least one event".to_owned()),
        };
        problems.add(field, text);
    }
    problems
}

/// The form with what was typed.
pub(super) fn page(
    visit: &Visit,
    place: &Place,
    purpose: Purpose,
    typed: &EndpointDescription,
    problems: Problems,
) -> DescribePage {
    let sandbox = visit.browser.admin.settings.sandbox;
    let begins = match sandbox {
        true => "It begins with https://, or with http:// in this sandbox.",
        false => "It begins with https://, and must be reachable from the internet.",
    };
    let events = EventType::offered().map(|event| Choice {
        checked: typed.events.contains(&event),
        hint: Some(meaning(event).to_owned()),
        ..Choice::new(event.word(), event.label())
    });
    DescribePage {
        frame: frame(visit, place, &purpose.what, &problems),
        lead: purpose.lead,
        url: Field {
            // What is too long is sent, and refused in words.
            max_length: 2 * ENDPOINT_URL_MAX,
            ..Field::text(URL, "Address")
        }
        .hint(begins)
        .value(typed.url.as_str())
        .problem(&problems),
        description: Field::text(DESCRIPTION, "Description")
            .hint("What is behind the address, for example: Licences website")
            .value(typed.description.as_str())
            .problem(&problems),
        events: Choices {
            hint: Some("What the webhook is told of.".to_owned()),
            ..Choices::new(EVENTS, "Events", events.collect())
        }
        .problem(&problems),
        button: purpose.button,
        action: purpose.action,
        back: purpose.back,
        back_label: purpose.back_label,
        problems,
    }
}

/// When an event happens.
fn meaning(event: EventType) -> &'static str {
    match event {
        EventType::CardPaymentStarted => "The paying user has come to the payment page.",
        EventType::CardPaymentSucceeded => {
            "The paying user has paid. With delayed capture, your service has asked for the money."
        }
        EventType::CardPaymentCaptured => "The payment service provider has taken the money.",
        EventType::CardPaymentRefunded => "A refund was taken by the payment service provider.",
        EventType::CardPaymentFailed => "The payment was declined or cancelled, or went wrong.",
        EventType::CardPaymentExpired => "Nobody finished the payment in time.",
    }
}
