//! A walker looks where the payment stands and does what its client would do
//! next. So the same walker makes the first try, and, after a crash, repeats the
//! client's request.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use application::Application;
use application::actor::{PayingUser, Service};
use application::payments::authorise::AuthorisePaymentError;
use domain::agreement::AgreementStatus;
use domain::payment::{EXPIRES_AFTER, PaymentState};
use domain::ports::queries::{AgreementSearch, PaymentSearch};
use domain::ports::{Queries, StoreError};
use domain::work::Work;
use domain::{Agreement, Payment};

use super::{Journey, is_finished, requests};
use crate::crash::{Countdown, Moment};

/// More work than is due at any moment of a journey.
const WORK_MAX: u64 = 100;

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
        let end = self.prepare().await?;
        if end == End::Waiting {
            return Ok(end);
        }
        let mut asked = false;
        loop {
            let payment = self.payment().await?;
            if self.journey.begins_at(payment.as_ref()) {
                self.countdown.arm();
            }
            if !asked && self.journey.is_repeated_at(payment.as_ref()) {
                self.repeat(payment.as_ref()).await?;
                asked = true;
                continue;
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
        Ok(self.payments().await?.into_iter().next())
    }

    /// Every payment of this name: one at most, if all is well.
    pub async fn payments(&self) -> Result<Vec<Payment>, StoreError> {
        let search = PaymentSearch {
            reference: Some(self.reference.clone()),
            ..PaymentSearch::default()
        };
        let account = &self.service.account.id;
        Ok(self.queries.search(account, &search).await?.items)
    }

    /// The agreement that the payment sets up or is taken on.
    pub async fn agreement(&self) -> Result<Option<Agreement>, StoreError> {
        let search = AgreementSearch {
            reference: Some(self.agreement_reference()),
            ..AgreementSearch::default()
        };
        let account = &self.service.account.id;
        let found = self.queries.search_agreements(account, &search).await?;
        Ok(found.items.into_iter().next())
    }

    fn agreement_reference(&self) -> String {
        match self.journey {
            Journey::Recurring => format!("{} set-up", self.reference),
            _ => self.reference.clone(),
        }
    }

    /// Walks what must have been walked before, with nobody counting.
    async fn prepare(&self) -> anyhow::Result<End> {
        if self.journey != Journey::Recurring {
            return Ok(End::There);
        }
        let is_active = |agreement: &Agreement| agreement.status == AgreementStatus::Active;
        if self.agreement().await?.as_ref().is_some_and(is_active) {
            return Ok(End::There);
        }
        let set_up = Self {
            application: self.application.clone(),
            service: self.service.clone(),
            queries: Arc::clone(&self.queries),
            countdown: Arc::new(Countdown::new(0, Moment::Before)),
            journey: Journey::SetUp,
            reference: self.agreement_reference(),
            on_created: || (),
        };
        Box::pin(set_up.walk()).await
    }

    async fn create(&self) -> anyhow::Result<()> {
        let agreement = match self.journey {
            Journey::SetUp | Journey::Recurring => Some(self.agree().await?),
            _ => None,
        };
        let command = requests::payment(self.journey, &self.reference, agreement.as_ref())?;
        let created = self.application.create_payment(&self.service, command);
        let work = created.await?.work;
        (self.on_created)();
        self.perform(work).await
    }

    /// The agreement, made if there is none.
    async fn agree(&self) -> anyhow::Result<Agreement> {
        if let Some(agreement) = self.agreement().await? {
            return Ok(agreement);
        }
        let command = requests::agreement(&self.agreement_reference())?;
        let made = self.application.create_agreement(&self.service, command);
        Ok(made.await?)
    }

    /// Sends the one request of its journey, for the first time or again.
    async fn repeat(&self, payment: Option<&Payment>) -> anyhow::Result<()> {
        match self.journey {
            Journey::Report => {
                let command = requests::report(&self.reference)?;
                let reported = self.application.report_payment(&self.service, command);
                reported.await?;
                (self.on_created)();
                Ok(())
            }
            Journey::RefundByKey => self.refund(payment.context("a payment")?).await,
            _ => self.create().await,
        }
    }

    /// Does what comes next; `None` when there may be more.
    async fn step(&self, payment: &Payment) -> anyhow::Result<Option<End>> {
        let user = PayingUser {
            payment: payment.id.clone(),
            admitted_at: payment.created_at,
        };
        let application = &self.application;
        match &payment.state {
            _ if matches!(self.journey, Journey::CreateByKey | Journey::Report) => {
                return Ok(Some(End::There));
            }
            PaymentState::Created if self.journey == Journey::SendCard => {
                self.send_card(payment).await?;
            }
            PaymentState::Created if self.journey != Journey::Recurring => {
                application.start_payment(&user).await?;
            }
            PaymentState::Started => {
                let card = requests::typed_card()?;
                application.submit_card(&user, card).await?;
            }
            PaymentState::Authorised(_) => {
                if let Some(end) = self.decide(&user).await? {
                    return Ok(Some(end));
                }
            }
            PaymentState::Capturable(_) => {
                let id = payment.id.as_str();
                let work = application.capture_payment(&self.service, id).await?;
                self.perform(work).await?;
            }
            PaymentState::Captured(..)
                if matches!(self.journey, Journey::Refund | Journey::Tell)
                    && payment.refunds.is_empty() =>
            {
                self.refund(payment).await?;
            }
            state if state.is_final() && payment.refunds.iter().all(is_finished) => {
                if self.journey == Journey::Tell {
                    application.run_due_work(WORK_MAX).await?;
                }
                return Ok(Some(End::There));
            }
            _ => return self.wait(payment).await,
        }
        Ok(None)
    }

    /// Does with an authorised payment what its journey is about.
    async fn decide(&self, user: &PayingUser) -> anyhow::Result<Option<End>> {
        let application = &self.application;
        let work = match self.journey {
            Journey::Authorise | Journey::Resolve | Journey::CancelMeanwhile => {
                return Ok(Some(End::There));
            }
            Journey::CancelByService => {
                let id = user.payment.as_str();
                application.cancel_payment(&self.service, id).await?
            }
            Journey::CancelByPayingUser => application.abandon_payment(user).await?,
            Journey::Expire => {
                application.advance_clock(EXPIRES_AFTER).await?;
                None
            }
            Journey::Capture
            | Journey::CaptureDelayed
            | Journey::Refund
            | Journey::RefundByKey
            | Journey::SetUp
            | Journey::CreateByKey
            | Journey::SendCard
            | Journey::Recurring
            | Journey::Report
            | Journey::Tell => application.confirm_payment(user).await?,
        };
        self.perform(work).await?;
        Ok(None)
    }

    /// Does what is due, and says whether that helped.
    async fn wait(&self, payment: &Payment) -> anyhow::Result<Option<End>> {
        if self.journey == Journey::Resolve {
            let soon = Duration::from_secs(5);
            self.application.advance_clock(soon).await?;
        }
        self.application.run_due_work(WORK_MAX).await?;
        let after = self.payment().await?;
        let unchanged = after.is_some_and(|after| after.version == payment.version);
        Ok(unchanged.then_some(End::Waiting))
    }

    async fn send_card(&self, payment: &Payment) -> anyhow::Result<()> {
        let id = payment.id.as_str();
        let shown = self.application.get_payment(&self.service, id).await?;
        let token = shown.token.context("a one-time token")?.value.to_string();
        let sent = self
            .application
            .authorise_payment(&token, requests::card()?);
        match sent.await {
            Ok(work) => self.perform(work).await,
            // Whether the money is held shows later.
            Err(AuthorisePaymentError::Failed) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    async fn refund(&self, payment: &Payment) -> anyhow::Result<()> {
        let command = requests::refund(self.journey, &self.reference)?;
        let id = payment.id.as_str();
        let begun = self.application.create_refund(&self.service, id, command);
        let work = begun.await?.work;
        self.perform(work).await
    }

    async fn perform(&self, work: Option<Work>) -> anyhow::Result<()> {
        if let Some(work) = work {
            self.application.perform(&work).await?;
        }
        Ok(())
    }
}
