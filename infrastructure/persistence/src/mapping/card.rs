//! What rests of a card: seven columns that are there together or not at all.

use domain::card::{Brand, CardSummary, Expiry, Holder};

use super::people::{address_from_text, address_to_text};
use super::{Impossible, named, present, word};

/// The columns of a card. Brand, type and address may be missing by themselves.
#[derive(Default)]
pub(crate) struct CardColumns {
    pub(crate) first_six: Option<String>,
    pub(crate) last_four: Option<String>,
    pub(crate) expiry: Option<String>,
    pub(crate) holder: Option<String>,
    pub(crate) brand: Option<String>,
    pub(crate) card_type: Option<String>,
    pub(crate) address: Option<String>,
}

pub(crate) fn to_columns(card: Option<&CardSummary>) -> CardColumns {
    let Some(card) = card else {
        return CardColumns::default();
    };
    // With its century, unlike on the card, so that every expiry reads back.
    let expiry = format!("{:02}/{:04}", card.expiry.month(), card.expiry.year());
    CardColumns {
        first_six: Some(card.first_six.clone()),
        last_four: Some(card.last_four.clone()),
        expiry: Some(expiry),
        holder: Some(card.holder.as_str().to_owned()),
        brand: card.brand.map(|brand| brand.id().to_owned()),
        card_type: card.card_type.map(word),
        address: card.billing_address.as_ref().map(address_to_text),
    }
}

pub(crate) fn from_columns(columns: CardColumns) -> Result<Option<CardSummary>, Impossible> {
    let Some(first_six) = columns.first_six else {
        return Ok(None);
    };
    let expiry = present("card_expiry", columns.expiry)?;
    let brand = columns
        .brand
        .map(|id| present("card_brand", Brand::by_id(&id)));
    let card_type = columns.card_type.map(|name| named("card_type", &name));
    let address = columns.address.map(|text| address_from_text(&text));
    Ok(Some(CardSummary {
        first_six,
        last_four: present("card_last_four", columns.last_four)?,
        expiry: Expiry::parse_short(&expiry).map_err(|_| Impossible::new("card_expiry"))?,
        holder: Holder::stored(present("card_holder", columns.holder)?),
        brand: brand.transpose()?,
        card_type: card_type.transpose()?,
        billing_address: address.transpose()?,
    }))
}
