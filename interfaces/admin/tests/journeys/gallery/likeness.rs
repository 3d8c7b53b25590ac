//! E-mails and messages that look as real ones do.

use std::sync::Arc;

use admin::AdminSettings;
use application::Ports;
use async_trait::async_trait;
use domain::Payment;
use domain::email::{EmailContent, Letter, OutgoingEmail, Receipt};
use domain::payment::Language;
use domain::ports::emails::MailError;
use domain::ports::webhooks::MessageAbout;
use domain::ports::{Mailer, WebhookBodies};

use crate::house::House;

/// A house that writes like a real one.
pub(super) async fn house() -> House {
    let settings = |_: &mut AdminSettings| {};
    House::furnished(settings, |ports: &mut Ports| {
        ports.mailer = Arc::new(Looks(Arc::clone(&ports.mailer)));
        ports.webhook_bodies = Arc::new(Json);
    })
    .await
}

/// What is sent goes the way it did; only how it reads is another.
struct Looks(Arc<dyn Mailer>);

/// Bodies with a few of the members of real ones.
struct Json;

#[async_trait]
impl Mailer for Looks {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        match &email.content {
            EmailContent::Staff(_) => self.0.letter(email),
            EmailContent::PaymentConfirmed(receipt) => {
                let subject = match receipt.language {
                    Language::English => "Your payment was successful",
                    Language::Welsh => "Roedd eich taliad yn llwyddiannus",
                };
                letter(subject, receipt)
            }
            EmailContent::RefundIssued(receipt) => {
                let subject = match receipt.language {
                    Language::English => "You have been refunded",
                    Language::Welsh => "Mae ad-daliad wedi’i roi i chi",
                };
                letter(subject, receipt)
            }
        }
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        self.0.send(email).await
    }
}

fn letter(subject: &str, receipt: &Receipt) -> Letter {
    let (service, amount) = (&receipt.service, receipt.amount);
    let (language, reference) = (receipt.language.code(), &receipt.reference);
    let paragraph = receipt.paragraph.clone().unwrap_or_default();
    Letter {
        subject: format!("{subject}: {amount}, {service}"),
        html: format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{subject}</title></head>\
             <body style=\"font-family:sans-serif\"><main><h1>{subject}</h1>\
             <p>{service}: {amount}</p><p>{reference}</p><p>{paragraph}</p></main></body></html>"
        ),
        text: format!("{subject}\n\n{service}: {amount}\n{reference}\n\n{paragraph}"),
    }
}

impl WebhookBodies for Json {
    fn body(&self, about: &MessageAbout<'_>, payment: &Payment) -> String {
        let (reference, amount) = (payment.reference.as_str(), payment.amount.minor());
        body(about, reference, amount)
    }

    fn example(&self, about: &MessageAbout<'_>) -> String {
        body(about, "TEST", 1_050)
    }
}

fn body(about: &MessageAbout<'_>, reference: &str, amount: i64) -> String {
    let (id, event, payment) = (about.id, about.event.word(), about.payment);
    format!(
        "{{\"webhook_message_id\":\"{id}\",\"api_version\":1,\"resource_id\":\"{payment}\",\
         \"event_type\":\"{event}\",\"resource\":{{\"payment_id\":\"{payment}\",\
         \"amount\":{amount},\"reference\":\"{reference}\",\"state\":{{\"status\":\"success\",\
         \"finished\":true}},\"metadata\":{{}}}}}}"
    )
}
