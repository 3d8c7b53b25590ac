//! The test cards as `/sandbox` lists them, in words.

use domain::card::test_cards::{TEST_CARDS, TestCard, TestOutcome};
use domain::card::{CardProduct, Funding, Prepaid};

use crate::card_details::name_of;

/// A test card in words.
#[derive(Clone, Debug)]
pub(crate) struct ListedCard {
    /// The number, in groups that are easy to read.
    pub(crate) number: String,
    /// Brand and type.
    pub(crate) kind: String,
    /// What a payment with it comes to.
    pub(crate) outcome: &'static str,
}

/// Every test card, those that pay first.
pub(crate) fn listed() -> Vec<ListedCard> {
    let (pay, others): (Vec<_>, Vec<_>) = TEST_CARDS
        .iter()
        .partition(|card| card.outcome == TestOutcome::Authorised);
    pay.into_iter().chain(others).map(in_words).collect()
}

fn in_words(card: &TestCard) -> ListedCard {
    ListedCard {
        number: in_groups(card.number),
        kind: kind(card.product),
        outcome: outcome(card.outcome),
    }
}

fn in_groups(number: &str) -> String {
    let mut text = String::with_capacity(number.len() + 4);
    for (place, digit) in number.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

fn kind(product: CardProduct) -> String {
    let funding = match product.funding {
        Funding::Debit => " debit",
        Funding::Credit => " credit",
        Funding::Either => "",
    };
    let corporate = if product.corporate { ", corporate" } else { "" };
    let prepaid = match product.prepaid {
        Prepaid::Yes => ", prepaid",
        Prepaid::No | Prepaid::Unknown => "",
    };
    format!("{}{funding}{corporate}{prepaid}", name_of(product.brand))
}

fn outcome(outcome: TestOutcome) -> &'static str {
    match outcome {
        TestOutcome::Authorised => "Pays",
        TestOutcome::Declined => "Declined by the bank (P0010)",
        TestOutcome::DeclinedAsExpired => "Declined as expired (P0010)",
        TestOutcome::DeclinedForSecurityCode => "Declined for its security code (P0010)",
        TestOutcome::Failed => "The provider fails (P0050)",
        TestOutcome::NotAccepted => "Refused on the card page: type not accepted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_read_as_people_need_them() {
        let cards = listed();
        let first = cards.first().unwrap();

        assert_eq!(cards.len(), TEST_CARDS.len());
        assert_eq!(
            (first.number.as_str(), first.kind.as_str(), first.outcome),
            ("4444 3333 2222 1111", "Visa credit", "Pays")
        );
    }
}
