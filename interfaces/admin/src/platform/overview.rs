//! Where platform administrators begin: what waits for them, and ways to find things.

use askama::Template;
use domain::account::GoingLive;
use domain::ports::queries::FOUND_MAX;
use poem::{Response, handler};

use super::services::Asks;
use super::{Part, PlatformVisit};
use crate::field::Field;
use crate::frame::Frame;
use crate::refusal::Refusal;

/// What waits, and where to look.
#[derive(Template)]
#[template(path = "platform/overview.html")]
struct OverviewPage {
    frame: Frame,
    here: Part,
    asks: Vec<Asks>,
    /// How much work is stuck, in words.
    stuck: Option<String>,
    /// How many e-mails were given up, in words.
    given_up: Option<String>,
    services: usize,
    stopped: usize,
    service: Field,
    person: Field,
    payment: Field,
}

/// Shows what waits.
#[handler]
pub(super) async fn show(PlatformVisit(visit): PlatformVisit) -> Result<Response, Refusal> {
    let (application, staff) = (visit.application(), &visit.staff);
    let services = application.platform_services(staff, "").await?;
    let stuck = application.stuck_work(staff).await?.len();
    let given_up = application.failed_emails(staff, 1).await?.total;
    let asking = services
        .iter()
        .filter_map(|found| match &found.service.going_live {
            GoingLive::Asked { by, at, provider } => {
                Some(Asks::of(&found.service, by, *at, *provider))
            }
            GoingLive::NotAsked | GoingLive::Refused { .. } | GoingLive::Granted { .. } => None,
        });
    Ok(visit.show(&OverviewPage {
        frame: visit.frame("Platform"),
        here: Part::Overview,
        asks: asking.collect(),
        stuck: in_words(stuck),
        given_up: match given_up {
            0 => None,
            1 => Some("1 e-mail was given up".to_owned()),
            count => Some(format!("{count} e-mails were given up")),
        },
        services: services.len(),
        stopped: services.iter().filter(|found| found.is_stopped()).count(),
        service: Field::text("name", "Service"),
        person: Field::text("email", "Person"),
        payment: Field::text("payment", "Payment"),
    }))
}

/// `3 pieces of work are stuck`; nothing when none is.
fn in_words(stuck: usize) -> Option<String> {
    let max = usize::try_from(FOUND_MAX).unwrap_or(usize::MAX);
    match stuck {
        0 => None,
        1 => Some("1 piece of work is stuck".to_owned()),
        _ if stuck >= max => Some(format!("{max} or more pieces of work are stuck")),
        _ => Some(format!("{stuck} pieces of work are stuck")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stuck_work_is_counted_as_far_as_one_looks() {
        for (stuck, words) in [
            (0, None),
            (1, Some("1 piece of work is stuck")),
            (49, Some("49 pieces of work are stuck")),
            (50, Some("50 or more pieces of work are stuck")),
        ] {
            assert_eq!(in_words(stuck).as_deref(), words);
        }
    }
}
