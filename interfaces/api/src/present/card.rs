//! What may be shown of a card: every member present, null where nothing is known.

use domain::Payment;
use domain::card::{CardSummary, CardType};
use domain::payment::{Address, PrefilledCardholder};

use crate::contract::Nullable;
use crate::generated::public::{
    self, CardDetails, CardDetailsCardType, CardDetailsFromResponse,
    CardDetailsFromResponseCardType,
};

/// The card that was used; or, until then, what the service knew of its holder.
pub(super) fn details(payment: &Payment) -> Option<CardDetails> {
    match (&payment.card, &payment.prefilled) {
        (Some(card), _) => Some(used(card)),
        (None, Some(known)) => Some(expected(known)),
        (None, None) => None,
    }
}

fn used(card: &CardSummary) -> CardDetails {
    CardDetails {
        last_digits_card_number: Nullable(card.last_four.clone()),
        first_digits_card_number: Nullable(card.first_six.clone()),
        cardholder_name: Nullable(holder(card)),
        expiry_date: Nullable(card.expiry.map(|expiry| expiry.to_string())),
        billing_address: Nullable(card.billing_address.as_ref().and_then(address)),
        card_brand: Nullable(Some(brand(card))),
        card_type: Nullable(card.card_type.map(|card_type| match card_type {
            CardType::Debit => CardDetailsCardType::Debit,
            CardType::Credit => CardDetailsCardType::Credit,
        })),
        wallet_type: Nullable(None),
    }
}

/// The card of an agreement. Wallets have no part in those.
pub(super) fn stored(card: &CardSummary) -> CardDetailsFromResponse {
    CardDetailsFromResponse {
        last_digits_card_number: Nullable(card.last_four.clone()),
        first_digits_card_number: Nullable(card.first_six.clone()),
        cardholder_name: Nullable(holder(card)),
        expiry_date: Nullable(card.expiry.map(|expiry| expiry.to_string())),
        billing_address: Nullable(card.billing_address.as_ref().and_then(address)),
        card_brand: Nullable(Some(brand(card))),
        card_type: Nullable(card.card_type.map(|card_type| match card_type {
            CardType::Debit => CardDetailsFromResponseCardType::Debit,
            CardType::Credit => CardDetailsFromResponseCardType::Credit,
        })),
    }
}

fn holder(card: &CardSummary) -> Option<String> {
    card.holder
        .as_ref()
        .map(|holder| holder.as_str().to_owned())
}

/// A card whose brand the number does not tell has an empty label, not none.
fn brand(card: &CardSummary) -> String {
    card.brand.map_or("", |brand| brand.label()).to_owned()
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
