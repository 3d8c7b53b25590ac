//! The cards an account takes, as the page names them.

use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};

use super::view::{AcceptedBrand, AcceptedList};
use crate::text::CardTexts;

/// A brand's name as people write it.
pub(crate) fn name_of(brand: Brand) -> &'static str {
    match brand {
        Brand::Jcb => "JCB",
        Brand::UnionPay => "UnionPay",
        Brand::Visa
        | Brand::Mastercard
        | Brand::AmericanExpress
        | Brand::DinersClub
        | Brand::Discover
        | Brand::Maestro => brand.label(),
    }
}

/// The list above the card number.
pub(crate) fn list_of(cards: &AcceptedCards, texts: &'static CardTexts) -> AcceptedList {
    let sentence = match (
        cards.has_type(CardType::Debit),
        cards.has_type(CardType::Credit),
    ) {
        (true, false) => texts.debit_only,
        (false, true) => texts.credit_only,
        (true, true) | (false, false) => texts.all_cards,
    };
    let brands = cards
        .brands()
        .into_iter()
        .map(|brand| AcceptedBrand {
            key: brand.id(),
            name: name_of(brand),
            debit: cards.has(brand, CardType::Debit),
            credit: cards.has(brand, CardType::Credit),
        })
        .collect();
    AcceptedList { sentence, brands }
}

#[cfg(test)]
mod tests {
    use domain::payment::Language;

    use super::*;
    use crate::text::Texts;

    #[test]
    fn the_list_says_when_one_type_is_left_out() {
        let texts = &Texts::of(Language::English).card;
        let visa_debit = AcceptedCards::of([(Brand::Visa, CardType::Debit)]);

        let list = list_of(&visa_debit, texts);

        assert_eq!(list.sentence, texts.debit_only);
        assert_eq!(
            list.brands,
            [AcceptedBrand {
                key: "visa",
                name: "Visa",
                debit: true,
                credit: false
            }]
        );
        assert_eq!(list_of(&AcceptedCards::usual(), texts).brands.len(), 7);
    }
}
