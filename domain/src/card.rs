//! Cards: what the paying user types, and the little of it that may rest.
//!
//! Numbers and security codes live in secret strings that are wiped when they
//! are dropped, and nothing here prints them.

pub mod brand;
pub mod expiry;
pub mod holder;
pub mod number;
pub mod product;
pub mod security_code;
pub mod test_cards;

pub use self::brand::{Brand, CardType};
pub use self::expiry::Expiry;
pub use self::holder::Holder;
pub use self::number::CardNumber;
pub use self::product::{CardProduct, Funding, Prepaid};
pub use self::security_code::SecurityCode;
use crate::payment::Address;

/// A card as the paying user gave it, on its way to the PSP. It is never stored.
#[derive(Debug)]
pub struct CardDetails {
    /// The card number.
    pub number: CardNumber,
    /// The last month in which it is valid.
    pub expiry: Expiry,
    /// The security code.
    pub security_code: SecurityCode,
    /// The name on it.
    pub holder: Holder,
    /// The address it is billed to, where the account collects it.
    pub billing_address: Option<Address>,
}

/// What rests of a card: enough to recognise it, too little to pay with.
///
/// A card that was reported to us may lack any of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardSummary {
    /// The first six digits.
    pub first_six: Option<String>,
    /// The last four digits.
    pub last_four: Option<String>,
    /// The last month in which it is valid.
    pub expiry: Option<Expiry>,
    /// The name on it.
    pub holder: Option<Holder>,
    /// Its brand, when the number tells.
    pub brand: Option<Brand>,
    /// Debit or credit, when the number tells.
    pub card_type: Option<CardType>,
    /// The address it is billed to.
    pub billing_address: Option<Address>,
}

impl CardDetails {
    /// The part that may rest.
    pub fn summary(&self) -> CardSummary {
        let product = CardProduct::of(&self.number);
        CardSummary {
            first_six: Some(self.number.first_six().to_owned()),
            last_four: Some(self.number.last_four().to_owned()),
            expiry: Some(self.expiry),
            holder: Some(self.holder.clone()),
            brand: product.map(|product| product.brand),
            card_type: product.and_then(|product| product.funding.card_type()),
            billing_address: self.billing_address.clone(),
        }
    }
}

impl CardSummary {
    /// The same card without its holder's name and address.
    pub fn redacted(self) -> Self {
        Self {
            holder: self.holder.map(|_| Holder::redacted()),
            billing_address: self.billing_address.map(|address| address.redacted()),
            ..self
        }
    }
}
