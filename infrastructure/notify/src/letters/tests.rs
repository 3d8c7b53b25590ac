//! Every letter, word for word, and the same for the markup of GOV.UK Notify.
//!
//! `BURSAR_MAIL_GALLERY=<folder> cargo test -p notify gallery` writes them there, to be
//! looked at.

mod html;

use std::path::Path;

use domain::email::{EmailContent, StaffMessage};
use domain::payment::Language;

use super::*;
use crate::specimens;

fn letters() -> Letters {
    Letters::new("Bursar")
}

#[test]
fn every_letter_says_this_in_plain_text() {
    for (name, email) in specimens::all() {
        insta::assert_snapshot!(name, letters().letter(&email).text);
    }
}

#[test]
fn receipts_say_the_same_to_govuk_notify() {
    for (name, email) in specimens::receipts() {
        let markup = letters().markup(&email).body;
        insta::assert_snapshot!(format!("markup_of_{name}"), markup);
    }
    for (name, email) in specimens::staff() {
        if let EmailContent::Staff(StaffMessage::Invitation { .. }) = &email.content {
            let markup = letters().markup(&email).body;
            insta::assert_snapshot!(format!("markup_of_{name}"), markup);
        }
    }
}

#[test]
fn subjects_say_what_happened() {
    let subjects: Vec<String> = specimens::all()
        .iter()
        .map(|(name, email)| format!("{name}: {}", letters().letter(email).subject))
        .collect();
    insta::assert_snapshot!(subjects.join("\n"), @"
    payment_confirmed: Apply for a fishing licence: you have paid £1,234.50
    payment_confirmed.cy: Gwneud cais am drwydded bysgota: rydych wedi talu £1,234.50
    payment_confirmed_plain: Apply for a fishing licence: you have paid £45.00
    payment_confirmed_plain.cy: Gwneud cais am drwydded bysgota: rydych wedi talu £45.00
    refund_issued: Apply for a fishing licence: £45.00 is on its way back to you
    refund_issued.cy: Gwneud cais am drwydded bysgota: mae £45.00 ar ei ffordd yn ôl i chi
    invitation: You are invited to “Apply for a fishing licence”
    invitation_by_operator: You are invited to “Apply for a fishing licence”
    password_reset: Set a new password
    registration: Your registration with Bursar
    registered_already: You are registered with Bursar already
    password_changed: Your password was changed
    second_factor_changed: Your second factor was changed
    locked_out: You are locked out of Bursar
    approval_asked: “Apply for a fishing licence”: a refund waits for approval
    live: “Apply for a fishing licence” is live
    not_live: “Apply for a fishing licence” cannot go live yet
    webhook_failed: “Apply for a fishing licence”: a webhook was disabled
    webhook_gone: “Apply for a fishing licence”: a webhook was disabled
    ");
}

#[test]
fn no_subject_has_a_control_character_whatever_a_service_is_called() {
    for language in [Language::English, Language::Welsh] {
        let mut receipt = specimens::plain(language);
        receipt.service = "Permits\r\nBcc: eve@example.org\u{2028}\u{0}".to_owned();
        for content in [
            EmailContent::PaymentConfirmed(receipt.clone()),
            EmailContent::RefundIssued(receipt.clone()),
        ] {
            let letter = letters().letter(&specimens::email(content));
            assert!(
                letter.subject.contains("Permits Bcc: eve@example.org"),
                "{}",
                letter.subject
            );
            assert!(!letter.subject.contains(char::is_control));
        }
    }
}

#[test]
fn lines_of_text_are_short_but_for_links() {
    for (name, email) in specimens::all() {
        for line in letters().letter(&email).text.lines() {
            let is_link = line.trim_start().starts_with("https://");
            assert!(is_link || line.chars().count() <= 72, "{name}: {line}");
        }
    }
}

#[test]
fn a_link_stands_in_the_letter_as_it_is() {
    for (name, email) in specimens::staff() {
        let EmailContent::Staff(message) = &email.content else {
            continue;
        };
        let Some(link) = message.link() else { continue };
        let letter = letters().letter(&email);
        assert!(
            letter.text.lines().any(|line| line.trim() == link),
            "{name}"
        );
        assert!(letter.html.contains(&format!("href=\"{link}\"")), "{name}");
        let markup = letters().markup(&email).body;
        assert!(markup.lines().any(|line| line == link), "{name}");
    }
}

#[test]
fn nobody_is_told_that_answers_are_not_read_where_they_are() {
    for (name, email) in specimens::receipts() {
        let unread = letters().letter(&email);
        let read = letters().with_answers_read().letter(&email);
        let sentence = match name.ends_with(".cy") {
            true => "Peidiwch ag ateb",
            false => "Please do not reply",
        };
        for (letter, says) in [(&unread, true), (&read, false)] {
            assert_eq!(letter.text.contains(sentence), says, "{name}");
            assert_eq!(letter.html.contains(sentence), says, "{name}");
        }
    }
}

#[test]
fn the_gallery_is_written_where_it_is_asked_for() {
    let Ok(folder) = std::env::var("BURSAR_MAIL_GALLERY") else {
        return;
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).unwrap();
    for (name, email) in specimens::all() {
        let letter = letters().letter(&email);
        std::fs::write(folder.join(format!("{name}.html")), letter.html).unwrap();
        std::fs::write(folder.join(format!("{name}.txt")), letter.text).unwrap();
    }
}
