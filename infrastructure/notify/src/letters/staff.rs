//! What members of staff are told. Staff pages are in English, and so are these.

use std::time::Duration;

use domain::email::StaffMessage;
use domain::payment::Language;
use domain::payment::approval::APPROVAL_WITHIN;
use domain::staff::invitation::{INVITATION_LIFETIME, REGISTRATION_LIFETIME, RESET_LIFETIME};
use domain::webhook::endpoint::DISABLED_AFTER;

use super::draft::Draft;

/// The e-mail for a message.
pub(super) fn draft(message: &StaffMessage, product: &str) -> Draft {
    let draft = words(message, product);
    draft.close(&format!(
        "This e-mail comes from {product}, with which services take payments. Your address was \
         given there."
    ))
}

fn words(message: &StaffMessage, product: &str) -> Draft {
    match message {
        StaffMessage::Invitation {
            service,
            role,
            by,
            link,
        } => {
            let who = match by {
                Some(by) => format!("{} invites you", by.as_str()),
                None => "You are invited".to_owned(),
            };
            subject(&format!("You are invited to “{service}”"))
                .say(&format!("{who} to the service “{service}” on {product}."))
                .facts([("Your role will be", role.label())])
                .say(role.meaning())
                .action("Accept the invitation", link)
                .say(&works_for(INVITATION_LIFETIME))
        }
        StaffMessage::PasswordReset { link } => subject("Set a new password")
            .say(&format!(
                "Somebody, probably you, asked for a new password for {product}."
            ))
            .action("Set a new password", link)
            .say(&works_for(RESET_LIFETIME))
            .say("If it was not you, there is nothing to do: your password stays as it is."),
        StaffMessage::Registration { link } => {
            subject(&format!("Your registration with {product}"))
                .say(&format!(
                    "Somebody, probably you, wants to register with {product} under this address."
                ))
                .action("Go on with the registration", link)
                .say(&works_for(REGISTRATION_LIFETIME))
                .say("If it was not you, there is nothing to do.")
        }
        StaffMessage::RegisteredAlready => {
            subject(&format!("You are registered with {product} already"))
                .say(&format!(
                    "Somebody, probably you, wants to register with {product} under this address, \
                     but you are registered. Sign in, or ask for a new password there."
                ))
                .say("If it was not you, there is nothing to do.")
        }
        StaffMessage::PasswordChanged => subject("Your password was changed")
            .say(&format!("Your password for {product} was changed."))
            .say(IF_NOT_YOU),
        StaffMessage::SecondFactorChanged => subject("Your second factor was changed")
            .say(&format!(
                "What you sign in to {product} with besides your password was changed: an \
                 authenticator app or a passkey."
            ))
            .say(IF_NOT_YOU),
        StaffMessage::LockedOut => subject(&format!("You are locked out of {product}"))
            .say(&format!(
                "After too many wrong answers, nobody can sign in to {product} as you until the \
                 operator runs: bursar staff unlock"
            ))
            .say("If the wrong answers were not yours, tell the operator so."),
        StaffMessage::ApprovalAsked { service, by, link } => {
            subject(&format!("“{service}”: a refund waits for approval"))
                .say(&format!(
                    "{} asks you to approve a refund of the service “{service}”.",
                    by.as_str()
                ))
                .action("Look at the refund", link)
                .say(&format!(
                    "You need to sign in. The refund waits for {}.",
                    length(APPROVAL_WITHIN)
                ))
        }
        StaffMessage::GoLiveDecided {
            service,
            refused: None,
        } => subject(&format!("“{service}” is live")).say(&format!(
            "The service “{service}” is live. It has an account that takes real payments."
        )),
        StaffMessage::GoLiveDecided {
            service,
            refused: Some(reason),
        } => subject(&format!("“{service}” cannot go live yet"))
            .say(&format!(
                "An administrator of {product} has looked at the service “{service}”. It cannot go live yet."
            ))
            .quote("The reason:", reason),
        StaffMessage::WebhookDisabled {
            service,
            endpoint,
            is_gone,
        } => {
            let why = if *is_gone {
                "It answered that it is gone.".to_owned()
            } else {
                format!("It has failed for {} and longer.", length(DISABLED_AFTER))
            };
            subject(&format!("“{service}”: a webhook was disabled"))
                .say(&format!(
                    "The webhook endpoint below is told nothing more of payments. {why}"
                ))
                .facts([("Service", service), ("Endpoint", endpoint)])
                .say(
                    "Once it works again, sign in, enable it on the webhooks page of the service, \
                     and send again there what it missed.",
                )
        }
    }
}

const IF_NOT_YOU: &str = "If it was not you, tell a colleague who looks after your service.";

fn subject(text: &str) -> Draft {
    Draft::new(Language::English, text)
}

fn works_for(lifetime: Duration) -> String {
    format!("The link works for {}.", length(lifetime))
}

/// A length of time in the largest unit of which it is several.
fn length(time: Duration) -> String {
    let minutes = time.as_secs() / 60;
    let in_units_of = |unit: u64| {
        let number = minutes / unit;
        (number > 1 && minutes.is_multiple_of(unit)).then_some(number)
    };
    match (in_units_of(24 * 60), in_units_of(60)) {
        (Some(days), _) => format!("{days} days"),
        (None, Some(hours)) => format!("{hours} hours"),
        (None, None) => format!("{minutes} minutes"),
    }
}
