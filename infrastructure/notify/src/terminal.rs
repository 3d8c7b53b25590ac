//! Sandbox mode's way: the message appears where the program was started.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use domain::ports::people::{Message, NotificationError, Notifications};

use super::words;

/// Messages written out in full, links and all.
pub struct Terminal<W: Write + Send = io::Stdout>(Mutex<W>);

impl Terminal {
    /// On standard output.
    pub fn stdout() -> Self {
        Self::on(io::stdout())
    }
}

impl<W: Write + Send> Terminal<W> {
    /// On anything that takes text.
    pub fn on(out: W) -> Self {
        Self(Mutex::new(out))
    }
}

#[async_trait]
impl<W: Write + Send> Notifications for Terminal<W> {
    async fn send(&self, message: &Message) -> Result<(), NotificationError> {
        let text = format!("\n{}\n", words::text(message));
        let mut out = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        match written {
            // A reader that went away missed nothing that was meant for it alone.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other.map_err(|error| NotificationError(Box::new(error))),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::ports::people::MessageBody;
    use domain::staff::{Role, StaffEmail};

    use super::*;

    async fn shown(body: MessageBody) -> String {
        let terminal = Terminal::on(Vec::new());
        let to = StaffEmail::parse("ada@example.org").unwrap();
        terminal.send(&Message { to, body }).await.unwrap();
        String::from_utf8(terminal.0.into_inner().unwrap()).unwrap()
    }

    #[tokio::test]
    async fn an_invitation_says_who_invites_whom_to_what_and_how_to_accept() {
        let text = shown(MessageBody::Invitation {
            service: "Parking permits".to_owned(),
            role: Role::ServiceAdmin,
            by: Some(StaffEmail::parse("bo@example.org").unwrap()),
            link: "http://127.0.0.1:8080/admin/x".to_owned(),
        })
        .await;
        assert_eq!(
            text,
            "\nTo ada@example.org: bo@example.org invites you to Parking permits. \
             Your role will be: Service admin.\n\
             To accept, open this link within 7 days:\n\n  http://127.0.0.1:8080/admin/x\n\n"
        );
    }

    #[tokio::test]
    async fn a_link_stands_on_a_line_of_its_own() {
        let link = "http://127.0.0.1:8080/admin/y".to_owned();
        for body in [
            MessageBody::PasswordReset { link: link.clone() },
            MessageBody::Registration { link: link.clone() },
        ] {
            let text = shown(body).await;
            assert!(
                text.lines().any(|line| line == format!("  {link}")),
                "{text}"
            );
        }
    }

    #[tokio::test]
    async fn every_other_message_is_a_sentence_to_somebody() {
        for body in [
            MessageBody::PasswordChanged,
            MessageBody::RegisteredAlready,
            MessageBody::SecondFactorChanged,
            MessageBody::LockedOut,
        ] {
            let text = shown(body).await;
            assert!(text.starts_with("\nTo ada@example.org: "), "{text}");
        }
    }

    #[tokio::test]
    async fn a_colleague_reads_whose_refund_waits_and_where() {
        let text = shown(MessageBody::ApprovalAsked {
            service: "Parking permits".to_owned(),
            by: StaffEmail::parse("bo@example.org").unwrap(),
            link: "http://127.0.0.1:8080/admin/z".to_owned(),
        })
        .await;
        assert_eq!(
            text,
            "\nTo ada@example.org: bo@example.org asks you to approve a refund of \
             Parking permits.\n\
             To look at it, open this page and sign in within 7 days:\n\n  \
             http://127.0.0.1:8080/admin/z\n\n"
        );
    }

    #[tokio::test]
    async fn a_service_reads_whether_it_is_live_and_why_not() {
        for (refused, said) in [
            (None, "Parking permits is live."),
            (
                Some("The address is missing."),
                "cannot go live yet: The address is missing.",
            ),
        ] {
            let service = "Parking permits".to_owned();
            let refused = refused.map(str::to_owned);
            let text = shown(MessageBody::GoLiveDecided { service, refused }).await;
            assert!(text.contains(said), "{text}");
        }
    }

    struct Gone(io::ErrorKind);

    impl Write for Gone {
        fn write(&mut self, _text: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_reader_that_went_away_is_no_failure_and_a_full_disk_is() {
        let to = StaffEmail::parse("ada@example.org").unwrap();
        let body = MessageBody::PasswordChanged;
        let message = Message { to, body };
        for (kind, fails) in [
            (io::ErrorKind::BrokenPipe, false),
            (io::ErrorKind::StorageFull, true),
        ] {
            let sent = Terminal::on(Gone(kind)).send(&message).await;
            assert_eq!(sent.is_err(), fails, "{kind}");
        }
    }
}
