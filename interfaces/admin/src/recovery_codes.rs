//! Recovery codes: shown once, when an app is set up and whenever somebody wants new
//! ones.

use application::staff::second_factor::RenewCodesError;
use askama::Template;
use poem::{Response, handler};
use secrecy::{ExposeSecret, SecretString};

use crate::detached;
use crate::field::{Field, Problems};
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
    problems: Problems,
    left: usize,
    password: Field,
}

/// Asks whether to replace the codes.
#[handler]
pub(crate) async fn get(visit: Visit) -> Response {
    visit.show(&NewRecoveryCodesPage::new(&visit, Problems::none()))
}

/// Replaces the codes for somebody who knows the password, and shows the new ones.
#[handler]
pub(crate) async fn post(Posted { visit, mut form }: Posted) -> Result<Response, Refusal> {
    let again = |text: &str| {
        let problems = Problems::one("password", text);
        Ok(visit.show_again(&NewRecoveryCodesPage::new(&visit, problems)))
    };
    let password = form.take_secret("password");
    if password.expose_secret().is_empty() {
        return again("Enter your password");
    }
    visit.browser.admitted().await?;
    let (application, staff) = (visit.application().clone(), visit.staff.clone());
    let renewed =
        detached::whole(async move { application.renew_recovery_codes(&staff, &password).await });
    match renewed.await? {
        Ok(codes) => Ok(show_codes(&visit.browser, &codes, "/admin/profile")),
        Err(RenewCodesError::Wrong) => again("That is not your password"),
        Err(RenewCodesError::Store(error)) => Err(error.into()),
    }
}

impl NewRecoveryCodesPage {
    fn new(visit: &Visit, problems: Problems) -> Self {
        Self {
            frame: visit.frame("New recovery codes").with(&problems),
            left: visit.staff.member.recovery_codes.len(),
            password: Field::password("password", "Your password", "current-password")
                .problem(&problems),
            problems,
        }
    }
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
