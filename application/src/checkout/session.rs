//! A browser's session with one payment, as a sealed text for a cookie.
//!
//! The text says which payment and since when, and carries a keyed hash, so
//! nothing need be stored and nobody can make one up. A form's token derives
//! from the session it was shown in.

use std::fmt::Write;
use std::time::Duration;

use domain::ports::secrets::Purpose;
use domain::{PaymentId, Timestamp};

use crate::Application;
use crate::actor::PayingUser;

/// How long a session lasts: longer than an unfinished payment by a day, so that
/// somebody who comes back late is told what became of it and led back to the
/// service, instead of being told nothing.
pub const SESSION_LIFETIME: Duration =
    domain::payment::EXPIRES_AFTER.saturating_add(Duration::from_secs(24 * 60 * 60));

impl Application {
    /// Seals a session that begins now.
    pub fn seal_session(&self, payment: &PaymentId) -> String {
        let content = format!("{payment}.{}", self.now().as_millis());
        let mac = self
            .ports
            .secrets
            .mac(Purpose::PageSession, content.as_bytes());
        format!("{content}.{}", hex(&mac))
    }

    /// Opens a sealed session; `None` when it was not sealed here or is over.
    pub fn open_session(&self, sealed: &str) -> Option<PayingUser> {
        let (content, mac) = sealed.rsplit_once('.')?;
        let (payment, since) = content.split_once('.')?;
        if !self
            .ports
            .secrets
            .verify(Purpose::PageSession, content.as_bytes(), &bytes(mac)?)
        {
            return None;
        }
        let admitted_at = Timestamp::from_millis(since.parse().ok()?);
        let lasts = self.now().since(admitted_at) <= SESSION_LIFETIME;
        lasts.then_some(PayingUser {
            payment: PaymentId::parse(payment)?,
            admitted_at,
        })
    }

    /// The token that forms shown in a session carry.
    pub fn form_token(&self, sealed: &str) -> String {
        hex(&self
            .ports
            .secrets
            .mac(Purpose::FormToken, sealed.as_bytes()))
    }

    /// Whether a form was shown in this session.
    pub fn is_form_token(&self, sealed: &str, token: &str) -> bool {
        bytes(token).is_some_and(|mac| {
            self.ports
                .secrets
                .verify(Purpose::FormToken, sealed.as_bytes(), &mac)
        })
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || !hex.is_ascii() {
        return None;
    }
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok())
        .collect()
}
