//! What a webhook's messages are signed with, on a page that is only asked for on purpose.

use askama::Template;
use data_encoding::BASE64;
use domain::webhook::SigningSecret;
use poem::{Request, Response, handler};
use secrecy::{ExposeSecret, SecretString};

use super::At;
use crate::field::Problems;
use crate::frame::Frame;
use crate::london;
use crate::place::ServiceVisit;
use crate::refusal::Refusal;

/// What Standard Webhooks libraries know a secret by.
const STANDARD_PREFIX: &str = "whsec_";

/// The secrets that sign now.
#[derive(Template)]
#[template(path = "webhooks/secret.html")]
struct SecretPage {
    frame: Frame,
    description: String,
    /// The newest first.
    secrets: Vec<Shown>,
    rotate: String,
    back: String,
}

/// A secret in both spellings.
struct Shown {
    /// As `Pay-Signature` takes it.
    plain: SecretString,
    /// As Standard Webhooks libraries take it.
    standard: SecretString,
    made: Option<String>,
    /// Until when it signs, unless it is the newest.
    until: Option<String>,
}

/// Shows the secrets.
#[handler]
pub(super) async fn show(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    let at = At::to_change(request, &visit, place).await?;
    let known: Vec<&SigningSecret> = at.endpoint().signing(visit.staff.at).collect();
    // One that cannot be opened is not among the texts: then nobody knows which is which.
    let are_pairs = known.len() == at.found.secrets.len();
    let secrets = at.found.secrets.iter().enumerate().map(|(place, text)| {
        let known = known.get(place).filter(|_| are_pairs);
        Shown::of(text, known.copied())
    });
    Ok(visit.show(&SecretPage {
        frame: at.frame(&visit, "Signing secret", &Problems::none()),
        description: at.endpoint().description.clone(),
        secrets: secrets.collect(),
        rotate: at.path("/rotate"),
        back: at.path(""),
    }))
}

impl Shown {
    fn of(text: &SecretString, known: Option<&SigningSecret>) -> Self {
        Self {
            plain: text.clone(),
            standard: standard(text),
            made: known.map(|secret| london::date_time(secret.made_at)),
            until: known.and_then(|secret| secret.retires_at.map(london::date_time)),
        }
    }
}

/// The same secret as Standard Webhooks libraries take it.
fn standard(text: &SecretString) -> SecretString {
    let encoded = BASE64.encode(text.expose_secret().as_bytes());
    SecretString::from(format!("{STANDARD_PREFIX}{encoded}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_webhooks_take_the_same_bytes_in_base_64() {
        let text = SecretString::from("webhook_test_0123456789abcdefghijklmnop");

        assert_eq!(
            standard(&text).expose_secret(),
            "whsec_d2ViaG9va190ZXN0XzAxMjM0NTY3ODlhYmNkZWZnaGlqa2xtbm9w"
        );
    }
}
