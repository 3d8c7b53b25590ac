//! Sandbox mode's way: nothing is sent. The outbox page shows every e-mail, and the terminal
//! says that there is one.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use domain::email::{Letter, OutgoingEmail};
use domain::ports::emails::{MailError, Mailer};

use crate::Letters;
use crate::letters::one_line;

/// E-mails that stay here.
#[derive(Debug)]
pub struct Outbox<W: Write + Send = io::Stdout> {
    base_url: String,
    out: Mutex<W>,
    letters: Letters,
}

impl<W: Write + Send> Outbox<W> {
    /// An outbox whose page is at `{base_url}/outbox`, and which says a line for each e-mail.
    pub fn new(base_url: &str, out: W, letters: Letters) -> Self {
        Self {
            base_url: base_url.trim_end_matches('/').to_owned(),
            out: Mutex::new(out),
            letters,
        }
    }
}

#[async_trait]
impl<W: Write + Send> Mailer for Outbox<W> {
    fn letter(&self, email: &OutgoingEmail) -> Letter {
        self.letters.letter(email)
    }

    async fn send(&self, email: &OutgoingEmail) -> Result<(), MailError> {
        let line = format!(
            "e-mail to {}: {} - {}/outbox/{}\n",
            one_line::of(&email.to),
            self.letter(email).subject,
            self.base_url,
            email.id
        );
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        // The e-mail is in the outbox whether or not somebody reads the terminal.
        if let Err(error) = out.write_all(line.as_bytes()).and_then(|()| out.flush()) {
            tracing::debug!(email.id = %email.id, error = &error as &dyn std::error::Error,
                "the terminal was not told of an e-mail");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::email::{EmailContent, StaffMessage};

    use super::*;
    use crate::specimens;

    async fn said(content: EmailContent, to: &str) -> String {
        let outbox = Outbox::new("http://127.0.0.1:8080/", Vec::new(), Letters::new("Bursar"));
        let mut email = specimens::email(content);
        email.to = to.to_owned();
        outbox.send(&email).await.unwrap();
        String::from_utf8(outbox.out.into_inner().unwrap()).unwrap()
    }

    #[tokio::test]
    async fn one_line_says_to_whom_about_what_and_where_to_look() {
        let link = "http://127.0.0.1:8080/admin/x".to_owned();
        let content = EmailContent::Staff(StaffMessage::PasswordReset { link });

        let line = said(content, "ada@example.org\r\nx").await;

        assert_eq!(
            line,
            "e-mail to ada@example.org x: Set a new password - \
             http://127.0.0.1:8080/outbox/77777777777777777777777777\n"
        );
    }

    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _text: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[tokio::test]
    async fn a_terminal_that_went_away_is_no_failure() {
        let outbox = Outbox::new("http://127.0.0.1:8080", Gone, Letters::new("Bursar"));
        let content = EmailContent::Staff(StaffMessage::PasswordChanged);
        assert!(outbox.send(&specimens::email(content)).await.is_ok());
    }
}
