//! Stopping a service's payments and refunds, and letting them go on.

use domain::account::Service;
use poem::web::Path;
use poem::{Response, handler};

use super::enter::find;
use super::reason::{Question, REASON};
use super::{Part, PlatformPost, PlatformVisit};
use crate::refusal::Refusal;

/// Asks why payments are to stop.
#[handler]
pub(super) async fn ask_to_stop(
    PlatformVisit(visit): PlatformVisit,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = find(&visit, &id).await?;
    Ok(question(&found.service, true).ask(&visit))
}

/// Asks why payments are to go on.
#[handler]
pub(super) async fn ask_to_start(
    PlatformVisit(visit): PlatformVisit,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = find(&visit, &id).await?;
    Ok(question(&found.service, false).ask(&visit))
}

/// Stops payments.
#[handler]
pub(super) async fn stop(
    posted: PlatformPost,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    set(posted, &id, true).await
}

/// Lets payments go on.
#[handler]
pub(super) async fn start(
    posted: PlatformPost,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    set(posted, &id, false).await
}

async fn set(posted: PlatformPost, id: &str, stopped: bool) -> Result<Response, Refusal> {
    let PlatformPost { visit, mut form } = posted;
    let found = find(&visit, id).await?;
    let service = &found.service;
    let typed = form.take(REASON);
    let application = visit.application();
    let set = application.stop_service(&visit.staff, &service.id, stopped, &typed);
    match set.await {
        Ok(()) => {
            let news = if stopped {
                format!("“{}” takes no payments any more.", service.name)
            } else {
                format!("“{}” takes payments again.", service.name)
            };
            let page = format!("/admin/platform/services/{}", service.id);
            Ok(visit.go_with_news(&page, &news))
        }
        Err(error) => question(service, stopped).again(&visit, &typed, error),
    }
}

fn question(service: &Service, stops: bool) -> Question {
    let page = format!("/admin/platform/services/{}", service.id);
    let sentences = if stops {
        [
            "All of its accounts stop at once: nobody can pay, and nothing can be refunded, \
             by API or by staff. Whoever is paying right now cannot go on.",
            "What was paid stays as it is. You can start it again at any time.",
        ]
    } else {
        [
            "All of its accounts take payments and refunds again, at once.",
            "Payments that ran out of time in between have to be made anew.",
        ]
    };
    Question {
        here: Part::Services,
        heading: if stops {
            format!("Stop payments of “{}”", service.name)
        } else {
            format!("Start payments of “{}” again", service.name)
        },
        sentences: sentences.map(str::to_owned).to_vec(),
        hint: "It is kept in the service’s record, where its people can read it",
        button: if stops {
            "Stop payments"
        } else {
            "Start again"
        },
        stops,
        hidden: None,
        action: format!("{page}/{}", if stops { "stop" } else { "start" }),
        back: page,
        back_label: service.name.to_string(),
    }
}
