//! E-mails sent to a real mail server and read back by another's parser; and what becomes of
//! those that it does not take.

#![cfg(test)]

mod server;
mod tls;
#[path = "../clients/tools.rs"]
mod tools;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use domain::email::{EmailContent, EmailState, OutgoingEmail, Receipt, StaffMessage};
use domain::id::ID_LENGTH;
use domain::payment::Language;
use domain::ports::emails::{MailError, Mailer};
use domain::{Amount, EmailId, Timestamp};
use notify::{Letters, Smtp};
use secrecy::SecretString;
use serde_json::json;

use self::server::Server;

const FROM: &str = "Taliadau Cymru <no-reply@pay.example.org>";
const ID: &str = "77777777777777777777777777";

fn smtp(url: &str) -> Smtp {
    let url = SecretString::from(url);
    let reply_to = Some("help@example.org");
    Smtp::from_url(&url, FROM, reply_to, Letters::new("Bursar")).unwrap()
}

fn plain(server: &Server) -> Smtp {
    smtp(&format!("smtp://127.0.0.1:{}?tls=none", server.port))
}

fn email(to: &str, content: EmailContent) -> OutgoingEmail {
    OutgoingEmail {
        id: EmailId::from_random([7; ID_LENGTH]),
        about: None,
        to: to.to_owned(),
        content,
        state: EmailState::Waiting,
        attempts: 0,
        last_failure: None,
        written_at: Timestamp::from_millis(1_795_348_800_000),
    }
}

fn password_changed(to: &str) -> OutgoingEmail {
    email(to, EmailContent::Staff(StaffMessage::PasswordChanged))
}

/// A receipt with letters of Welsh and of others, and lines that begin with a full stop.
fn receipt(language: Language) -> Receipt {
    Receipt {
        service: "Tŷ’r Cyffredin – „permits”\r\nBcc: eve@example.org".to_owned(),
        reference: "FISH-2026/17".to_owned(),
        description: "Trwydded bysgota ŵ ŷ £ € 😀, 12 mis".to_owned(),
        amount: Amount::from_minor(123_450).unwrap(),
        surcharge: Some(Amount::from_minor(250).unwrap()),
        created_at: Timestamp::from_millis(1_782_302_405_000),
        paragraph: Some(format!(".\n.QUIT\n\nFrom me\n{}", "long ".repeat(400))),
        language,
    }
}

#[tokio::test]
async fn what_is_sent_is_what_is_read() {
    let Some(mut server) = Server::start(&[]).await else {
        return;
    };
    let smtp = plain(&server);
    let link = "https://pay.example.org/admin/invitations/4b8f1c2e9a7d3f6b".to_owned();
    for content in [
        EmailContent::PaymentConfirmed(receipt(Language::English)),
        EmailContent::PaymentConfirmed(receipt(Language::Welsh)),
        EmailContent::RefundIssued(receipt(Language::Welsh)),
        EmailContent::Staff(StaffMessage::PasswordReset { link }),
    ] {
        let email = email("ada.lovelace@example.org", content);
        let letter = smtp.letter(&email);

        smtp.send(&email).await.unwrap();

        let taken = server.next().await;
        assert_eq!(
            taken["envelope"],
            json!(["no-reply@pay.example.org", "ada.lovelace@example.org"])
        );
        let content_type = taken["headers"]["Content-Type"].clone();
        assert_eq!(
            taken["headers"],
            json!({
                "From": FROM,
                "Reply-To": "help@example.org",
                "To": "ada.lovelace@example.org",
                "Subject": letter.subject,
                "Date": "Sun, 22 Nov 2026 12:00:00 +0000",
                "Message-ID": format!("<{ID}@pay.example.org>"),
                "Auto-Submitted": "auto-generated",
                "MIME-Version": "1.0",
                "Content-Type": content_type,
            })
        );
        assert_eq!(taken["kind"], "multipart/alternative");
        assert_eq!(
            taken["parts"],
            json!([
                ["text/plain", "utf-8", letter.text],
                ["text/html", "utf-8", letter.html],
            ])
        );
        assert_eq!(taken["defects"], json!([]));
        assert_eq!(taken["is_ascii"], true);
        assert!(taken["longest_line"].as_u64().unwrap() <= 998, "{taken}");
    }
}

#[tokio::test]
async fn every_try_has_the_same_name_and_the_same_connection() {
    let Some(mut server) = Server::start(&[]).await else {
        return;
    };
    let smtp = plain(&server);

    let email = password_changed("ada@example.org");
    let mut taken = Vec::new();
    for _ in 0..3 {
        smtp.send(&email).await.unwrap();
        taken.push(server.next().await);
    }

    for one in &taken {
        assert_eq!(one["connection"], taken[0]["connection"]);
        assert_eq!(
            one["headers"]["Message-ID"],
            taken[0]["headers"]["Message-ID"]
        );
        assert_eq!(one["greeted_by"], "pay.example.org");
    }
}

#[tokio::test]
async fn many_at_a_time_share_a_few_connections() {
    let Some(mut server) = Server::start(&[]).await else {
        return;
    };
    let smtp = Arc::new(plain(&server));
    let sending: Vec<_> = (0..40)
        .map(|number| {
            let smtp = Arc::clone(&smtp);
            let email = password_changed(&format!("reader-{number}@example.org"));
            tokio::spawn(async move { smtp.send(&email).await.unwrap() })
        })
        .collect();
    let (mut readers, mut connections) = (BTreeSet::new(), BTreeSet::new());
    for sent in sending {
        sent.await.unwrap();
        let taken = server.next().await;
        readers.insert(taken["envelope"][1].to_string());
        connections.insert(taken["connection"].as_u64());
    }
    assert_eq!(readers.len(), 40);
    assert!(connections.len() < 40, "{} connections", connections.len());
}

#[tokio::test]
async fn a_connection_that_the_server_has_closed_is_replaced() {
    let Some(mut server) = Server::start(&["--hang-up-after", "0.5"]).await else {
        return;
    };
    let smtp = plain(&server);
    let email = password_changed("ada@example.org");
    smtp.send(&email).await.unwrap();
    let before = server.next().await;

    tokio::time::sleep(Duration::from_secs(2)).await;
    smtp.send(&email).await.unwrap();

    let after = server.next().await;
    assert_ne!(after["connection"], before["connection"]);
}

/// How sending ends: whether for ever, and what staff read.
async fn refusal(smtp: &Smtp, email: &OutgoingEmail) -> (bool, String) {
    match smtp.send(email).await {
        Ok(()) => panic!("{} was sent", email.to),
        Err(MailError::Never(said)) => (true, said.to_string()),
        Err(MailError::NotNow(said)) => (false, said.to_string()),
    }
}

#[tokio::test]
async fn what_is_not_taken_is_tried_again_unless_it_never_will_be() {
    let Some(mut server) = Server::start(&[]).await else {
        return;
    };
    let smtp = plain(&server);
    for (to, forever, said) in [
        (
            "nobody@example.org",
            true,
            "the mail server does not take the recipient: 550 5.1.1 <…>: no such user",
        ),
        (
            "full@example.org",
            true,
            "the mail server does not take the recipient: 552 5.2.2 the mailbox is full",
        ),
        (
            "closed@example.org",
            false,
            "the mail server does not take the recipient: 530 5.7.0 sign in first",
        ),
        (
            "busy@example.org",
            false,
            "the mail server does not take the recipient: 451 4.3.0 come back later",
        ),
        (
            "spam@example.org",
            true,
            "the mail server does not take the e-mail: 554 5.7.1 that is spam",
        ),
        (
            "later@example.org",
            false,
            "the mail server does not take the e-mail: 452 4.3.1 no room at the moment",
        ),
        ("not an address", true, "the address cannot be one"),
        (
            "ada@example.org>\r\nRCPT TO:<eve@example.org",
            true,
            "the address cannot be one",
        ),
        (
            "ŵyn@example.org",
            true,
            "the mail server takes no address with such letters",
        ),
    ] {
        let refused = refusal(&smtp, &password_changed(to)).await;
        assert_eq!(refused, (forever, said.to_owned()), "{to}");
        // Whatever was refused, the next e-mail gets its own answer.
        smtp.send(&password_changed("ada@example.org"))
            .await
            .unwrap();
        assert_eq!(server.next().await["envelope"][1], "ada@example.org");
    }
}

#[tokio::test]
async fn a_sender_that_is_refused_is_for_the_operator_to_mend() {
    let Some(server) = Server::start(&[]).await else {
        return;
    };
    let url = SecretString::from(format!("smtp://127.0.0.1:{}?tls=none", server.port));
    let letters = Letters::new("Bursar");
    let smtp = Smtp::from_url(&url, "banned@example.org", None, letters).unwrap();

    let refused = refusal(&smtp, &password_changed("ada@example.org")).await;

    let said = "the mail server does not take our sender: 550 5.7.1 you may not send";
    assert_eq!(refused, (false, said.to_owned()));
}

#[tokio::test]
async fn a_server_that_hangs_is_left_and_its_late_answer_is_nobody_elses() {
    let Some(mut server) = Server::start(&[]).await else {
        return;
    };
    let smtp = plain(&server).with_patience(Duration::from_secs(2));
    smtp.send(&password_changed("ada@example.org"))
        .await
        .unwrap();
    let before = server.next().await;
    for to in ["hang@example.org", "hang-late@example.org"] {
        let refused = refusal(&smtp, &password_changed(to)).await;
        let said = "the mail server took too long";
        assert_eq!(refused, (false, said.to_owned()), "{to}");

        smtp.send(&password_changed("bo@example.org"))
            .await
            .unwrap();

        let after = server.next().await;
        assert_eq!(after["envelope"][1], "bo@example.org");
        assert_ne!(after["connection"], before["connection"]);
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_or_talks_no_tls_is_for_now() {
    let Some(server) = Server::start(&[]).await else {
        return;
    };
    let port = server.port;
    for (url, said) in [
        (
            format!("smtp://127.0.0.1:{port}"),
            "the mail server cannot be reached over TLS: ",
        ),
        (
            format!("smtps://127.0.0.1:{port}"),
            "the mail server cannot be reached: ",
        ),
        (
            "smtp://127.0.0.1:1?tls=none".to_owned(),
            "the mail server cannot be reached: ",
        ),
        (
            "smtp://nowhere.invalid?tls=none".to_owned(),
            "the mail server cannot be reached: ",
        ),
    ] {
        let (forever, heard) = refusal(&smtp(&url), &password_changed("ada@example.org")).await;
        assert!(!forever && heard.starts_with(said), "{url}: {heard}");
    }
}
