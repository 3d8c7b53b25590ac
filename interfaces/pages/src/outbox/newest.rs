//! The newest e-mails of the outbox, as far back as anybody looks through them.

use application::Application;
use application::sandbox::SandboxError;
use application::sandbox::outbox::{InOutbox, OUTBOX_PAGE};

/// How many pages of the outbox are looked through.
const PAGES_MAX: u64 = 10;
/// How many e-mails that is.
pub(super) const NEWEST_MAX: u64 = PAGES_MAX * OUTBOX_PAGE;

/// The newest e-mails, newest first. Those that a new one moves to the next page
/// in between are here once.
pub(super) async fn newest(application: &Application) -> Result<Vec<InOutbox>, SandboxError> {
    let mut newest: Vec<InOutbox> = Vec::new();
    for page in 1..=PAGES_MAX {
        let found = application.outbox(page).await?;
        for one in found.items {
            if !newest.iter().any(|known| known.email.id == one.email.id) {
                newest.push(one);
            }
        }
        if page * OUTBOX_PAGE >= found.total {
            break;
        }
    }
    Ok(newest)
}
