//! The journeys that are interrupted.
//!
//! A walker looks where the payment stands and does what its client would do
//! next. So the same walker makes the first try, and, after a crash, repeats the
//! client's request.

pub mod mishap;

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use application::Application;
use application::actor::{PayingUser, Service};
use application::checkout::submit_card::SubmitCard;
use application::payments::create::CreatePayment;
use application::refunds::create::CreateRefund;
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::payment::{Description, EXPIRES_AFTER, Metadata, Reference, ReturnUrl};
use domain::payment::{PaymentState, Status};
use domain::ports::queries::PaymentSearch;
use domain::ports::{Queries, StoreError};
use domain::work::Work;
use domain::{Amount, Payment};
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

use super::Countdown;

/// What the payments are over, in pence.
pub const AMOUNT: i64 = 2_000;
/// What is given back of them.
pub const REFUND: i64 = 700;

/// A journey, named for the part of it that is interrupted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Journey {
    /// From nothing to an authorised payment.
    Authorise,
    /// The PSP's answer is lost, and asked for later.
    Resolve,
    /// The service cancels while the PSP is being asked, and the PSP says yes.
    CancelMeanwhile,
    /// The paying user confirms, and the money is taken.
    Capture,
    /// The paying user confirms, and the service captures.
    CaptureDelayed,
    /// The service cancels.
    CancelByService,
    /// The paying user cancels.
    CancelByPayingUser,
    /// Nobody confirms in time.
    Expire,
    /// Part of the money is given back.
    Refund,
}

/// Walks a payment along its journey.
pub struct Walker {
    /// The use cases, which may be the death of us.
    pub application: Application,
    /// Whose payment it is.
    pub service: Service,
    /// Eyes that nobody counts.
    pub queries: Arc<dyn Queries>,
    /// Armed where the journey's part begins.
    pub countdown: Arc<Countdown>,
    /// The journey.
    pub journey: Journey,
    /// The payment's reference, by which its service knows it.
    pub reference: String,
    /// What the client does once it is told that the payment was created.
    pub on_created: fn(),
}

/// Where a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// There is nothing left to do.
    There,
    /// Work is under way that was not ours; time must pass.
    Waiting,
}

impl Walker {
    /// Walks as far as the client can.
    pub async fn walk(&self) -> anyhow::Result<End> {
        loop {
            let payment = self.payment().await?;
            if self.journey.begins_at(payment.as_ref()) {
                self.countdown.arm();
            }
            let Some(payment) = payment else {
                self.create().await?;
                continue;
            };
            if let Some(end) = self.step(&payment).await? {
                return Ok(end);
            }
        }
    }

    /// The payment as it is.
    pub async fn payment(&self) -> Result<Option<Payment>, StoreError> {
        let search = PaymentSearch {
            reference: Some(self.reference.clone()),
            statuses: vec![],
            from: None,
            to: None,
            page: 1,
            display_size: 2,
        };
        let page = self
            .queries
            .search(&self.service.account.id, &search)
            .await?;
        Ok(page.payments.into_iter().next())
    }

    async fn create(&self) -> anyhow::Result<()> {
        let command = CreatePayment {
            amount: Amount::from_minor(AMOUNT)?,
            reference: Reference::parse(self.reference.clone())?,
            description: Description::parse("A licence")?,
            return_url: ReturnUrl::parse("https://service.example/done")?,
            delayed_capture: self.journey == Journey::CaptureDelayed,
            email: None,
            metadata: Metadata::default(),
            prefilled: None,
        };
        self.application
            .create_payment(&self.service, command)
            .await?;
        (self.on_created)();
        Ok(())
    }

    /// Does what comes next; `None` when there may be more.
    async fn step(&self, payment: &Payment) -> anyhow::Result<Option<End>> {
        let user = PayingUser {
            payment: payment.id.clone(),
            admitted_at: payment.created_at,
        };
        let application = &self.application;
        match &payment.state {
            PaymentState::Created => {
                application.start_payment(&user).await?;
            }
            PaymentState::Started => application.submit_card(&user, card()?).await?,
            PaymentState::Authorised(_) => match self.journey {
                Journey::Authorise | Journey::Resolve | Journey::CancelMeanwhile => {
                    return Ok(Some(End::There));
                }
                Journey::Capture | Journey::CaptureDelayed | Journey::Refund => {
                    self.perform(application.confirm_payment(&user).await?)
                        .await?;
                }
                Journey::CancelByService => {
                    let id = payment.id.as_str();
                    let work = application.cancel_payment(&self.service, id).await?;
                    self.perform(work).await?;
                }
                Journey::CancelByPayingUser => {
                    self.perform(application.abandon_payment(&user).await?)
                        .await?;
                }
                Journey::Expire => {
                    application.advance_clock(EXPIRES_AFTER).await?;
                }
            },
            PaymentState::Capturable(_) => {
                let id = payment.id.as_str();
                let work = application.capture_payment(&self.service, id).await?;
                self.perform(work).await?;
            }
            PaymentState::Captured(..)
                if self.journey == Journey::Refund && payment.refunds.is_empty() =>
            {
                self.refund(payment).await?;
            }
            state if state.is_final() && all_refunded(payment) => return Ok(Some(End::There)),
            _ => {
                if self.journey == Journey::Resolve {
                    application.advance_clock(Duration::from_secs(5)).await?;
                }
                application.run_due_work(100).await?;
                let after = self.payment().await?;
                if after.is_some_and(|after| after.version == payment.version) {
                    return Ok(Some(End::Waiting));
                }
            }
        }
        Ok(None)
    }

    async fn refund(&self, payment: &Payment) -> anyhow::Result<()> {
        let command = CreateRefund {
            amount: Amount::from_minor(REFUND)?,
            believed_available: Some(AMOUNT),
        };
        let id = payment.id.as_str();
        let begun = self.application.create_refund(&self.service, id, command);
        let work = begun.await?.work;
        self.perform(Some(work)).await
    }

    async fn perform(&self, work: Option<Work>) -> anyhow::Result<()> {
        if let Some(work) = work {
            self.application.perform(&work).await?;
        }
        Ok(())
    }
}

fn all_refunded(payment: &Payment) -> bool {
    let mut refunds = payment.refunds.iter();
    refunds.all(|refund| refund.status().finished())
}

impl Journey {
    /// Where its part begins: what leads there is walked by other journeys.
    fn begins_at(self, payment: Option<&Payment>) -> bool {
        let state = payment.map(|payment| &payment.state);
        match self {
            Self::Authorise => true,
            Self::Resolve | Self::CancelMeanwhile => {
                matches!(state, Some(PaymentState::Started))
            }
            Self::Refund => matches!(state, Some(PaymentState::Captured(..))),
            Self::Capture
            | Self::CaptureDelayed
            | Self::CancelByService
            | Self::CancelByPayingUser
            | Self::Expire => matches!(state, Some(PaymentState::Authorised(_))),
        }
    }

    /// What services see at its end.
    pub fn destination(self) -> Status {
        match self {
            Self::Authorise | Self::Resolve => Status::Submitted,
            Self::Capture | Self::CaptureDelayed | Self::Refund => Status::Success,
            Self::CancelByService | Self::CancelMeanwhile => Status::CancelledByService,
            Self::CancelByPayingUser => Status::CancelledByPayingUser,
            Self::Expire => Status::Expired,
        }
    }

    /// The word on the child's command line.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl FromStr for Journey {
    type Err = anyhow::Error;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::iter()
            .find(|journey| journey.word() == word)
            .ok_or_else(|| anyhow::anyhow!("there is no journey `{word}`"))
    }
}

fn card() -> anyhow::Result<SubmitCard> {
    Ok(SubmitCard {
        card: CardDetails {
            number: CardNumber::parse("4242424242424242")?,
            expiry: Expiry::parse("12", "2099")?,
            security_code: SecurityCode::parse("123", None)?,
            holder: Holder::parse("Ada Lovelace")?,
            billing_address: None,
        },
        email: None,
    })
}
