//! An agreement: a paying user lets a service take payments from a stored card.
//!
//! It begins without a card. A payment that sets it up brings one, and from then
//! on the service takes payments on it without the paying user.

pub mod instrument;
pub mod user_identifier;

use strum::IntoStaticStr;

pub use self::instrument::{PaymentInstrument, StoredCard};
pub use self::user_identifier::UserIdentifier;
use crate::card::Holder;
use crate::payment::{Description, Reference};
use crate::{AccountId, AgreementId, Timestamp};

/// An agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Its name.
    pub id: AgreementId,
    /// The gateway account that takes its payments.
    pub account: AccountId,
    /// When the service made it.
    pub created_at: Timestamp,
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told it is for.
    pub description: Description,
    /// The service's name for the paying user.
    pub user_identifier: Option<UserIdentifier>,
    /// Where it stands.
    pub status: AgreementStatus,
    /// The card its payments are taken from, once there is one.
    pub instrument: Option<PaymentInstrument>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// How often it has been saved.
    pub version: u64,
}

/// What a service asks for.
#[derive(Clone, Debug)]
pub struct NewAgreement {
    /// The fresh name.
    pub id: AgreementId,
    /// The gateway account.
    pub account: AccountId,
    /// The service's name for it.
    pub reference: Reference,
    /// What the paying user is told.
    pub description: Description,
    /// The service's name for the paying user.
    pub user_identifier: Option<UserIdentifier>,
}

/// Where an agreement stands, as services see it (as in GOV.UK Pay).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum AgreementStatus {
    /// No card is stored yet.
    Created,
    /// Payments can be taken.
    Active,
    /// The bank will never again agree to its card; a set-up payment can bring another.
    Inactive,
    /// Ended by the service.
    Cancelled,
}

/// An agreement that its present status does not let change so. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an agreement that is {} cannot do this", self.0.word())]
pub struct WrongAgreementStatus(pub AgreementStatus);

impl Agreement {
    /// An agreement as a service asks for it, without a card.
    pub fn create(new: NewAgreement, now: Timestamp) -> Self {
        Self {
            id: new.id,
            account: new.account,
            created_at: now,
            reference: new.reference,
            description: new.description,
            user_identifier: new.user_identifier,
            status: AgreementStatus::Created,
            instrument: None,
            cancelled_at: None,
            version: 0,
        }
    }

    /// Gives it a card, in place of any it had. One that was cancelled takes none.
    pub fn activate(&mut self, instrument: PaymentInstrument) -> Result<(), WrongAgreementStatus> {
        match self.status {
            AgreementStatus::Created | AgreementStatus::Active | AgreementStatus::Inactive => {
                self.status = AgreementStatus::Active;
                self.instrument = Some(instrument);
                Ok(())
            }
            AgreementStatus::Cancelled => Err(WrongAgreementStatus(self.status)),
        }
    }

    /// Notes that payments on its card will never be agreed to again.
    pub fn deactivate(&mut self) -> Result<(), WrongAgreementStatus> {
        self.expect_active()?;
        self.status = AgreementStatus::Inactive;
        Ok(())
    }

    /// Ends it. Only an active one can be ended (as in GOV.UK Pay).
    pub fn cancel(&mut self, now: Timestamp) -> Result<(), WrongAgreementStatus> {
        self.expect_active()?;
        self.status = AgreementStatus::Cancelled;
        self.cancelled_at = Some(now);
        Ok(())
    }

    /// Whether it still names the paying user.
    pub fn names_somebody(&self) -> bool {
        let holder = self
            .instrument
            .as_ref()
            .and_then(|i| i.card.holder.as_ref());
        holder.is_some_and(|holder| *holder != Holder::redacted())
            || self
                .user_identifier
                .as_ref()
                .is_some_and(|user| *user != UserIdentifier::redacted())
    }

    /// Removes the paying user's personal data; the card's brand and digits stay.
    pub fn redact(&mut self) {
        self.user_identifier = self
            .user_identifier
            .take()
            .map(|_| UserIdentifier::redacted());
        if let Some(instrument) = &mut self.instrument {
            instrument.card = std::mem::take(&mut instrument.card).redacted();
        }
    }

    /// The card, while payments can be taken from it.
    pub fn usable_instrument(&self) -> Option<&PaymentInstrument> {
        self.instrument
            .as_ref()
            .filter(|_| self.status == AgreementStatus::Active)
    }

    fn expect_active(&self) -> Result<(), WrongAgreementStatus> {
        match self.status {
            AgreementStatus::Active => Ok(()),
            AgreementStatus::Created | AgreementStatus::Inactive | AgreementStatus::Cancelled => {
                Err(WrongAgreementStatus(self.status))
            }
        }
    }
}

impl AgreementStatus {
    /// The word on the wire.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::CardSummary;
    use crate::id::ID_LENGTH;

    fn agreement() -> Agreement {
        Agreement::create(
            NewAgreement {
                id: AgreementId::from_random([1; ID_LENGTH]),
                account: AccountId::from_random([2; ID_LENGTH]),
                reference: Reference::parse("R").unwrap(),
                description: Description::parse("D").unwrap(),
                user_identifier: None,
            },
            Timestamp::from_millis(0),
        )
    }

    fn instrument() -> PaymentInstrument {
        PaymentInstrument {
            created_at: Timestamp::from_millis(1),
            card: CardSummary::default(),
            stored: StoredCard::given("token"),
        }
    }

    #[test]
    fn an_agreement_is_usable_only_while_it_is_active() {
        let mut agreement = agreement();
        assert_eq!(agreement.usable_instrument(), None);
        assert!(agreement.cancel(Timestamp::from_millis(2)).is_err());

        agreement.activate(instrument()).unwrap();
        assert_eq!(agreement.usable_instrument(), Some(&instrument()));

        agreement.deactivate().unwrap();
        assert_eq!(agreement.usable_instrument(), None);
        assert_eq!(agreement.instrument, Some(instrument()));
    }

    #[test]
    fn a_redacted_agreement_names_nobody() {
        let mut agreement = agreement();
        assert!(!agreement.names_somebody());
        agreement.user_identifier = UserIdentifier::parse("user-7").ok();
        agreement
            .activate(PaymentInstrument {
                card: CardSummary {
                    last_four: Some("4242".to_owned()),
                    holder: Some(Holder::stored("Ada Lovelace")),
                    ..CardSummary::default()
                },
                ..instrument()
            })
            .unwrap();
        assert!(agreement.names_somebody());

        agreement.redact();

        assert!(!agreement.names_somebody());
        let card = agreement.instrument.unwrap().card;
        assert_eq!(card.last_four.as_deref(), Some("4242"));
    }

    #[test]
    fn a_cancelled_agreement_stays_cancelled() {
        let mut agreement = agreement();
        agreement.activate(instrument()).unwrap();
        agreement.cancel(Timestamp::from_millis(2)).unwrap();

        assert!(agreement.activate(instrument()).is_err());
        assert!(agreement.deactivate().is_err());
        assert!(agreement.cancel(Timestamp::from_millis(3)).is_err());
        assert_eq!(agreement.cancelled_at, Some(Timestamp::from_millis(2)));
    }
}
