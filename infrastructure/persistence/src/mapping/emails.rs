//! E-mails and their rows. What one says is JSON, for nobody looks for a part of it; some
//! say nothing beyond their kind.

use domain::email::{EmailContent, EmailState, EmailStateName, OutgoingEmail, Receipt};
use domain::{AccountId, Amount, EmailId, PaymentId, Timestamp};
use serde::{Deserialize, Serialize};

use super::staff_messages as staff;
use super::{
    Impossible, amount, count, from_json, instant, json, keepable, named, present, stored, word,
};
use crate::entity::emails::Model;

const PAYMENT_CONFIRMED: &str = "payment_confirmed";
const REFUND_ISSUED: &str = "refund_issued";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredReceipt {
    service: String,
    reference: String,
    description: String,
    amount: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    surcharge: Option<i64>,
    created_at: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    paragraph: Option<String>,
    language: String,
}

pub(crate) fn to_row(email: &OutgoingEmail) -> Model {
    let about = email.about.as_ref();
    let (kind, content) = match &email.content {
        EmailContent::Staff(message) => staff::columns(message),
        EmailContent::PaymentConfirmed(receipt) => {
            (PAYMENT_CONFIRMED, Some(receipt_to_text(receipt)))
        }
        EmailContent::RefundIssued(receipt) => (REFUND_ISSUED, Some(receipt_to_text(receipt))),
    };
    let ended_at = match email.state {
        EmailState::Waiting => None,
        EmailState::Sent(at) | EmailState::Failed(at) => Some(at.as_millis()),
    };
    Model {
        id: email.id.as_str().to_owned(),
        account: about.map(|(account, _)| account.as_str().to_owned()),
        payment: about.map(|(_, payment)| payment.as_str().to_owned()),
        recipient: email.to.clone(),
        kind: kind.to_owned(),
        content,
        state: word(email.state.name()),
        ended_at,
        attempts: stored(email.attempts),
        last_failure: email.last_failure.as_deref().map(keepable),
        written_at: email.written_at.as_millis(),
    }
}

pub(crate) fn from_row(row: Model) -> Result<OutgoingEmail, Impossible> {
    let id = row.id.clone();
    read(row).map_err(|e| e.in_row("e-mail", &id))
}

fn read(row: Model) -> Result<OutgoingEmail, Impossible> {
    let about = match (&row.account, &row.payment) {
        (None, None) => None,
        (Some(account), Some(payment)) => Some((
            present("account", AccountId::parse(account))?,
            present("payment", PaymentId::parse(payment))?,
        )),
        _ => return Err(Impossible::new("payment")),
    };
    let content = match (row.kind.as_str(), row.content.as_deref()) {
        (PAYMENT_CONFIRMED, Some(text)) => EmailContent::PaymentConfirmed(receipt_from_text(text)?),
        (REFUND_ISSUED, Some(text)) => EmailContent::RefundIssued(receipt_from_text(text)?),
        (kind, text) => EmailContent::Staff(staff::read(kind, text)?),
    };
    let state = match (named("state", &row.state)?, instant(row.ended_at)) {
        (EmailStateName::Waiting, None) => EmailState::Waiting,
        (EmailStateName::Sent, Some(at)) => EmailState::Sent(at),
        (EmailStateName::Failed, Some(at)) => EmailState::Failed(at),
        (EmailStateName::Waiting, Some(_))
        | (EmailStateName::Sent | EmailStateName::Failed, None) => {
            return Err(Impossible::new("ended_at"));
        }
    };
    Ok(OutgoingEmail {
        id: present("id", EmailId::parse(&row.id))?,
        about,
        to: row.recipient,
        content,
        state,
        attempts: count("attempts", row.attempts)?,
        last_failure: row.last_failure,
        written_at: Timestamp::from_millis(row.written_at),
    })
}

fn receipt_to_text(receipt: &Receipt) -> String {
    let Receipt {
        service,
        reference,
        description,
        amount,
        surcharge,
        created_at,
        paragraph,
        language,
    } = receipt.clone();
    json(&StoredReceipt {
        service,
        reference,
        description,
        amount: amount.minor(),
        surcharge: surcharge.map(Amount::minor),
        created_at: created_at.as_millis(),
        paragraph,
        language: word(language),
    })
}

fn receipt_from_text(text: &str) -> Result<Receipt, Impossible> {
    let stored: StoredReceipt = from_json("content", text)?;
    Ok(Receipt {
        service: stored.service,
        reference: stored.reference,
        description: stored.description,
        amount: amount(stored.amount)?,
        surcharge: stored.surcharge.map(amount).transpose()?,
        created_at: Timestamp::from_millis(stored.created_at),
        paragraph: stored.paragraph,
        language: named("content", &stored.language)?,
    })
}

#[cfg(test)]
mod tests {
    use domain::email::StaffMessage;
    use domain::payment::Language;

    use super::*;

    fn receipt() -> Receipt {
        Receipt {
            service: "Trwyddedau pysgota".to_owned(),
            reference: "\"A\\1\"\u{0}".to_owned(),
            description: String::new(),
            amount: Amount::MAX,
            surcharge: Some(Amount::ZERO),
            created_at: Timestamp::from_millis(i64::MAX),
            paragraph: Some("One.\n\nTwo ‘2’.".to_owned()),
            language: Language::Welsh,
        }
    }

    fn bare() -> OutgoingEmail {
        OutgoingEmail {
            id: EmailId::from_random([1; 26]),
            about: None,
            to: "ada@example.org".to_owned(),
            content: EmailContent::Staff(StaffMessage::PasswordChanged),
            state: EmailState::Waiting,
            attempts: 0,
            last_failure: None,
            written_at: Timestamp::from_millis(1),
        }
    }

    fn odd(content: EmailContent, state: EmailState) -> OutgoingEmail {
        OutgoingEmail {
            about: Some((
                AccountId::from_random([2; 26]),
                PaymentId::from_random([3; 26]),
            )),
            to: "\"Zoë\"@example.org".to_owned(),
            content,
            state,
            attempts: u32::MAX,
            last_failure: Some("550 “no”".to_owned()),
            ..bare()
        }
    }

    #[test]
    fn emails_read_back() {
        let at = Timestamp::from_millis(9);
        let plain = Receipt {
            surcharge: None,
            paragraph: None,
            language: Language::English,
            ..receipt()
        };
        for email in [
            bare(),
            odd(
                EmailContent::PaymentConfirmed(receipt()),
                EmailState::Sent(at),
            ),
            odd(EmailContent::RefundIssued(plain), EmailState::Failed(at)),
            odd(EmailContent::RefundIssued(receipt()), EmailState::Waiting),
        ] {
            assert_eq!(from_row(to_row(&email)), Ok(email));
        }
    }

    #[test]
    fn what_no_program_of_ours_wrote_is_impossible() {
        let row = || {
            let content = EmailContent::PaymentConfirmed(receipt());
            to_row(&odd(content, EmailState::Waiting))
        };
        for (column, row) in [
            (
                "payment",
                Model {
                    account: None,
                    ..row()
                },
            ),
            (
                "ended_at",
                Model {
                    ended_at: Some(1),
                    ..row()
                },
            ),
            (
                "kind",
                Model {
                    kind: "birthday".to_owned(),
                    ..row()
                },
            ),
            (
                "content",
                Model {
                    content: Some("{}".to_owned()),
                    ..row()
                },
            ),
        ] {
            assert_eq!(read(row), Err(Impossible::new(column)));
        }
    }
}
