//! Work that is stuck, and having it run again.

use application::staff::platform::work::STUCK_AFTER;
use askama::Template;
use domain::Timestamp;
use domain::ports::queries::FOUND_MAX;
use domain::work::{Work, WorkName};
use poem::web::Path;
use poem::{Response, handler};

use super::reason::{Question, REASON};
use super::{Part, PlatformPost, PlatformVisit};
use crate::frame::Frame;
use crate::london;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// What is stuck.
#[derive(Template)]
#[template(path = "platform/work.html")]
struct WorkPage {
    frame: Frame,
    here: Part,
    rows: Vec<WorkRow>,
    /// Work counts as stuck when it is due for so many minutes.
    minutes: u64,
    /// How much is shown at most, if there is so much.
    cut_off_at: Option<u64>,
}

/// One piece of work.
pub(super) struct WorkRow {
    pub(super) id: String,
    pub(super) what: &'static str,
    pub(super) payment: Option<String>,
    pub(super) due: String,
    pub(super) attempts: u32,
    /// Until when a worker has it to itself.
    pub(super) leased_until: Option<String>,
}

/// Shows what is stuck.
#[handler]
pub(super) async fn list(PlatformVisit(visit): PlatformVisit) -> Result<Response, Refusal> {
    let stuck = visit.application().stuck_work(&visit.staff).await?;
    let count = u64::try_from(stuck.len()).unwrap_or(u64::MAX);
    let now = visit.staff.at;
    Ok(visit.show(&WorkPage {
        frame: visit.frame("Stuck work"),
        here: Part::Work,
        rows: stuck.iter().map(|work| WorkRow::of(work, now)).collect(),
        minutes: STUCK_AFTER.as_secs() / 60,
        cut_off_at: Some(FOUND_MAX).filter(|max| count >= *max),
    }))
}

/// Asks why.
#[handler]
pub(super) async fn ask(
    PlatformVisit(visit): PlatformVisit,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    Ok(question(&find(&visit, &id).await?).ask(&visit))
}

/// Makes it due now.
#[handler]
pub(super) async fn run(
    PlatformPost { visit, mut form }: PlatformPost,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let work = find(&visit, &id).await?;
    let typed = form.take(REASON);
    let application = visit.application();
    match application.rerun_work(&visit.staff, &id, &typed).await {
        Ok(_) => {
            let news = "It is due now. The next free worker takes it up.";
            Ok(visit.go_with_news(Part::Work.href(), news))
        }
        Err(error) => question(&work).again(&visit, &typed, error),
    }
}

async fn find(visit: &Visit, id: &str) -> Result<Work, Refusal> {
    let application = visit.application();
    Ok(application.platform_work(&visit.staff, id).await?)
}

fn question(work: &Work) -> Question {
    let payment = work.kind.payment();
    let about = payment.map(|payment| format!("It is about the payment {payment}."));
    let first = "A worker looks at it again at once, instead of later. It re-reads how things \
                 stand before it does anything, so nothing happens twice."
        .to_owned();
    Question {
        here: Part::Work,
        heading: format!("Run again: {}", words(work.kind.name())),
        sentences: about.into_iter().chain([first]).collect(),
        hint: "It is kept in the platform’s record",
        button: "Run again",
        stops: false,
        hidden: None,
        action: format!("/admin/platform/work/{}/run", work.id),
        back: Part::Work.href().to_owned(),
        back_label: Part::Work.label().to_owned(),
    }
}

impl WorkRow {
    pub(super) fn of(work: &Work, now: Timestamp) -> Self {
        let leased = work.leased_until.filter(|until| *until > now);
        Self {
            id: work.id.to_string(),
            what: words(work.kind.name()),
            payment: work.kind.payment().map(|payment| payment.to_string()),
            due: london::short(work.due_at),
            attempts: work.attempts,
            leased_until: leased.map(london::time),
        }
    }
}

/// What is to be done.
fn words(name: WorkName) -> &'static str {
    match name {
        WorkName::Capture => "Take the money",
        WorkName::Expire => "Expire the payment",
        WorkName::AuthoriseStored => "Charge the stored card",
        WorkName::ResolveAuthorisation => "Find out about the authorisation",
        WorkName::Cancel => "Release the money",
        WorkName::SubmitRefund => "Send the refund",
        WorkName::LapseApproval => "Let the approval lapse",
        WorkName::DispatchEvents => "Hand on events",
        WorkName::DeliverWebhooks => "Tell a webhook what happened",
        WorkName::RedeliverWebhook => "Tell a webhook again",
        WorkName::SendEmail => "Send an e-mail",
        WorkName::Housekeep => "Housekeeping",
    }
}
