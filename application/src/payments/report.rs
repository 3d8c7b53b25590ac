//! A service reports a payment that was taken by telephone elsewhere.
//!
//! The provider's name for it makes the report repeatable: a known one answers
//! with what was reported first.

use domain::card::CardSummary;
use domain::idempotency::Made;
use domain::money::Amount;
use domain::operation::{OrderCode, PspReference};
use domain::payment::report::{ReportedCode, ReportedFailure, ReportedOutcome};
use domain::payment::state::{Authorisation, DeclineReason};
use domain::payment::{
    AuthorisationMode, Description, Email, Language, Metadata, NewPayment, Reference, Report, Step,
};
use domain::ports::{StoreError, UnitOfWork};
use domain::{Payment, Timestamp};

use crate::Application;
use crate::actor::Service;
use crate::idempotency::{Claiming, KeyInUse, Repeatable};

/// What the service reports.
#[derive(Clone, Debug)]
pub struct ReportPayment {
    /// How much was paid.
    pub amount: Amount,
    /// The service's name for it.
    pub reference: Reference,
    /// What it was for.
    pub description: Description,
    /// The caller's e-mail address.
    pub email: Option<Email>,
    /// What is known of the card.
    pub card: Option<CardSummary>,
    /// The rest.
    pub report: Report,
    /// By which the request can be repeated.
    pub repeatable: Option<Repeatable>,
}

/// A payment that was reported.
#[derive(Clone, Debug)]
pub struct ReportedPayment {
    /// The payment.
    pub payment: Payment,
    /// Whether the provider's name for it was known already.
    pub known: bool,
}

/// Why the report was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReportPaymentError {
    /// The account may not report payments.
    #[error("the account may not report payments")]
    NotAllowed,
    /// The idempotency key was used for something else.
    #[error(transparent)]
    KeyInUse(#[from] KeyInUse),
    /// It could not be stored.
    #[error("the report could not be stored")]
    Store(#[from] StoreError),
}

impl Application {
    /// Takes a report, or answers with what was reported before.
    pub async fn report_payment(
        &self,
        service: &Service,
        command: ReportPayment,
    ) -> Result<ReportedPayment, ReportPaymentError> {
        if !service.account.allows_telephone {
            return Err(ReportPaymentError::NotAllowed);
        }
        match self.take_report(service, command.clone()).await {
            // The same payment was reported at the same moment: it is known now.
            Err(ReportPaymentError::Store(StoreError::Stale)) => {
                self.take_report(service, command).await
            }
            other => other,
        }
    }

    async fn take_report(
        &self,
        service: &Service,
        command: ReportPayment,
    ) -> Result<ReportedPayment, ReportPaymentError> {
        let now = self.now();
        let id = self.new_payment_id();
        let mut unit = self.ports.store.begin().await?;
        if let Some(request) = self.remembered(command.repeatable.as_ref()) {
            let made = Made::Payment(id.clone());
            match self
                .claim(unit.as_mut(), service, request, made, now)
                .await?
            {
                Claiming::First => {}
                Claiming::Before(Made::Payment(id)) => {
                    let payment = unit.payments().get(&id).await?.ok_or(KeyInUse)?;
                    return Ok(ReportedPayment {
                        payment,
                        known: false,
                    });
                }
                Claiming::Before(_) | Claiming::InUse => return Err(KeyInUse.into()),
            }
        }
        let provider_id = &command.report.provider_id;
        let known = unit
            .payments()
            .reported(&service.account.id, provider_id)
            .await?;
        if let Some(payment) = known {
            return Ok(ReportedPayment {
                payment,
                known: true,
            });
        }
        let new = NewPayment {
            id,
            account: service.account.id.clone(),
            provider: service.account.provider,
            amount: command.amount,
            reference: command.reference,
            description: command.description,
            mode: AuthorisationMode::External,
            return_url: None,
            language: Language::English,
            moto: true,
            agreement: None,
            delayed_capture: false,
            email: command.email,
            metadata: Metadata::default(),
            prefilled: None,
        };
        let payment = Payment::report(new, command.report, command.card, now);
        let payment = keep(unit.as_mut(), payment, now).await?;
        unit.commit().await?;
        Ok(ReportedPayment {
            payment,
            known: false,
        })
    }
}

/// Stores the payment as it came to its end elsewhere.
async fn keep(
    unit: &mut dyn UnitOfWork,
    mut payment: Payment,
    now: Timestamp,
) -> Result<Payment, StoreError> {
    if let Some(step) = payment
        .report
        .as_ref()
        .map(|report| last_step(&payment, report))
    {
        // A payment that was only reported permits each of these steps.
        if let Err(illegal) = payment.take(step, now) {
            return Err(StoreError::Corrupt(Box::new(illegal)));
        }
    }
    unit.payments().add(&mut payment).await?;
    Ok(payment)
}

fn last_step(payment: &Payment, report: &Report) -> Step {
    match &report.outcome {
        ReportedOutcome::Success => Step::SubmitCapture(Some(Authorisation {
            order_code: OrderCode::stored(payment.id.as_str()),
            psp_reference: PspReference::given(&report.provider_id),
        })),
        ReportedOutcome::Failed(ReportedFailure {
            code: ReportedCode::Declined,
            ..
        }) => Step::Decline(DeclineReason::RefusedByBank),
        // A caller who gave up counts as an error (as in GOV.UK Pay).
        ReportedOutcome::Failed(ReportedFailure {
            code: ReportedCode::Cancelled | ReportedCode::Error,
            ..
        }) => Step::FailAuthorisation,
    }
}
