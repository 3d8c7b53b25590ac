//! What a card number tells about its card.
//!
//! A small public table of issuer ranges, and the sandbox's test cards above it.
//! It knows the brand of a card and, for test cards, the rest; an operator's
//! acquirer has the full table.

use super::brand::AcceptedCards;
use super::test_cards::TestCard;
use super::{Brand, CardNumber, CardType};

/// What kind of card a number belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardProduct {
    /// Its scheme.
    pub brand: Brand,
    /// Debit or credit.
    pub funding: Funding,
    /// Whether a business holds it.
    pub corporate: bool,
    /// Whether it was paid for beforehand.
    pub prepaid: Prepaid,
}

/// Debit or credit, as far as the number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Funding {
    /// Debit.
    Debit,
    /// Credit.
    Credit,
    /// The number doesn't tell.
    Either,
}

/// Prepaid, as far as the number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prepaid {
    /// It is.
    Yes,
    /// It isn't.
    No,
    /// The number doesn't tell.
    Unknown,
}

/// Why an account doesn't take a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAccepted {
    /// The number belongs to no brand we know.
    #[error("the card's brand is not known")]
    UnknownBrand,
    /// The brand isn't taken at all.
    #[error("the card's brand is not accepted")]
    Brand(Brand),
    /// The brand's debit or credit cards aren't.
    #[error("the card's type is not accepted")]
    Type(Brand, CardType),
    /// Prepaid cards aren't.
    #[error("prepaid cards are not accepted")]
    Prepaid,
}

impl Funding {
    /// The card type, where the number tells.
    pub fn card_type(self) -> Option<CardType> {
        match self {
            Self::Debit => Some(CardType::Debit),
            Self::Credit => Some(CardType::Credit),
            Self::Either => None,
        }
    }
}

impl CardProduct {
    /// What the number tells; `None` when no known range holds it.
    pub fn of(number: &CardNumber) -> Option<Self> {
        let digits = number.expose();
        TestCard::with_number(digits)
            .map(|card| card.product)
            .or_else(|| issuer_range(digits))
    }

    /// Whether a text is a card's number, with or without spaces and hyphens, that
    /// somebody typed where something else belongs.
    pub fn is_number_of_one(text: &str) -> bool {
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        CardNumber::parse(&digits).is_ok_and(|number| Self::of(&number).is_some())
    }

    /// Whether an account with these settings takes the card.
    pub fn accepted(
        product: Option<Self>,
        cards: &AcceptedCards,
        takes_prepaid: bool,
    ) -> Result<Self, NotAccepted> {
        let product = product.ok_or(NotAccepted::UnknownBrand)?;
        let brand = product.brand;
        let any_type = brand
            .types()
            .iter()
            .any(|card_type| cards.has(brand, *card_type));
        if !any_type {
            return Err(NotAccepted::Brand(brand));
        }
        if let Some(card_type) = product.funding.card_type()
            && !cards.has(brand, card_type)
        {
            return Err(NotAccepted::Type(brand, card_type));
        }
        if product.prepaid == Prepaid::Yes && !takes_prepaid {
            return Err(NotAccepted::Prepaid);
        }
        Ok(product)
    }
}

/// Public issuer ranges: the first and last prefix of each, and their brand.
/// Longer prefixes come first where ranges overlap.
const RANGES: &[(&str, &str, Brand)] = &[
    ("622126", "622925", Brand::UnionPay),
    ("6011", "6011", Brand::Discover),
    ("3528", "3589", Brand::Jcb),
    ("2221", "2720", Brand::Mastercard),
    ("644", "649", Brand::Discover),
    ("300", "305", Brand::DinersClub),
    ("34", "34", Brand::AmericanExpress),
    ("37", "37", Brand::AmericanExpress),
    ("36", "36", Brand::DinersClub),
    ("38", "39", Brand::DinersClub),
    ("51", "55", Brand::Mastercard),
    ("62", "62", Brand::UnionPay),
    ("65", "65", Brand::Discover),
    ("50", "50", Brand::Maestro),
    ("56", "58", Brand::Maestro),
    ("67", "67", Brand::Maestro),
    ("4", "4", Brand::Visa),
];

fn issuer_range(digits: &str) -> Option<CardProduct> {
    let brand = RANGES.iter().find_map(|(first, last, brand)| {
        let prefix = digits.get(..first.len())?;
        (*first <= prefix && prefix <= *last).then_some(*brand)
    })?;
    let funding = match brand.types() {
        [CardType::Debit] => Funding::Debit,
        [CardType::Credit] => Funding::Credit,
        _ => Funding::Either,
    };
    Some(CardProduct {
        brand,
        funding,
        corporate: false,
        prepaid: Prepaid::Unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(digits: &str) -> Option<CardProduct> {
        CardProduct::of(&CardNumber::parse(digits).unwrap())
    }

    #[test]
    fn a_number_tells_its_brand() {
        for (digits, brand) in [
            ("4242424242424242", Some(Brand::Visa)),
            ("4000000000000002", Some(Brand::Visa)),
            ("5105105105105100", Some(Brand::Mastercard)),
            ("2223003122003222", Some(Brand::Mastercard)),
            ("378282246310005", Some(Brand::AmericanExpress)),
            ("30569309025904", Some(Brand::DinersClub)),
            ("6200000000000005", Some(Brand::UnionPay)),
            ("3530111333300000", Some(Brand::Jcb)),
            ("6011111111111117", Some(Brand::Discover)),
            ("6759649826438453", Some(Brand::Maestro)),
            ("9999999999999995", None),
        ] {
            assert_eq!(product(digits).map(|p| p.brand), brand, "{digits}");
        }
    }

    #[test]
    fn a_card_number_is_known_however_it_is_spaced() {
        for (text, expected) in [
            ("4242424242424242", true),
            ("4242 4242-4242 4242", true),
            ("4242424242424241", false),
            ("LIC-2291", false),
            ("", false),
        ] {
            assert_eq!(CardProduct::is_number_of_one(text), expected, "{text}");
        }
    }

    #[test]
    fn an_account_takes_what_it_lists() {
        let debit_visa = AcceptedCards::of([(Brand::Visa, CardType::Debit)]);
        for (digits, prepaid, expected) in [
            ("4000056655665556", true, Ok(())),
            ("4000000000000010", true, Ok(())),
            (
                "4242424242424242",
                true,
                Err(NotAccepted::Type(Brand::Visa, CardType::Credit)),
            ),
            (
                "371449635398431",
                true,
                Err(NotAccepted::Brand(Brand::AmericanExpress)),
            ),
            ("4000160000000004", false, Err(NotAccepted::Prepaid)),
            ("9999999999999995", true, Err(NotAccepted::UnknownBrand)),
        ] {
            assert_eq!(
                CardProduct::accepted(product(digits), &debit_visa, prepaid).map(|_| ()),
                expected,
                "{digits}"
            );
        }
    }
}
