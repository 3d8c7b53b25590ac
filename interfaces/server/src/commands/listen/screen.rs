//! What `listen` and `trigger` print: lines for people, or JSON for programs.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use anyhow::Context;
use jiff::Zoned;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use webhook_sender::signature::standard_secret;

use super::forward::Posted;
use super::hearing::Heard;

/// As wide as the longest name of an event.
const EVENT_WIDTH: usize = 22;
/// What stands where there is no status.
const NO_STATUS: &str = "---";

/// How things are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::commands) enum Screen {
    /// Lines for people.
    Text {
        /// Whether they are coloured.
        coloured: bool,
    },
    /// A JSON object a line.
    Json,
}

/// What is coloured how.
#[derive(Debug, Clone, Copy)]
enum Colour {
    Good,
    Bad,
    Faint,
}

/// How many events were heard, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// All of them.
    pub(super) heard: u64,
    /// Those that the endpoint took.
    pub(super) taken: u64,
    /// Those that it did not.
    pub(super) failed: u64,
}

impl Screen {
    /// Colours are for terminals, and for those who did not forbid them (`NO_COLOR`).
    pub(in crate::commands) fn new(json: bool) -> Self {
        if json {
            return Self::Json;
        }
        let forbidden = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self::Text {
            coloured: io::stdout().is_terminal() && !forbidden,
        }
    }

    /// Prints a text to people, or an object to programs.
    pub(in crate::commands) fn say(self, text: &str, object: &Value) -> anyhow::Result<()> {
        let line = match self {
            Self::Text { .. } => format!("{text}\n"),
            Self::Json => format!("{object}\n"),
        };
        let mut out = io::stdout().lock();
        out.write_all(line.as_bytes())
            .and_then(|()| out.flush())
            .context("cannot write to standard output")
    }

    /// The connection stands for the first time, or with another secret.
    pub(super) fn ready(
        self,
        api: &str,
        account: &str,
        to: Option<&str>,
        secret: &SecretString,
    ) -> anyhow::Result<()> {
        let text = secret.expose_secret();
        let standard = standard_secret(text);
        let posting = match to {
            Some(to) => format!(
                "Posting to {to}. A post that fails is shown and not repeated.\n\n\
                 Your endpoint verifies with this secret, which stays the same:\n  \
                 Pay-Signature      {text}\n  \
                 Standard Webhooks  {standard}\n"
            ),
            None => "Posting nowhere: --forward-to says where to.\n".to_owned(),
        };
        self.say(
            &format!("Listening to test account {account} at {api}. Ctrl-C ends.\n{posting}"),
            &json!({
                "type": "ready",
                "account_id": account,
                "api": api,
                "forward_to": to,
                "signing_secret": text,
                "standard_webhooks_secret": standard,
            }),
        )
    }

    /// An event came, and was posted if there is somewhere to.
    pub(super) fn heard(self, heard: &Heard, posted: Option<&Posted>) -> anyhow::Result<()> {
        let now = Zoned::now();
        let time = self.colour(Colour::Faint, &now.strftime("%H:%M:%S").to_string());
        let line = format!(
            "{time}  {}",
            self.line(&heard.event_type, heard.payment_id(), posted)
        );
        self.say(
            line.trim_end(),
            &json!({
                "type": "delivery",
                "id": heard.id.as_str(),
                "event_type": heard.event_type,
                "created_date": heard.created_date,
                "payment_id": heard.payment_id(),
                "status": posted.and_then(Posted::status),
                "duration_ms": posted.map(Posted::took_ms),
                "failure": posted.and_then(Posted::failure),
                "body": heard.body,
            }),
        )
    }

    /// One event: what it is, whose, and how posting it went.
    pub(in crate::commands) fn line(
        self,
        event: &str,
        payment: &str,
        posted: Option<&Posted>,
    ) -> String {
        let what = format!("{event:EVENT_WIDTH$}  {payment}");
        let Some(posted) = posted else {
            return what;
        };
        let status = posted.status().map(|status| status.to_string());
        let status = format!("[{}]", status.as_deref().unwrap_or(NO_STATUS));
        let (colour, failure) = match posted.failure() {
            None => (Colour::Good, String::new()),
            Some(failure) => (
                Colour::Bad,
                self.colour(Colour::Bad, &format!("  {failure}")),
            ),
        };
        let status = self.colour(colour, &status);
        format!("--> {what}  {status} {:>4} ms{failure}", posted.took_ms())
    }

    /// The connection is gone, and is tried again after a while.
    pub(super) fn lost(self, why: &str, pause: Duration) -> anyhow::Result<()> {
        let text = format!("{why}; trying again in {} s", pause.as_secs_f32());
        self.say(
            &self.colour(Colour::Bad, &text),
            &json!({
                "type": "disconnected",
                "reason": why,
                "retry_in_ms": u64::try_from(pause.as_millis()).unwrap_or(u64::MAX),
            }),
        )
    }

    /// It is there again.
    pub(super) fn again(self) -> anyhow::Result<()> {
        let text = self.colour(Colour::Good, "connected again");
        self.say(&text, &json!({ "type": "reconnected" }))
    }

    /// That was all.
    pub(super) fn end(self, tally: Tally, forwards: bool) -> anyhow::Result<()> {
        let Tally {
            heard,
            taken,
            failed,
        } = tally;
        let events = if heard == 1 { "event" } else { "events" };
        let outcome = match (forwards, failed) {
            (false, _) => String::new(),
            (true, 0) => format!("; your endpoint took {taken}"),
            (true, _) => format!("; your endpoint took {taken} and failed {failed}"),
        };
        let text = format!("\nHeard {heard} {events}{outcome}.");
        self.say(
            &text,
            &json!({ "type": "end", "heard": heard, "taken": taken, "failed": failed }),
        )
    }

    fn colour(self, colour: Colour, text: &str) -> String {
        let code = match colour {
            Colour::Good => 32,
            Colour::Bad => 31,
            Colour::Faint => 2,
        };
        match self {
            Self::Text { coloured: true } => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::Text { coloured: false } | Self::Json => text.to_owned(),
        }
    }
}
