//! Card brands and types, and which of them an account accepts.

use std::collections::BTreeSet;

use strum::IntoEnumIterator;

/// A card scheme. The public API lists it by [`Brand::id`] and shows it by [`Brand::label`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum Brand {
    /// Visa.
    Visa,
    /// Mastercard.
    Mastercard,
    /// American Express.
    AmericanExpress,
    /// Diners Club.
    DinersClub,
    /// Discover.
    Discover,
    /// JCB.
    Jcb,
    /// UnionPay.
    UnionPay,
    /// Maestro.
    Maestro,
}

/// Whose money a card spends.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumIter,
    strum::IntoStaticStr,
    strum::EnumString,
)]
#[strum(serialize_all = "snake_case")]
pub enum CardType {
    /// The holder's, at once.
    Debit,
    /// The issuer's, for a while.
    Credit,
}

impl Brand {
    /// The identifier that settings and searches use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Visa => "visa",
            Self::Mastercard => "master-card",
            Self::AmericanExpress => "american-express",
            Self::DinersClub => "diners-club",
            Self::Discover => "discover",
            Self::Jcb => "jcb",
            Self::UnionPay => "unionpay",
            Self::Maestro => "maestro",
        }
    }

    /// The name that people and API answers see.
    pub fn label(self) -> &'static str {
        match self {
            Self::Visa => "Visa",
            Self::Mastercard => "Mastercard",
            Self::AmericanExpress => "American Express",
            Self::DinersClub => "Diners Club",
            Self::Discover => "Discover",
            Self::Jcb => "Jcb",
            Self::UnionPay => "Union Pay",
            Self::Maestro => "Maestro",
        }
    }

    /// The brand with this identifier.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::iter().find(|brand| brand.id() == id)
    }

    /// How many digits its security code has.
    pub fn security_code_length(self) -> usize {
        match self {
            Self::AmericanExpress => 4,
            Self::Visa
            | Self::Mastercard
            | Self::DinersClub
            | Self::Discover
            | Self::Jcb
            | Self::UnionPay
            | Self::Maestro => 3,
        }
    }

    /// The types the brand issues, as accounts list them (as in GOV.UK Pay).
    pub fn types(self) -> &'static [CardType] {
        match self {
            Self::Visa | Self::Mastercard => &[CardType::Debit, CardType::Credit],
            Self::AmericanExpress
            | Self::DinersClub
            | Self::Discover
            | Self::Jcb
            | Self::UnionPay => &[CardType::Credit],
            Self::Maestro => &[CardType::Debit],
        }
    }
}

/// The cards an account takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedCards(BTreeSet<(Brand, CardType)>);

impl AcceptedCards {
    /// What a new account takes: everything but Maestro, which asks for 3-D Secure.
    pub fn usual() -> Self {
        Self::of(
            Brand::iter()
                .filter(|brand| *brand != Brand::Maestro)
                .flat_map(|brand| brand.types().iter().map(move |t| (brand, *t))),
        )
    }

    /// Exactly these.
    pub fn of(cards: impl IntoIterator<Item = (Brand, CardType)>) -> Self {
        Self(cards.into_iter().collect())
    }

    /// Whether it takes this brand's cards of this type.
    pub fn has(&self, brand: Brand, card_type: CardType) -> bool {
        self.0.contains(&(brand, card_type))
    }

    /// Whether it takes any card of this type.
    pub fn has_type(&self, card_type: CardType) -> bool {
        self.0.iter().any(|(_, accepted)| *accepted == card_type)
    }

    /// The brands it takes, each once, in the order of the list.
    pub fn brands(&self) -> Vec<Brand> {
        let mut brands: Vec<_> = self.0.iter().map(|(brand, _)| *brand).collect();
        brands.dedup();
        brands
    }

    /// Every accepted brand and type.
    pub fn iter(&self) -> impl Iterator<Item = (Brand, CardType)> + '_ {
        self.0.iter().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_brand_has_an_identifier_of_its_own() {
        for brand in Brand::iter() {
            assert_eq!(Brand::by_id(brand.id()), Some(brand));
        }
    }

    #[test]
    fn a_new_account_takes_everything_but_maestro() {
        let accepted = AcceptedCards::usual();

        assert!(accepted.has(Brand::Visa, CardType::Debit));
        assert!(accepted.has(Brand::UnionPay, CardType::Credit));
        assert!(!accepted.has(Brand::Maestro, CardType::Debit));
        assert_eq!(accepted.brands().len(), 7);
    }
}
