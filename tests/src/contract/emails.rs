//! E-mails: what they say stays, and how they stand is saved.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use anyhow::{Context, Result};
use domain::email::{
    EmailContent, EmailState, EmailStateName, OutgoingEmail, Receipt, StaffMessage,
};
use domain::money::Amount;
use domain::payment::Language;
use domain::ports::queries::{EmailSearch, Sheet};
use domain::staff::{Role, StaffEmail};
use domain::{EmailId, PaymentId, Timestamp};
use strum::IntoEnumIterator as _;

use super::work::seconds;
use super::{Fixture, START};

async fn get(fixture: &Fixture, id: &EmailId) -> Result<OutgoingEmail> {
    let found = fixture.unit().await?.emails().get(id).await?;
    found.context("the e-mail is missing")
}

/// An e-mail in the store that waits.
async fn added(fixture: &Fixture) -> Result<OutgoingEmail> {
    let email = fixture.email(START);
    fixture.add_emails(std::slice::from_ref(&email)).await?;
    Ok(email)
}

async fn remove_before(fixture: &Fixture, before: Timestamp, limit: u64) -> Result<u64> {
    let mut unit = fixture.unit().await?;
    let removed = unit.emails().remove_before(before, limit).await?;
    unit.commit().await?;
    Ok(removed)
}

/// Every message to staff there is, with every value that is in one.
fn staff_messages() -> Result<Vec<StaffMessage>> {
    let service = || "Parking & “more” 'ŵ' 😀".to_owned();
    let link = || "c2VhbGVk/+==".to_owned();
    let by = StaffEmail::parse("grace@example.org")?;
    let mut messages = vec![
        StaffMessage::PasswordReset { link: link() },
        StaffMessage::Registration { link: link() },
        StaffMessage::RegisteredAlready,
        StaffMessage::PasswordChanged,
        StaffMessage::SecondFactorChanged,
        StaffMessage::LockedOut,
        StaffMessage::ApprovalAsked {
            service: service(),
            by: by.clone(),
            link: link(),
        },
    ];
    messages.extend(Role::iter().map(|role| StaffMessage::Invitation {
        service: service(),
        role,
        by: (role != Role::ServiceAdmin).then(|| by.clone()),
        link: link(),
    }));
    messages.extend([None, Some("not yet; -- \"x\"".to_owned())].map(|refused| {
        StaffMessage::GoLiveDecided {
            service: service(),
            refused,
        }
    }));
    messages.extend([true, false].map(|is_gone| StaffMessage::WebhookDisabled {
        service: service(),
        endpoint: "The case system".to_owned(),
        is_gone,
    }));
    Ok(messages)
}

fn receipts() -> Result<Vec<Receipt>> {
    let mut receipts = Vec::new();
    for language in Language::iter() {
        for surcharge in [None, Some(Amount::from_minor(1)?)] {
            receipts.push(Receipt {
                service: "Trwyddedau 'ŵ'".to_owned(),
                reference: "Réf \\ % _".to_owned(),
                description: "line one\nline two".to_owned(),
                amount: Amount::MAX,
                surcharge,
                created_at: seconds(7),
                paragraph: surcharge.map(|_| "Diolch 😀\n\n\"twice\"".to_owned()),
                language,
            });
        }
    }
    Ok(receipts)
}

pub async fn every_email_comes_back_as_it_was_added(fixture: &Fixture) -> Result<()> {
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let staff = staff_messages()?.into_iter().map(EmailContent::Staff);
    let receipts = receipts()?.into_iter();
    let contents = staff.chain(receipts.flat_map(|receipt| {
        [
            EmailContent::PaymentConfirmed(receipt.clone()),
            EmailContent::RefundIssued(receipt),
        ]
    }));
    for content in contents {
        let is_for_staff = matches!(content, EmailContent::Staff(_));
        let about = (payment.account.clone(), payment.id.clone());
        let email = OutgoingEmail {
            about: (!is_for_staff).then_some(about),
            content,
            ..fixture.email(seconds(3))
        };

        fixture.add_emails(std::slice::from_ref(&email)).await?;

        assert_eq!(get(fixture, &email.id).await?, email);
        assert_eq!(fixture.queries.email(&email.id).await?, Some(email));
    }
    Ok(())
}

pub async fn an_email_nobody_added_is_not_found(fixture: &Fixture) -> Result<()> {
    added(fixture).await?;
    let id = fixture.email_id();

    assert_eq!(fixture.unit().await?.emails().get(&id).await?, None);
    assert_eq!(fixture.queries.email(&id).await?, None);
    Ok(())
}

pub async fn how_an_email_stands_is_saved(fixture: &Fixture) -> Result<()> {
    let mut email = added(fixture).await?;
    for (state, attempts, last_failure) in [
        (EmailState::Waiting, 1, Some("busy: 'é' 😀".to_owned())),
        (EmailState::Failed(seconds(9)), 5, Some("é".repeat(500))),
        (EmailState::Sent(seconds(8)), 6, None),
    ] {
        email.state = state;
        email.attempts = attempts;
        email.last_failure = last_failure;

        fixture.save_email(&email).await?;

        assert_eq!(get(fixture, &email.id).await?, email);
    }
    Ok(())
}

pub async fn what_an_email_says_never_changes(fixture: &Fixture) -> Result<()> {
    let email = added(fixture).await?;
    let mut payment = fixture.payment()?;
    fixture.add(&mut payment).await?;
    let changed = OutgoingEmail {
        about: Some((payment.account.clone(), payment.id.clone())),
        to: "grace@example.org".to_owned(),
        content: EmailContent::Staff(StaffMessage::LockedOut),
        written_at: seconds(9),
        ..email.clone()
    };

    fixture.save_email(&changed).await?;

    assert_eq!(get(fixture, &email.id).await?, email);
    assert_eq!(fixture.queries.emails_about(&payment.id).await?, []);
    Ok(())
}

pub async fn saving_an_email_that_is_gone_changes_nothing(fixture: &Fixture) -> Result<()> {
    let mut email = fixture.email(START);
    email.sent(START);

    fixture.save_email(&email).await?;

    assert_eq!(fixture.queries.email(&email.id).await?, None);
    Ok(())
}

pub async fn an_email_that_is_rolled_back_never_was(fixture: &Fixture) -> Result<()> {
    let email = fixture.email(START);
    let mut unit = fixture.unit().await?;
    unit.emails().add(&email).await?;
    let found = unit.emails().get(&email.id).await?;
    assert_eq!(found.as_ref(), Some(&email));
    drop(unit);

    assert_eq!(fixture.queries.email(&email.id).await?, None);
    Ok(())
}

pub async fn old_emails_are_removed_a_few_at_a_time(fixture: &Fixture) -> Result<()> {
    let mut emails: Vec<_> = [5, 1, 4, 2, 3]
        .map(|second| fixture.email(seconds(second)))
        .to_vec();
    for email in &mut emails {
        email.sent(seconds(9));
    }
    fixture.add_emails(&emails).await?;

    let mut removed = Vec::new();
    for _ in 0..3 {
        removed.push(remove_before(fixture, seconds(4), 2).await?);
    }

    assert_eq!(removed, [2, 1, 0]);
    for email in emails {
        let stays = email.written_at >= seconds(4);
        let found = fixture.queries.email(&email.id).await?;
        assert_eq!(found, stays.then_some(email));
    }
    Ok(())
}

pub async fn emails_that_wait_are_not_removed(fixture: &Fixture) -> Result<()> {
    let (mut sent, mut failed) = (fixture.email(START), fixture.email(START));
    sent.sent(START);
    failed.refused("no", true, START);
    let mut waiting = fixture.email(START);
    waiting.refused("busy", false, START);
    let untried = fixture.email(START);
    let stay = [waiting, untried];
    fixture.add_emails(&[sent, failed]).await?;
    fixture.add_emails(&stay).await?;

    assert_eq!(remove_before(fixture, seconds(9), 9).await?, 2);

    for email in stay {
        assert_eq!(get(fixture, &email.id).await?, email);
    }
    Ok(())
}

pub async fn emails_about_a_payment_come_oldest_first(fixture: &Fixture) -> Result<()> {
    let (mut payment, mut other) = (fixture.payment()?, fixture.payment()?);
    fixture.add(&mut payment).await?;
    fixture.add(&mut other).await?;
    let about = |id: &PaymentId, second| OutgoingEmail {
        about: Some((fixture.account.id.clone(), id.clone())),
        ..fixture.email(seconds(second))
    };
    let mut expected: Vec<_> = [3, 1, 2].map(|second| about(&payment.id, second)).to_vec();
    fixture.add_emails(&expected).await?;
    let others = [about(&other.id, 4), fixture.email(seconds(5))];
    fixture.add_emails(&others).await?;

    expected.sort_by_key(|email| email.written_at);
    let found = fixture.queries.emails_about(&payment.id).await?;
    assert_eq!(found, expected);
    let nobodys = fixture.payment_id();
    assert_eq!(fixture.queries.emails_about(&nobodys).await?, []);
    Ok(())
}

/// E-mails in the store that stand in all ways, newest first.
async fn written(fixture: &Fixture) -> Result<Vec<OutgoingEmail>> {
    let mut emails = Vec::new();
    for second in [4, 8, 1, 7, 3, 0, 6, 2, 5] {
        let mut email = fixture.email(seconds(second));
        match second % 3 {
            0 => email.sent(seconds(9)),
            1 => drop(email.refused("no", true, seconds(9))),
            _ => {}
        }
        emails.push(email);
    }
    fixture.add_emails(&emails).await?;
    emails.sort_by_key(|email| Reverse(email.written_at));
    Ok(emails)
}

pub async fn emails_are_found_by_how_they_stand_newest_first(fixture: &Fixture) -> Result<()> {
    let written = written(fixture).await?;
    let mut seen = BTreeSet::new();
    for state in EmailStateName::iter().map(Some).chain([None]) {
        let search = EmailSearch {
            state,
            ..EmailSearch::default()
        };
        let page = fixture.queries.emails(&search).await?;

        let mut expected = written.clone();
        expected.retain(|email| state.is_none_or(|state| state == email.state.name()));
        assert_eq!(page.total, expected.len() as u64, "{state:?}");
        assert_eq!(page.items, expected, "{state:?}");
        seen.insert(page.total);
    }
    assert_eq!(seen, [3, 9].into());
    Ok(())
}

pub async fn pages_of_emails_follow_one_another(fixture: &Fixture) -> Result<()> {
    let written = written(fixture).await?;
    let mut found = Vec::new();
    for page in 1..=4 {
        let search = EmailSearch {
            sheet: Sheet {
                page,
                display_size: 4,
            },
            ..EmailSearch::default()
        };
        let page = fixture.queries.emails(&search).await?;
        assert_eq!(page.total, 9);
        found.extend(page.items);
    }
    assert_eq!(found, written);
    Ok(())
}
