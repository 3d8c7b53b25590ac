//! What messages say, in plain text.

use domain::payment::approval::APPROVAL_WITHIN;
use domain::ports::people::{Message, MessageBody};
use domain::staff::invitation::{INVITATION_LIFETIME, REGISTRATION_LIFETIME, RESET_LIFETIME};

/// The message as a person reads it.
pub(crate) fn text(message: &Message) -> String {
    let to = message.to.as_str();
    match &message.body {
        MessageBody::Invitation {
            service,
            role,
            by,
            link,
        } => {
            let by = match by {
                Some(by) => format!("{} invites you", by.as_str()),
                None => "You are invited".to_owned(),
            };
            let role = role.label();
            let days = INVITATION_LIFETIME.as_secs() / 86_400;
            format!(
                "To {to}: {by} to {service}. Your role will be: {role}.\n\
                 To accept, open this link within {days} days:\n\n  {link}\n"
            )
        }
        MessageBody::PasswordReset { link } => {
            let minutes = RESET_LIFETIME.as_secs() / 60;
            format!(
                "To {to}: somebody, probably you, asked for a new password.\n\
                 To set one, open this link within {minutes} minutes:\n\n  {link}\n\n\
                 If it was not you, there is nothing to do.\n"
            )
        }
        MessageBody::Registration { link } => {
            let hours = REGISTRATION_LIFETIME.as_secs() / 3_600;
            format!(
                "To {to}: somebody, probably you, wants to register with this address.\n\
                 To go on, open this link within {hours} hours:\n\n  {link}\n\n\
                 If it was not you, there is nothing to do.\n"
            )
        }
        MessageBody::RegisteredAlready => format!(
            "To {to}: somebody, probably you, wants to register with this address, but you \
             are registered. Sign in, or ask for a new password there.\n"
        ),
        MessageBody::PasswordChanged => format!(
            "To {to}: your password was changed. If it was not you, tell a colleague \
             who looks after your service.\n"
        ),
        MessageBody::SecondFactorChanged => format!(
            "To {to}: what you sign in with besides your password was changed: an \
             authenticator app or a passkey. If it was not you, tell a colleague who looks \
             after your service.\n"
        ),
        MessageBody::LockedOut => format!(
            "To {to}: after too many wrong answers, nobody can sign in as you until the \
             operator runs: bursar staff unlock\n"
        ),
        MessageBody::ApprovalAsked { service, by, link } => {
            let days = APPROVAL_WITHIN.as_secs() / 86_400;
            format!(
                "To {to}: {} asks you to approve a refund of {service}.\n\
                 To look at it, open this page and sign in within {days} days:\n\n  {link}\n",
                by.as_str()
            )
        }
        MessageBody::GoLiveDecided {
            service,
            refused: None,
        } => format!("To {to}: {service} is live. It has an account that takes real payments.\n"),
        MessageBody::GoLiveDecided {
            service,
            refused: Some(reason),
        } => format!("To {to}: {service} cannot go live yet: {reason}\n"),
    }
}
