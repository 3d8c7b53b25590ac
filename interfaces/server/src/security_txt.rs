//! `/.well-known/security.txt` (RFC 9116): where to report a vulnerability.

use poem::http::{StatusCode, header};
use poem::{Endpoint, IntoResponse, Request, Response};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime, Time};

use crate::settings::SecurityContact;
use crate::settings::urls::Origin;

/// How long a copy of the file may be relied on. RFC 9116 asks for less than a
/// year.
const GOOD_FOR: Duration = Duration::days(180);

/// Serves the file, or 404 where no contact is set.
pub struct SecurityTxt {
    contact: SecurityContact,
    canonical: String,
}

impl SecurityTxt {
    /// What to say, and where the file is found.
    pub fn new(contact: SecurityContact, public: &Origin) -> Self {
        Self {
            contact,
            canonical: format!("{}/.well-known/security.txt", public.as_str()),
        }
    }

    fn text(&self, today: OffsetDateTime) -> Option<String> {
        if self.contact.contacts.is_empty() {
            return None;
        }
        let expires = today.replace_time(Time::MIDNIGHT) + GOOD_FOR;
        let mut text = String::new();
        for contact in &self.contact.contacts {
            text.push_str(&format!("Contact: {contact}\n"));
        }
        text.push_str(&format!("Expires: {}\n", expires.format(&Rfc3339).ok()?));
        text.push_str("Preferred-Languages: en\n");
        text.push_str(&format!("Canonical: {}\n", self.canonical));
        if let Some(policy) = &self.contact.policy {
            text.push_str(&format!("Policy: {policy}\n"));
        }
        Some(text)
    }
}

impl Endpoint for SecurityTxt {
    type Output = Response;

    async fn call(&self, _request: Request) -> poem::Result<Response> {
        match self.text(OffsetDateTime::now_utc()) {
            Some(text) => Ok(Response::builder()
                .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
                .body(text)),
            None => Ok(StatusCode::NOT_FOUND.into_response()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_whom_to_write_to_and_until_when() {
        let contact = SecurityContact {
            contacts: vec!["mailto:security@example.org".into()],
            policy: Some("https://example.org/policy".into()),
        };
        let origin = "https://pay.example.org".parse().unwrap();
        let text = SecurityTxt::new(contact, &origin)
            .text(time::macros::datetime!(2026-11-22 10:11:12 UTC))
            .unwrap();
        assert_eq!(
            text,
            "Contact: mailto:security@example.org\n\
             Expires: 2027-05-21T00:00:00Z\n\
             Preferred-Languages: en\n\
             Canonical: https://pay.example.org/.well-known/security.txt\n\
             Policy: https://example.org/policy\n"
        );
    }

    #[test]
    fn without_a_contact_there_is_no_file() {
        let origin = "https://pay.example.org".parse().unwrap();
        let endpoint = SecurityTxt::new(SecurityContact::default(), &origin);
        assert_eq!(endpoint.text(OffsetDateTime::UNIX_EPOCH), None);
    }
}
