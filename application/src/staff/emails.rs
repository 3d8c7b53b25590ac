//! Staff see what their paying users are sent.

use domain::account::{GatewayAccount, Mode, Service};
use domain::email::{EmailContent, EmailState, Letter, OutgoingEmail, Receipt, paragraph_for};
use domain::money::Amount;
use domain::payment::Language;
use domain::staff::Permission;
use domain::{EmailId, ServiceId};

use super::Staff;
use super::services::AccessError;
use crate::Application;

/// The reference of the payment that was made up for previews.
const EXAMPLE_REFERENCE: &str = "ABC-1234";
/// What it is for.
const EXAMPLE_DESCRIPTION: &str = "Your licence";
/// What it costs, in pence.
const EXAMPLE_PENCE: i64 = 1_050;

/// The e-mails to paying users, about a payment that was made up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailPreviews {
    /// That they have paid.
    pub payment_confirmed: Letter,
    /// That they were given money back.
    pub refund_issued: Letter,
}

impl Application {
    /// How a service's e-mails to paying users read in one language.
    pub async fn preview_emails(
        &self,
        staff: &Staff,
        service: &ServiceId,
        mode: Mode,
        language: Language,
    ) -> Result<EmailPreviews, AccessError> {
        let see = Permission::SeeSettings;
        let account = self.account_for(staff, service, mode, see).await?;
        let service = self.ports.queries.service(service).await?;
        let service = service.ok_or(AccessError::NotFound)?;
        let receipt = self.example_receipt(&service, language);
        let letter = |content| {
            let email = self.example_email(content);
            self.ports.mailer.letter(&email)
        };
        Ok(EmailPreviews {
            payment_confirmed: letter(EmailContent::PaymentConfirmed(Receipt {
                paragraph: paragraph_of(&account),
                ..receipt.clone()
            })),
            refund_issued: letter(EmailContent::RefundIssued(receipt)),
        })
    }

    fn example_receipt(&self, service: &Service, language: Language) -> Receipt {
        Receipt {
            service: service.name_in(language).to_string(),
            reference: EXAMPLE_REFERENCE.to_owned(),
            description: EXAMPLE_DESCRIPTION.to_owned(),
            amount: Amount::from_minor(EXAMPLE_PENCE).unwrap_or(Amount::ZERO),
            surcharge: None,
            created_at: self.now(),
            paragraph: None,
            language,
        }
    }

    fn example_email(&self, content: EmailContent) -> OutgoingEmail {
        OutgoingEmail {
            id: EmailId::from_random(self.random()),
            about: None,
            to: String::new(),
            content,
            state: EmailState::Waiting,
            attempts: 0,
            last_failure: None,
            written_at: self.now(),
        }
    }
}

fn paragraph_of(account: &GatewayAccount) -> Option<String> {
    let text = account.email_paragraph.as_ref()?;
    Some(paragraph_for(text, EXAMPLE_REFERENCE))
}
