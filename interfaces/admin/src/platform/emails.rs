//! E-mails that were given up, and why.

use application::staff::platform::emails::FAILED_EMAILS_A_PAGE;
use askama::Template;
use domain::email::{EmailContent, EmailState, OutgoingEmail, StaffMessage};
use poem::{Response, handler};

use super::{Part, PlatformVisit};
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::newer_older::{Cut, NewerOlder};
use crate::refusal::Refusal;

const PAGE: &str = "page";
/// Nobody has as many pages as this.
const PAGE_MAX: u64 = 10_000_000;

/// What was given up.
#[derive(Template)]
#[template(path = "platform/emails.html")]
struct EmailsPage {
    frame: Frame,
    here: Part,
    rows: Vec<EmailRow>,
    part: NewerOlder,
}

/// One e-mail.
struct EmailRow {
    what: &'static str,
    /// The address, of staff alone.
    to: Option<String>,
    payment: Option<String>,
    reason: String,
    attempts: u32,
    given_up: String,
    written: String,
}

/// Shows what was given up.
#[handler]
pub(super) async fn list(
    PlatformVisit(visit): PlatformVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let page = asked.take(PAGE).parse().unwrap_or(1).clamp(1, PAGE_MAX);
    let found = visit
        .application()
        .failed_emails(&visit.staff, page)
        .await?;
    let cut = Cut {
        page,
        size: FAILED_EMAILS_A_PAGE,
        what: ("e-mail", "e-mails"),
    };
    let part = NewerOlder::of(&cut, found.items.len(), found.total, address_of);
    Ok(visit.show(&EmailsPage {
        frame: visit.frame("E-mails given up"),
        here: Part::Emails,
        rows: found.items.iter().map(EmailRow::of).collect(),
        part,
    }))
}

fn address_of(page: u64) -> String {
    match page {
        1 => Part::Emails.href().to_owned(),
        page => format!("{}?{PAGE}={page}", Part::Emails.href()),
    }
}

impl EmailRow {
    fn of(email: &OutgoingEmail) -> Self {
        let over = match email.state {
            EmailState::Failed(at) | EmailState::Sent(at) => at,
            EmailState::Waiting => email.written_at,
        };
        let about = email.about.as_ref();
        let reason = email.last_failure.clone();
        Self {
            what: kind(&email.content),
            to: Some(email.to.clone()).filter(|to| !to.is_empty()),
            payment: about.map(|(_, payment)| payment.to_string()),
            reason: reason.unwrap_or_else(|| "No reason was given".to_owned()),
            attempts: email.attempts,
            given_up: london::short(over),
            written: london::short(email.written_at),
        }
    }
}

/// What it is about.
fn kind(content: &EmailContent) -> &'static str {
    let message = match content {
        EmailContent::PaymentConfirmed(_) => return "Payment confirmation",
        EmailContent::RefundIssued(_) => return "Refund confirmation",
        EmailContent::Staff(message) => message,
    };
    match message {
        StaffMessage::Invitation { .. } => "Invitation to a service",
        StaffMessage::PasswordReset { .. } => "Link to set a new password",
        StaffMessage::Registration { .. } => "Link to go on with registering",
        StaffMessage::RegisteredAlready => "That somebody is registered already",
        StaffMessage::PasswordChanged => "That a password was changed",
        StaffMessage::SecondFactorChanged => "That a second factor was changed",
        StaffMessage::LockedOut => "That somebody is locked out",
        StaffMessage::ApprovalAsked { .. } => "Request to approve a refund",
        StaffMessage::GoLiveDecided { .. } => "Decision about going live",
        StaffMessage::WebhookDisabled { .. } => "That a webhook is disabled",
    }
}
