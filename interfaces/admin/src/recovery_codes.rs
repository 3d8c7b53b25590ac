//! Recovery codes: shown once, when an app is set up and whenever somebody wants new
//! ones.

use askama::Template;
use poem::{Response, handler};
use secrecy::{ExposeSecret, SecretString};

use crate::frame::Frame;
use crate::refusal::Refusal;
use crate::set_up::grouped;
use crate::visit::{Browser, Posted, Visit};

/// The codes, this once.
#[derive(Template)]
#[template(path = "recovery_codes.html")]
struct RecoveryCodesPage {
    frame: Frame,
    codes: Vec<String>,
    onward: &'static str,
}

/// Whether to make new ones.
#[derive(Template)]
#[template(path = "new_recovery_codes.html")]
struct NewRecoveryCodesPage {
    frame: Frame,
    left: usize,
}

/// Asks whether to replace the codes.
#[handler]
pub(crate) async fn get(visit: Visit) -> Response {
    visit.show(&NewRecoveryCodesPage {
        frame: visit.frame("New recovery codes"),
        left: visit.staff.member.recovery_codes.len(),
    })
}

/// Replaces the codes, and shows the new ones.
#[handler]
pub(crate) async fn post(Posted { visit, .. }: Posted) -> Result<Response, Refusal> {
    let codes = visit.application().renew_recovery_codes(&visit.staff);
    Ok(show_codes(&visit.browser, &codes.await?, "/admin/profile"))
}

/// Shows codes that were just made. The page is the answer to the form: nothing that
/// could be asked for again holds them.
pub(crate) fn show_codes(
    browser: &Browser,
    codes: &[SecretString],
    onward: &'static str,
) -> Response {
    let codes = codes.iter().map(|code| grouped(code.expose_secret()));
    browser.show(&RecoveryCodesPage {
        frame: browser.frame("Your recovery codes"),
        codes: codes.collect(),
        onward,
    })
}
