//! What rests of a card: seven columns, any of which may be empty.

use domain::card::{Brand, CardSummary, Expiry, Holder};

use super::people::{address_from_text, address_to_text};
use super::{Impossible, named, present, sound, word};

/// The columns of a card.
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

/// The columns of a card, empty where there is none.
pub(crate) fn to_columns(card: Option<&CardSummary>) -> CardColumns {
    let Some(card) = card else {
        return CardColumns::default();
    };
    CardColumns {
        first_six: card.first_six.clone(),
        last_four: card.last_four.clone(),
        expiry: card.expiry.map(expiry_to_text),
        holder: card.holder.as_ref().map(|name| name.as_str().to_owned()),
        brand: card.brand.map(|brand| brand.id().to_owned()),
        card_type: card.card_type.map(word),
        address: card.billing_address.as_ref().map(address_to_text),
    }
}

/// The card that these columns describe.
pub(crate) fn from_columns(columns: CardColumns) -> Result<CardSummary, Impossible> {
    let expiry = columns
        .expiry
        .map(|text| sound("card_expiry", Expiry::parse_short(&text)));
    let brand = columns
        .brand
        .map(|id| present("card_brand", Brand::by_id(&id)));
    let card_type = columns.card_type.map(|name| named("card_type", &name));
    let address = columns.address.map(|text| address_from_text(&text));
    Ok(CardSummary {
        first_six: columns.first_six,
        last_four: columns.last_four,
        expiry: expiry.transpose()?,
        holder: columns.holder.map(Holder::stored),
        brand: brand.transpose()?,
        card_type: card_type.transpose()?,
        billing_address: address.transpose()?,
    })
}

/// With its century, unlike on the card, so that every expiry reads back.
fn expiry_to_text(expiry: Expiry) -> String {
    format!("{:02}/{:04}", expiry.month(), expiry.year())
}
