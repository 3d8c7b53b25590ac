//! The outbox of the gallery: e-mails in every state, in both languages.

use application::sandbox::outbox::InOutbox;
use domain::email::{EmailContent, EmailState, Letter, OutgoingEmail, Receipt, StaffMessage};
use domain::id::ID_LENGTH;
use domain::payment::Language;
use domain::ports::queries::Page;
use domain::staff::Role;
use domain::{AccountId, Amount, EmailId, PaymentId};

use super::made_up::{NOW, said_by_service};
use super::scenes::{rendered, settings};
use crate::outbox::email::EmailPage;
use crate::outbox::list::OutboxPage;

/// A letter, for the frames of the written pages.
pub(super) const LETTER: &str = r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A letter</title></head>
<body style="margin:0;font:17px/1.5 sans-serif"><main style="max-width:600px;margin:0 auto;padding:24px 16px">
<h1 style="font-size:26px">A letter</h1><p>It has a <a href="/admin/invitations/a1">link</a>.</p>
</main></body></html>
"#;

/// The pages of the outbox, which are in English alone.
pub(super) fn outbox_pages() -> Vec<(&'static str, String)> {
    let settings = settings(Language::English);
    let emails = emails();
    let list = |items: &[InOutbox], number: u64, total: u64| {
        let items = items.to_vec();
        rendered(&OutboxPage::new(number, &Page { items, total }, &settings))
    };
    let one = |at: usize| rendered(&EmailPage::new(&emails[at], &emails, &settings));
    vec![
        ("outbox", list(&emails, 2, 45)),
        ("outbox_empty", list(&[], 1, 0)),
        ("outbox_email", one(1)),
        ("outbox_email_failed", one(3)),
    ]
}

/// A written page, with the letter in its frame from a file beside it.
pub(super) fn letter_in_file(html: &str) -> String {
    let Some((before, frame)) = html.split_once(r#"<iframe id="letter-html""#) else {
        return html.to_owned();
    };
    let (src, after) = frame.split_once("/html\"").unwrap();
    let (attributes, _) = src.split_once("src=\"").unwrap();
    format!(r#"{before}<iframe id="letter-html"{attributes}src="/outbox_letter.html"{after}"#)
}

fn emails() -> [InOutbox; 4] {
    let invitation = StaffMessage::Invitation {
        service: "Fishing licences".to_owned(),
        role: Role::Developer,
        by: None,
        link: "http://127.0.0.1:8080/admin/invitations/a1".to_owned(),
    };
    let failed = EmailState::Failed(NOW);
    [
        in_outbox(
            EmailContent::Staff(invitation),
            EmailState::Waiting,
            "You are invited to look after Fishing licences",
        ),
        in_outbox(
            EmailContent::PaymentConfirmed(receipt(Language::Welsh)),
            EmailState::Sent(NOW),
            "Mae eich taliad i Gwneud cais am drwydded bysgota wedi’i gwblhau",
        ),
        in_outbox(
            EmailContent::RefundIssued(receipt(Language::English)),
            EmailState::Sent(NOW),
            "Apply for a fishing licence has given you money back",
        ),
        in_outbox(
            EmailContent::PaymentConfirmed(receipt(Language::English)),
            failed,
            "Your payment to Apply for a fishing licence is complete",
        ),
    ]
}

fn in_outbox(content: EmailContent, state: EmailState, subject: &str) -> InOutbox {
    let is_staff = matches!(content, EmailContent::Staff(_));
    let is_failed = matches!(state, EmailState::Failed(_));
    let of_payment = (
        AccountId::from_random([2; ID_LENGTH]),
        PaymentId::from_random([3; ID_LENGTH]),
    );
    let digit = u8::try_from(subject.len() % 32).unwrap();
    InOutbox {
        email: OutgoingEmail {
            id: EmailId::from_random([digit; ID_LENGTH]),
            about: (!is_staff).then_some(of_payment),
            to: "ada.lovelace.of.the.analytical.engine@example.org".to_owned(),
            content,
            state,
            attempts: if is_failed { 5 } else { 1 },
            last_failure: is_failed.then(|| "550 5.1.1 … has no mailbox here".to_owned()),
            written_at: NOW,
        },
        letter: Letter {
            subject: subject.to_owned(),
            html: LETTER.to_owned(),
            text: format!(
                "{subject}\n\nIt has a link:\nhttp://127.0.0.1:8080/admin/invitations/{}\n\nNobody reads answers to this address.",
                "a1".repeat(32)
            ),
        },
    }
}

fn receipt(language: Language) -> Receipt {
    let [service, description, _] = said_by_service(language);
    Receipt {
        service: service.to_owned(),
        reference: "FL-2026-0001".to_owned(),
        description: description.to_owned(),
        amount: Amount::from_minor(123_450).unwrap(),
        surcharge: None,
        created_at: NOW,
        paragraph: None,
        language,
    }
}
