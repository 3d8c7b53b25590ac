//! The card numbers that the sandbox PSP knows, and what each one does.
//!
//! They are public: integrators write tests with them, so every number of the
//! 2016 documentation and of today's sandbox of GOV.UK Pay stays good.

use super::brand::Brand;
use super::product::{CardProduct, Funding, Prepaid};

/// A documented test card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestCard {
    /// Its number.
    pub number: &'static str,
    /// What the number says about it.
    pub product: CardProduct,
    /// What the sandbox does with it.
    pub outcome: TestOutcome,
}

/// What the sandbox does with a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestOutcome {
    /// Authorises it.
    Authorised,
    /// Declines it.
    Declined,
    /// Declines it as expired.
    DeclinedAsExpired,
    /// Declines it for its security code.
    DeclinedForSecurityCode,
    /// Fails.
    Failed,
    /// Is never asked: accounts do not take the card unless they are told to.
    NotAccepted,
}

impl TestCard {
    /// The test card with this number.
    pub fn with_number(digits: &str) -> Option<&'static Self> {
        TEST_CARDS.iter().find(|card| card.number == digits)
    }
}

const fn card(
    number: &'static str,
    brand: Brand,
    funding: Funding,
    outcome: TestOutcome,
) -> TestCard {
    TestCard {
        number,
        product: CardProduct {
            brand,
            funding,
            corporate: false,
            prepaid: Prepaid::No,
        },
        outcome,
    }
}

const fn corporate(
    number: &'static str,
    brand: Brand,
    funding: Funding,
    prepaid: Prepaid,
) -> TestCard {
    TestCard {
        number,
        product: CardProduct {
            brand,
            funding,
            corporate: true,
            prepaid,
        },
        outcome: TestOutcome::Authorised,
    }
}

const fn visa_prepaid(number: &'static str, funding: Funding, prepaid: Prepaid) -> TestCard {
    TestCard {
        number,
        product: CardProduct {
            brand: Brand::Visa,
            funding,
            corporate: false,
            prepaid,
        },
        outcome: TestOutcome::Authorised,
    }
}

/// Every test card: those of 2016 first, in the order of its table.
pub const TEST_CARDS: &[TestCard] = {
    use Brand::{AmericanExpress, DinersClub, Discover, Jcb, Maestro, Mastercard, Visa};
    use Funding::{Credit, Debit, Either};
    use TestOutcome::{
        Authorised, Declined, DeclinedAsExpired, DeclinedForSecurityCode, Failed, NotAccepted,
    };
    &[
        card("4444333322221111", Visa, Credit, Authorised),
        card("4242424242424242", Visa, Credit, Authorised),
        card("4000056655665556", Visa, Debit, Authorised),
        card("5105105105105100", Mastercard, Debit, Authorised),
        corporate("5200828282828210", Mastercard, Debit, Prepaid::Unknown),
        card("371449635398431", AmericanExpress, Credit, Authorised),
        card("3566002020360505", Jcb, Credit, Authorised),
        card("6011000990139424", Discover, Credit, Authorised),
        card("36148900647913", DinersClub, Credit, Authorised),
        card("6759649826438453", Maestro, Debit, NotAccepted),
        card("4000000000000002", Visa, Either, Declined),
        card("4000000000000127", Visa, Either, DeclinedForSecurityCode),
        card("4000000000000069", Visa, Either, DeclinedAsExpired),
        card("4000000000000119", Visa, Either, Failed),
        card("4917610000000000003", Visa, Debit, Authorised),
        card("222100000000000", Mastercard, Credit, Authorised),
        visa_prepaid("4000000000000010", Either, Prepaid::Unknown),
        visa_prepaid("4000160000000004", Debit, Prepaid::Yes),
        visa_prepaid("4000020000000000", Either, Prepaid::Unknown),
        corporate("4988080000000000", Visa, Debit, Prepaid::No),
        corporate("4111111111111111", Visa, Credit, Prepaid::No),
        corporate("4293189100000008", Visa, Credit, Prepaid::No),
        corporate("5101180000000007", Mastercard, Credit, Prepaid::No),
        corporate("4131840000000003", Visa, Debit, Prepaid::Yes),
        corporate("4000180000000002", Visa, Debit, Prepaid::Yes),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::{CardNumber, brand::AcceptedCards};

    #[test]
    fn every_test_card_is_a_card_that_accounts_take_unless_it_says_otherwise() {
        for card in TEST_CARDS {
            let number = CardNumber::parse(card.number).unwrap();
            let product = CardProduct::of(&number);

            assert_eq!(product, Some(card.product), "{}", card.number);
            let accepted = CardProduct::accepted(product, &AcceptedCards::usual(), true).is_ok();
            assert_eq!(
                accepted,
                card.outcome != TestOutcome::NotAccepted,
                "{}",
                card.number
            );
        }
    }
}
