//! Agreements and their rows.

use domain::agreement::{Agreement, PaymentInstrument, StoredCard, UserIdentifier};
use domain::payment::{Description, Reference};
use domain::{AccountId, AgreementId, Timestamp};

use super::card::{self, CardColumns};
use super::{Impossible, count, instant, millis, named, present, sound, stored, word};
use crate::entity::agreements::Model;

/// The row of an agreement as it will be once it is saved, one version on.
pub(crate) fn to_row(agreement: &Agreement) -> Model {
    let instrument = agreement.instrument.as_ref();
    let card = card::to_columns(instrument.map(|instrument| &instrument.card));
    Model {
        id: agreement.id.as_str().to_owned(),
        account: agreement.account.as_str().to_owned(),
        created_at: agreement.created_at.as_millis(),
        reference: agreement.reference.as_str().to_owned(),
        reference_lower: agreement.reference.as_str().to_lowercase(),
        description: agreement.description.as_str().to_owned(),
        user_identifier: agreement
            .user_identifier
            .as_ref()
            .map(|user| user.as_str().to_owned()),
        status: word(agreement.status),
        cancelled_at: millis(agreement.cancelled_at),
        stored_card: instrument.map(|instrument| instrument.stored.as_str().to_owned()),
        stored_at: instrument.map(|instrument| instrument.created_at.as_millis()),
        card_first_six: card.first_six,
        card_last_four: card.last_four,
        card_expiry: card.expiry,
        card_holder: card.holder,
        card_brand: card.brand,
        card_type: card.card_type,
        card_address: card.address,
        version: next_version(agreement),
    }
}

/// The version an agreement has once it is saved.
fn next_version(agreement: &Agreement) -> i64 {
    stored(agreement.version.saturating_add(1))
}

/// The agreement that a row describes.
pub(crate) fn from_row(row: Model) -> Result<Agreement, Impossible> {
    let id = row.id.clone();
    read(row).map_err(|e| e.in_row("agreement", &id))
}

fn read(row: Model) -> Result<Agreement, Impossible> {
    let card = CardColumns {
        first_six: row.card_first_six,
        last_four: row.card_last_four,
        expiry: row.card_expiry,
        holder: row.card_holder,
        brand: row.card_brand,
        card_type: row.card_type,
        address: row.card_address,
    };
    let instrument = match row.stored_card {
        None => None,
        Some(stored) => Some(PaymentInstrument {
            created_at: present("stored_at", instant(row.stored_at))?,
            card: card::from_columns(card)?,
            stored: StoredCard::given(stored),
        }),
    };
    Ok(Agreement {
        id: present("id", AgreementId::parse(&row.id))?,
        account: present("account", AccountId::parse(&row.account))?,
        created_at: Timestamp::from_millis(row.created_at),
        reference: sound("reference", Reference::parse(row.reference))?,
        description: sound("description", Description::parse(row.description))?,
        user_identifier: row
            .user_identifier
            .map(|user| sound("user_identifier", UserIdentifier::parse(user)))
            .transpose()?,
        status: named("status", &row.status)?,
        instrument,
        cancelled_at: instant(row.cancelled_at),
        version: count("version", row.version)?,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mapping::samples::agreements;

    proptest! {
        #[test]
        fn every_agreement_reads_back(original in agreements()) {
            let saved = Agreement { version: original.version + 1, ..original.clone() };

            prop_assert_eq!(from_row(to_row(&original)).unwrap(), saved);
        }
    }

    #[test]
    fn a_stored_card_without_its_day_is_impossible() {
        let row = Model {
            stored_card: Some("token".to_owned()),
            ..to_row(&crate::mapping::samples::agreement())
        };
        let id = row.id.clone();
        let error = from_row(row).unwrap_err();
        assert_eq!(error, Impossible::new("stored_at").in_row("agreement", &id));
    }
}
