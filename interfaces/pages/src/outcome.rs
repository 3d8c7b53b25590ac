//! The pages that say how things stand, when there is nothing to fill in.

mod face;

use askama::Template;
use domain::account::{Mode, Service};
use domain::payment::PaymentState;
use domain::payment::state::CancelledBy;
use poem::http::StatusCode;

use self::face::{Face, Sign};
use crate::frame::Frame;
use crate::settings::PagesSettings;
use crate::text::{OutcomeText, Texts, WayOutTexts};

/// How things stand, as a page says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Begun and not finished; the way on leads to this page of the payment.
    InProgress(WayOn),
    /// Being captured at this moment.
    Processing,
    /// Paid, as far as the paying user is concerned.
    Paid,
    /// Confirmed, but the money could not be taken.
    CaptureFailed,
    /// The bank said no.
    Declined,
    /// The PSP failed.
    Failed,
    /// Nobody finished it in time.
    Expired,
    /// The paying user gave it up.
    CancelledByPayingUser,
    /// The service called it off.
    CancelledByService,
    /// Asked for a page that cannot be while nobody has opened the card page.
    NotBegun,
    /// This browser holds no session for the payment, or never did.
    NoSession,
    /// The form did not come from this browser's own page.
    ForeignForm,
    /// No such page.
    NotFound,
    /// The request is refused without a look at what it asks.
    RequestDenied,
    /// Our own fault.
    Broken,
}

/// Where an unfinished payment goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WayOn {
    /// The card page.
    CardDetails,
    /// The page that waits for the bank.
    AuthWaiting,
    /// The bank's own check.
    Challenge,
    /// The confirm page.
    Confirm,
}

impl Outcome {
    /// What a payment's state means to the person who pays (as in GOV.UK Pay).
    pub(crate) fn of(state: &PaymentState) -> Self {
        match state {
            PaymentState::Created | PaymentState::Reported => Self::NotBegun,
            PaymentState::Started => Self::InProgress(WayOn::CardDetails),
            PaymentState::AuthorisationQueued
            | PaymentState::Authorising(_)
            | PaymentState::ChallengeSubmitted(_) => Self::InProgress(WayOn::AuthWaiting),
            PaymentState::ChallengeRequired(_) => Self::InProgress(WayOn::Challenge),
            PaymentState::Authorised(_) => Self::InProgress(WayOn::Confirm),
            PaymentState::Capturing(..) => Self::Processing,
            PaymentState::Capturable(_)
            | PaymentState::CaptureRequested(_)
            | PaymentState::CaptureSubmitted(_)
            | PaymentState::Captured(..) => Self::Paid,
            PaymentState::CaptureFailed(_) => Self::CaptureFailed,
            PaymentState::Declined(_) => Self::Declined,
            PaymentState::AuthorisationFailed(_) => Self::Failed,
            PaymentState::Cancelling(_, by)
            | PaymentState::CancelSubmitted(_, by)
            | PaymentState::Cancelled(by, _) => match by {
                CancelledBy::PayingUser => Self::CancelledByPayingUser,
                CancelledBy::Service => Self::CancelledByService,
                CancelledBy::Expiry => Self::Expired,
            },
        }
    }

    /// The HTTP status: most outcomes are good answers to a good question.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::NotBegun | Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NoSession | Self::ForeignForm => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::RequestDenied => StatusCode::BAD_REQUEST,
            Self::InProgress(_)
            | Self::Processing
            | Self::Paid
            | Self::CaptureFailed
            | Self::Declined
            | Self::Failed
            | Self::Expired
            | Self::CancelledByPayingUser
            | Self::CancelledByService => StatusCode::OK,
        }
    }

    /// What the page says.
    pub(crate) fn text(self, texts: &'static Texts) -> &'static OutcomeText {
        let outcomes = &texts.outcomes;
        match self {
            Self::InProgress(_) => &outcomes.in_progress,
            Self::Processing | Self::Paid => &outcomes.paid,
            Self::CaptureFailed => &outcomes.capture_failed,
            Self::Declined => &outcomes.declined,
            Self::Failed => &outcomes.failed,
            Self::Expired => &outcomes.expired,
            Self::CancelledByPayingUser => &outcomes.cancelled_by_paying_user,
            Self::CancelledByService => &outcomes.cancelled_by_service,
            Self::NotBegun => &outcomes.not_begun,
            Self::NoSession => &outcomes.no_session,
            Self::ForeignForm => &outcomes.foreign_form,
            Self::NotFound => &outcomes.not_found,
            Self::RequestDenied => &outcomes.request_denied,
            Self::Broken => &outcomes.broken,
        }
    }

    /// What the way to the service says.
    fn leaving(self, texts: &'static WayOutTexts) -> &'static str {
        match self {
            Self::Processing | Self::Paid => texts.see_summary,
            Self::Declined => texts.start_again,
            Self::CancelledByPayingUser | Self::CancelledByService => texts.go_on,
            Self::InProgress(_)
            | Self::CaptureFailed
            | Self::Failed
            | Self::Expired
            | Self::NotBegun
            | Self::NoSession
            | Self::ForeignForm
            | Self::NotFound
            | Self::RequestDenied
            | Self::Broken => texts.go_back,
        }
    }

    /// Whether a page about a payment that stands like this may lead away from it
    /// without changing it.
    pub(crate) fn can_leave(self) -> bool {
        match self {
            Self::Processing
            | Self::Paid
            | Self::CaptureFailed
            | Self::Declined
            | Self::Failed
            | Self::Expired
            | Self::CancelledByPayingUser
            | Self::CancelledByService => true,
            Self::InProgress(_)
            | Self::NotBegun
            | Self::NoSession
            | Self::ForeignForm
            | Self::NotFound
            | Self::RequestDenied
            | Self::Broken => false,
        }
    }
}

impl WayOn {
    /// The page's address.
    pub(crate) fn path(self, payment_id: &str) -> String {
        let page = match self {
            Self::CardDetails => "",
            Self::AuthWaiting => "/auth_waiting",
            Self::Challenge => "/3ds_required",
            Self::Confirm => "/confirm",
        };
        format!("/card_details/{payment_id}{page}")
    }

    fn link_id(self) -> &'static str {
        match self {
            Self::CardDetails => "card-details-link",
            Self::AuthWaiting | Self::Confirm => "confirm-link",
            Self::Challenge => "threeds-required-link",
        }
    }
}

/// A page that says how things stand.
#[derive(Template)]
#[template(path = "outcome.html")]
pub(crate) struct OutcomePage {
    frame: Frame,
    text: &'static OutcomeText,
    face: Face,
    links: Links,
}

impl OutcomePage {
    /// The page of a payment for this service.
    pub(crate) fn of_payment(
        outcome: Outcome,
        links: Links,
        texts: &'static Texts,
        (service, mode): (&Service, Mode),
        settings: &PagesSettings,
    ) -> Self {
        let alone = Self::alone(outcome, texts, settings);
        Self {
            frame: alone.frame.of_service(service, mode),
            links,
            ..alone
        }
    }

    /// The page for a browser that may see nothing of a payment.
    pub(crate) fn alone(outcome: Outcome, texts: &'static Texts, settings: &PagesSettings) -> Self {
        let text = outcome.text(texts);
        Self {
            frame: Frame::named(text.title, texts, settings),
            text,
            face: face::of(outcome),
            links: Links::default(),
        }
    }
}

/// The ways out of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Links {
    /// Back into the payment.
    pub(crate) onward: Option<Onward>,
    /// Away to the service: a plain link, because nothing changes.
    pub(crate) leave: Option<Leave>,
    /// Away to the service by giving the payment up: a form, because it changes.
    pub(crate) give_up: Option<GiveUp>,
}

/// A link back into the payment.
#[derive(Clone, Debug)]
pub(crate) struct Onward {
    pub(crate) id: &'static str,
    pub(crate) href: String,
}

/// A link to the service.
#[derive(Clone, Debug)]
pub(crate) struct Leave {
    pub(crate) href: String,
    pub(crate) text: &'static str,
}

/// A form that cancels the payment and goes to the service.
#[derive(Clone, Debug)]
pub(crate) struct GiveUp {
    pub(crate) action: String,
    pub(crate) csrf: String,
}

impl Links {
    /// The ways out of a payment that stands like this.
    pub(crate) fn of(
        outcome: Outcome,
        payment_id: &str,
        csrf: &str,
        texts: &'static Texts,
    ) -> Self {
        let address = format!("/return/{payment_id}");
        if outcome.can_leave() {
            let leave = Leave {
                href: address,
                text: outcome.leaving(&texts.ways_out),
            };
            return Self {
                leave: Some(leave),
                ..Self::default()
            };
        }
        let onward = match outcome {
            Outcome::InProgress(way) => Some(Onward {
                id: way.link_id(),
                href: way.path(payment_id),
            }),
            _ => None,
        };
        let give_up = GiveUp {
            action: address,
            csrf: csrf.to_owned(),
        };
        Self {
            onward,
            leave: None,
            give_up: Some(give_up),
        }
    }

    fn any(&self) -> bool {
        self.onward.is_some() || self.leave.is_some() || self.give_up.is_some()
    }
}
