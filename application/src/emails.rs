//! E-mails are written in the unit that gives the reason for them, and sent by work: what
//! was not committed was never written, and what was is sent.

use domain::account::{EmailCollection, GatewayAccount, Service};
use domain::email::{
    EmailContent, EmailState, OutgoingEmail, Receipt, StaffMessage, paragraph_for,
};
use domain::payment::{Change, Step};
use domain::ports::{StoreError, UnitOfWork};
use domain::refund::RefundStatus;
use domain::staff::StaffEmail;
use domain::work::{Work, WorkKind};
use domain::{Amount, EmailId, Payment, Timestamp};

use crate::Application;

/// Why a paying user is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// They have paid.
    Paid,
    /// So much was given back.
    GivenBack(Amount),
}

impl Reason {
    /// A payment is confirmed when it is approved for capture, before the PSP captures it;
    /// one whose service captures it itself, when the PSP has (as in GOV.UK Pay).
    pub(crate) fn of(change: &Change, payment: &Payment) -> Option<Self> {
        match change {
            Change::Stepped(Step::RequestCapture, _) if !payment.delayed_capture => {
                Some(Self::Paid)
            }
            Change::Stepped(Step::ConfirmCapture(_), _) if payment.delayed_capture => {
                Some(Self::Paid)
            }
            Change::Refunded {
                status: RefundStatus::Success,
                amount,
                ..
            } => Some(Self::GivenBack(*amount)),
            Change::Created
            | Change::Stepped(..)
            | Change::Refunded { .. }
            | Change::ApprovalAsked { .. }
            | Change::ApprovalDecided { .. }
            | Change::Disputed { .. }
            | Change::Settled(_)
            | Change::Redacted => None,
        }
    }

    /// Whether the account's service wants its paying users to be written to about it.
    pub(crate) fn is_wanted(self, account: &GatewayAccount) -> bool {
        account.email != EmailCollection::Off
            && match self {
                Self::Paid => account.confirms_payments,
                Self::GivenBack(_) => account.confirms_refunds,
            }
    }

    fn content(
        self,
        payment: &Payment,
        account: &GatewayAccount,
        service: &Service,
    ) -> EmailContent {
        let receipt = |amount| Receipt {
            service: service.name_in(payment.language).to_string(),
            reference: payment.reference.as_str().to_owned(),
            description: payment.description.as_str().to_owned(),
            amount,
            surcharge: None,
            created_at: payment.created_at,
            paragraph: None,
            language: payment.language,
        };
        match self {
            Self::Paid => {
                let reference = payment.reference.as_str();
                let paragraph = account.email_paragraph.as_ref();
                EmailContent::PaymentConfirmed(Receipt {
                    surcharge: payment.surcharge,
                    paragraph: paragraph.map(|text| paragraph_for(text, reference)),
                    ..receipt(payment.total())
                })
            }
            Self::GivenBack(amount) => EmailContent::RefundIssued(receipt(amount)),
        }
    }
}

impl Application {
    /// Writes to a member of staff, inside the caller's unit.
    pub(crate) async fn tell(
        &self,
        unit: &mut dyn UnitOfWork,
        to: &StaffEmail,
        message: StaffMessage,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let id = EmailId::from_random(self.random());
        let sealed = message.link().map(|link| self.sealed_link(&id, link));
        let message = match sealed {
            Some(sealed) => message.with_link(sealed),
            None => message,
        };
        let email = OutgoingEmail {
            id,
            about: None,
            to: to.as_str().to_owned(),
            content: EmailContent::Staff(message),
            state: EmailState::Waiting,
            attempts: 0,
            last_failure: None,
            written_at: now,
        };
        self.post(unit, &email).await
    }

    /// Writes to the paying user inside the caller's unit, if they gave an address.
    pub(crate) async fn write_to_paying_user(
        &self,
        unit: &mut dyn UnitOfWork,
        payment: &Payment,
        account: &GatewayAccount,
        reason: Reason,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let Some(to) = &payment.email else {
            return Ok(());
        };
        let Some(service) = unit.accounts().service(&account.service).await? else {
            return Ok(());
        };
        let email = OutgoingEmail {
            id: EmailId::from_random(self.random()),
            about: Some((account.id.clone(), payment.id.clone())),
            to: to.as_str().to_owned(),
            content: reason.content(payment, account, &service),
            state: EmailState::Waiting,
            attempts: 0,
            last_failure: None,
            written_at: now,
        };
        self.post(unit, &email).await
    }

    /// The e-mail as it is to be sent; `None` when its link cannot be opened any more.
    pub(crate) fn with_open_link(&self, email: &OutgoingEmail) -> Option<OutgoingEmail> {
        let EmailContent::Staff(message) = &email.content else {
            return Some(email.clone());
        };
        let Some(sealed) = message.link() else {
            return Some(email.clone());
        };
        let vault = &self.ports.people.vault;
        let link = vault.open(&place(&email.id), &unhex(sealed)?)?;
        let link = String::from_utf8(link).ok()?;
        Some(OutgoingEmail {
            content: EmailContent::Staff(message.clone().with_link(link)),
            ..email.clone()
        })
    }

    async fn post(
        &self,
        unit: &mut dyn UnitOfWork,
        email: &OutgoingEmail,
    ) -> Result<(), StoreError> {
        unit.emails().add(email).await?;
        let send = WorkKind::SendEmail(email.id.clone());
        let work = Work::due(self.new_work_id(), send, email.written_at);
        unit.work().schedule(&work).await
    }

    /// A link as it rests: sealed, in hexadecimal digits.
    fn sealed_link(&self, id: &EmailId, link: &str) -> String {
        let sealed = self.ports.people.vault.seal(&place(id), link.as_bytes());
        sealed.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Where a link is sealed for.
fn place(id: &EmailId) -> String {
    format!("link in e-mail {id}")
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}
