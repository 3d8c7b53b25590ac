//! What may be shown of a card: every member present, null where nothing is known.

use domain::Payment;
use domain::card::{CardSummary, CardType};
use domain::payment::{Address, PrefilledCardholder};

use crate::contract::Nullable;
use crate::generated::public::{self, CardDetails, CardDetailsCardType};

/// The card that was used; or, until then, what the service knew of its holder.
pub(super) fn details(payment: &Payment) -> Option<CardDetails> {
    match (&payment.card, &payment.prefilled) {
        (Some(card), _) => Some(used(card)),
        (None, Some(known)) => Some(expected(known)),
        (None, None) => None,
    }
}

fn used(card: &CardSummary) -> CardDetails {
    let expiry = card.expiry;
    CardDetails {
        last_digits_card_number: Nullable(Some(card.last_four.clone())),
        first_digits_card_number: Nullable(Some(card.first_six.clone())),
        cardholder_name: Nullable(Some(card.holder.as_str().to_owned())),
        expiry_date: Nullable(Some(format!(
            "{:02}/{:02}",
            expiry.month(),
            expiry.year() % 100
        ))),
        billing_address: Nullable(card.billing_address.as_ref().and_then(address)),
        // A card whose brand the number does not tell has an empty label, not none.
        card_brand: Nullable(Some(
            card.brand.map_or("", |brand| brand.label()).to_owned(),
        )),
        card_type: Nullable(card.card_type.map(|card_type| match card_type {
            CardType::Debit => CardDetailsCardType::Debit,
            CardType::Credit => CardDetailsCardType::Credit,
        })),
        wallet_type: Nullable(None),
    }
}

fn expected(known: &PrefilledCardholder) -> CardDetails {
    CardDetails {
        last_digits_card_number: Nullable(None),
        first_digits_card_number: Nullable(None),
        cardholder_name: Nullable(known.name.clone()),
        expiry_date: Nullable(None),
        billing_address: Nullable(known.billing_address.as_ref().and_then(address)),
        card_brand: Nullable(None),
        card_type: Nullable(None),
        wallet_type: Nullable(None),
    }
}

fn address(address: &Address) -> Option<public::Address> {
    (!address.is_empty()).then(|| public::Address {
        line1: address.line1.clone(),
        line2: address.line2.clone(),
        postcode: address.postcode.clone(),
        city: address.city.clone(),
        country: address.country.clone(),
    })
}
