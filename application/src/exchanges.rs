//! What was said between us and a PSP, in words that may rest: for whoever has to find
//! out, later, what happened.
//!
//! Neither a card nor the PSP's name for one is ever among the words.

use std::error::Error;

use domain::operation::{EXCHANGE_MAX, Exchange, OrderCode};
use domain::ports::psp::{
    AuthorisationOutcome, CancelOutcome, CaptureOutcome, Found, PspError, RefundOutcome,
};
use domain::ports::{StoreError, UnitOfWork};
use domain::{Amount, PaymentId, RefundId};

use crate::Application;

/// A question to a PSP about a payment, in words.
pub(crate) struct Question<'a> {
    pub(crate) payment: &'a PaymentId,
    pub(crate) order_code: &'a OrderCode,
    pub(crate) asked: Asked<'a>,
}

/// What was asked.
pub(crate) enum Asked<'a> {
    Authorise(Amount),
    AuthoriseStored(Amount),
    Capture(Amount),
    Cancel,
    Refund(&'a RefundId, Amount),
    Find,
}

/// Something a PSP answers, in words.
pub(crate) trait Answered {
    fn words(&self) -> String;
}

impl Application {
    /// Writes an exchange down in the unit that records what it means. A unit that wants
    /// the payment gets it first: two that only then did would wait for each other.
    pub(crate) async fn heard(
        &self,
        unit: &mut dyn UnitOfWork,
        question: &Question<'_>,
        answer: &(impl Answered + Sync),
    ) -> Result<(), StoreError> {
        let exchange = Exchange {
            payment: question.payment.clone(),
            at: self.now(),
            order_code: question.order_code.clone(),
            asked: question.asked.words(),
            answered: cut(answer.words()),
        };
        unit.operations().heard(&exchange).await
    }

    /// Writes an exchange down by itself, where it changes nothing else.
    pub(crate) async fn note(
        &self,
        question: &Question<'_>,
        answer: &(impl Answered + Sync),
    ) -> Result<(), StoreError> {
        let mut unit = self.ports.store.begin().await?;
        self.heard(unit.as_mut(), question, answer).await?;
        unit.commit().await
    }
}

impl Asked<'_> {
    fn words(&self) -> String {
        match self {
            Self::Authorise(amount) => format!("authorise {} pence", amount.minor()),
            Self::AuthoriseStored(amount) => {
                format!("authorise {} pence on the card kept", amount.minor())
            }
            Self::Capture(amount) => format!("capture {} pence", amount.minor()),
            Self::Cancel => "release what is held".to_owned(),
            Self::Refund(refund, amount) => {
                format!("give back {} pence as refund {refund}", amount.minor())
            }
            Self::Find => "what became of it?".to_owned(),
        }
    }
}

impl<T: Answered> Answered for Result<T, PspError> {
    fn words(&self) -> String {
        match self {
            Ok(answer) => answer.words(),
            Err(error) => match error.source() {
                Some(source) => format!("{error}: {source}"),
                None => error.to_string(),
            },
        }
    }
}

impl Answered for AuthorisationOutcome {
    fn words(&self) -> String {
        match self {
            Self::Authorised(hold) => format!("authorised as {}", hold.psp_reference.as_str()),
            Self::Declined(_) => "declined".to_owned(),
            Self::Failed => "failed".to_owned(),
        }
    }
}

impl Answered for CaptureOutcome {
    fn words(&self) -> String {
        match self {
            Self::Captured(on) => format!("captured on {on}"),
            Self::Pending => "will be captured".to_owned(),
            Self::Refused => "refused".to_owned(),
        }
    }
}

impl Answered for CancelOutcome {
    fn words(&self) -> String {
        match self {
            Self::Cancelled => "released",
            Self::Pending => "will be released",
            Self::Refused => "refused",
        }
        .to_owned()
    }
}

impl Answered for RefundOutcome {
    fn words(&self) -> String {
        match self {
            Self::Refunded(reference) => format!("given back as {}", reference.as_str()),
            Self::Pending(reference) => format!("will be given back as {}", reference.as_str()),
            Self::Refused => "refused".to_owned(),
        }
    }
}

impl Answered for Found {
    fn words(&self) -> String {
        match self {
            Self::Nothing => "nothing is known of it".to_owned(),
            Self::Authorised(hold) => format!("authorised as {}", hold.psp_reference.as_str()),
            Self::Declined(_) => "declined".to_owned(),
            Self::Failed => "failed".to_owned(),
            Self::Captured(reference) => format!("captured as {}", reference.as_str()),
            Self::Cancelled(reference) => format!("released as {}", reference.as_str()),
        }
    }
}

fn cut(text: String) -> String {
    text.chars().take(EXCHANGE_MAX).collect()
}
