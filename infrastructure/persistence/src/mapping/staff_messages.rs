//! What members of staff are told, as a kind and JSON. Links are sealed before they come
//! here.

use domain::email::StaffMessage;
use serde::{Deserialize, Serialize};

use super::staff::email;
use super::{Impossible, from_json, json, named, word};

const INVITATION: &str = "invitation";
const PASSWORD_RESET: &str = "password_reset";
const REGISTRATION: &str = "registration";
const REGISTERED_ALREADY: &str = "registered_already";
const PASSWORD_CHANGED: &str = "password_changed";
const SECOND_FACTOR_CHANGED: &str = "second_factor_changed";
const LOCKED_OUT: &str = "locked_out";
const APPROVAL_ASKED: &str = "approval_asked";
const GO_LIVE_DECIDED: &str = "go_live_decided";
const WEBHOOK_DISABLED: &str = "webhook_disabled";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Invitation {
    service: String,
    role: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    link: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    link: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalAsked {
    service: String,
    by: String,
    link: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GoLiveDecided {
    service: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WebhookDisabled {
    service: String,
    endpoint: String,
    is_gone: bool,
}

/// A message's kind, and the rest of it.
pub(super) fn columns(message: &StaffMessage) -> (&'static str, Option<String>) {
    match message.clone() {
        StaffMessage::Invitation {
            service,
            role,
            by,
            link,
        } => {
            let rest = Invitation {
                service,
                role: word(role),
                by: by.map(|by| by.as_str().to_owned()),
                link,
            };
            (INVITATION, Some(json(&rest)))
        }
        StaffMessage::PasswordReset { link } => (PASSWORD_RESET, Some(json(&Link { link }))),
        StaffMessage::Registration { link } => (REGISTRATION, Some(json(&Link { link }))),
        StaffMessage::RegisteredAlready => (REGISTERED_ALREADY, None),
        StaffMessage::PasswordChanged => (PASSWORD_CHANGED, None),
        StaffMessage::SecondFactorChanged => (SECOND_FACTOR_CHANGED, None),
        StaffMessage::LockedOut => (LOCKED_OUT, None),
        StaffMessage::ApprovalAsked { service, by, link } => {
            let rest = ApprovalAsked {
                service,
                by: by.as_str().to_owned(),
                link,
            };
            (APPROVAL_ASKED, Some(json(&rest)))
        }
        StaffMessage::GoLiveDecided { service, refused } => {
            let rest = GoLiveDecided { service, refused };
            (GO_LIVE_DECIDED, Some(json(&rest)))
        }
        StaffMessage::WebhookDisabled {
            service,
            endpoint,
            is_gone,
        } => {
            let rest = WebhookDisabled {
                service,
                endpoint,
                is_gone,
            };
            (WEBHOOK_DISABLED, Some(json(&rest)))
        }
    }
}

/// The message of a kind.
pub(super) fn read(kind: &str, rest: Option<&str>) -> Result<StaffMessage, Impossible> {
    Ok(match (kind, rest) {
        (INVITATION, Some(text)) => {
            let rest: Invitation = from_json("content", text)?;
            let by = rest.by.map(|by| email("content", &by));
            StaffMessage::Invitation {
                service: rest.service,
                role: named("content", &rest.role)?,
                by: by.transpose()?,
                link: rest.link,
            }
        }
        (PASSWORD_RESET, Some(text)) => {
            let Link { link } = from_json("content", text)?;
            StaffMessage::PasswordReset { link }
        }
        (REGISTRATION, Some(text)) => {
            let Link { link } = from_json("content", text)?;
            StaffMessage::Registration { link }
        }
        (REGISTERED_ALREADY, None) => StaffMessage::RegisteredAlready,
        (PASSWORD_CHANGED, None) => StaffMessage::PasswordChanged,
        (SECOND_FACTOR_CHANGED, None) => StaffMessage::SecondFactorChanged,
        (LOCKED_OUT, None) => StaffMessage::LockedOut,
        (APPROVAL_ASKED, Some(text)) => {
            let rest: ApprovalAsked = from_json("content", text)?;
            StaffMessage::ApprovalAsked {
                service: rest.service,
                by: email("content", &rest.by)?,
                link: rest.link,
            }
        }
        (GO_LIVE_DECIDED, Some(text)) => {
            let GoLiveDecided { service, refused } = from_json("content", text)?;
            StaffMessage::GoLiveDecided { service, refused }
        }
        (WEBHOOK_DISABLED, Some(text)) => {
            let rest: WebhookDisabled = from_json("content", text)?;
            StaffMessage::WebhookDisabled {
                service: rest.service,
                endpoint: rest.endpoint,
                is_gone: rest.is_gone,
            }
        }
        _ => return Err(Impossible::new("kind")),
    })
}

#[cfg(test)]
mod tests {
    use domain::staff::{Role, StaffEmail};
    use strum::IntoEnumIterator;

    use super::*;

    fn somebody() -> StaffEmail {
        StaffEmail::parse("Ada@Example.org").unwrap()
    }

    /// At least one of every kind.
    fn messages() -> Vec<StaffMessage> {
        let service = || "“Rivers” & \\ \u{0}Sons".to_owned();
        let link = || "0a7f".to_owned();
        let invitations = Role::iter().map(|role| StaffMessage::Invitation {
            service: service(),
            role,
            by: (role != Role::Viewer).then(somebody),
            link: link(),
        });
        invitations
            .chain([
                StaffMessage::PasswordReset { link: link() },
                StaffMessage::Registration {
                    link: String::new(),
                },
                StaffMessage::RegisteredAlready,
                StaffMessage::PasswordChanged,
                StaffMessage::SecondFactorChanged,
                StaffMessage::LockedOut,
                StaffMessage::ApprovalAsked {
                    service: service(),
                    by: somebody(),
                    link: link(),
                },
                StaffMessage::GoLiveDecided {
                    service: service(),
                    refused: None,
                },
                StaffMessage::GoLiveDecided {
                    service: String::new(),
                    refused: Some(String::new()),
                },
                StaffMessage::WebhookDisabled {
                    service: service(),
                    endpoint: "A".to_owned(),
                    is_gone: true,
                },
                StaffMessage::WebhookDisabled {
                    service: service(),
                    endpoint: String::new(),
                    is_gone: false,
                },
            ])
            .collect()
    }

    #[test]
    fn every_message_reads_back() {
        for message in messages() {
            let (kind, rest) = columns(&message);
            // A message's own words do not print.
            assert!(read(kind, rest.as_deref()) == Ok(message), "{kind}");
        }
    }

    #[test]
    fn a_message_with_too_much_or_too_little_is_impossible() {
        for (kind, rest, column) in [
            (LOCKED_OUT, Some("{}"), "kind"),
            (INVITATION, None, "kind"),
            (PASSWORD_RESET, Some("{}"), "content"),
            (REGISTRATION, Some(r#"{"link":"","by":"x"}"#), "content"),
            (
                APPROVAL_ASKED,
                Some(r#"{"service":"","by":"nobody","link":""}"#),
                "content",
            ),
        ] {
            assert_eq!(read(kind, rest), Err(Impossible::new(column)), "{kind}");
        }
    }
}
