//! Production's way until e-mail is sent: the log says that there was something to
//! say, and to whom, but not the link.

use async_trait::async_trait;
use domain::ports::people::{Message, MessageBody, NotificationError, Notifications};

/// Messages that are noted in the log and go nowhere.
///
/// The operator passes on what cannot wait: `bursar staff invite` prints an
/// invitation's link, and `bursar staff reset` sets a password.
#[derive(Debug, Clone, Copy, Default)]
pub struct Log;

#[async_trait]
impl Notifications for Log {
    async fn send(&self, message: &Message) -> Result<(), NotificationError> {
        let to = message.to.as_str();
        let (what, remedy) = match &message.body {
            MessageBody::Invitation { .. } => {
                ("invitation", "print a link with: bursar staff invite")
            }
            MessageBody::PasswordReset { .. } => {
                ("password reset", "set one with: bursar staff reset")
            }
            MessageBody::Registration { .. } => {
                ("registration", "invite them with: bursar staff invite")
            }
            MessageBody::RegisteredAlready => ("registered already", ""),
            MessageBody::PasswordChanged => ("password changed", ""),
            MessageBody::SecondFactorChanged => ("second factor changed", ""),
            MessageBody::LockedOut => ("locked out", "let them in with: bursar staff unlock"),
            MessageBody::ApprovalAsked { .. } => {
                ("refund to approve", "the transactions page lists it")
            }
            MessageBody::GoLiveDecided { .. } => {
                ("going live decided", "the service's pages say so")
            }
        };
        tracing::warn!(
            to,
            what,
            remedy,
            "a message to staff was not sent: there is no e-mail yet"
        );
        Ok(())
    }
}
