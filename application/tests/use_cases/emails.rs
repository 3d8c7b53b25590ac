//! E-mails to paying users, and how any e-mail is sent.

mod moments;
mod sending;

use domain::email::{EmailContent, OutgoingEmail, Receipt};
use domain::payment::Language;

use application::actor::PayingUser;

use crate::scene::Scene;

/// What a paying user was written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Written {
    Confirmed(Receipt),
    Refunded(Receipt),
}

impl Written {
    fn receipt(&self) -> &Receipt {
        match self {
            Self::Confirmed(receipt) | Self::Refunded(receipt) => receipt,
        }
    }

    fn language(&self) -> Language {
        self.receipt().language
    }
}

impl Scene {
    /// The e-mails about a payment that were handed on by now, oldest first.
    async fn post_about(&self, user: &PayingUser) -> Vec<OutgoingEmail> {
        let mut sent = self.post().await;
        let is_about = |email: &OutgoingEmail| {
            let about = email.about.as_ref();
            about.is_some_and(|(_, payment)| *payment == user.payment)
        };
        sent.retain(is_about);
        sent
    }

    /// What the paying user was written by now, oldest first.
    async fn written(&self, user: &PayingUser) -> Vec<Written> {
        let about = self.post_about(user).await.into_iter();
        about
            .map(|email| match email.content {
                EmailContent::PaymentConfirmed(receipt) => Written::Confirmed(receipt),
                EmailContent::RefundIssued(receipt) => Written::Refunded(receipt),
                EmailContent::Staff(message) => panic!("{message:?}"),
            })
            .collect()
    }
}
