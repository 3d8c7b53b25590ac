//! What an account adds to payments by corporate card.

use crate::Amount;
use crate::card::{CardProduct, Funding, Prepaid};

/// Flat surcharges for corporate cards; `None` adds nothing (as in GOV.UK Pay).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surcharges {
    /// For corporate credit cards.
    pub credit: Option<Amount>,
    /// For corporate debit cards.
    pub debit: Option<Amount>,
    /// For corporate prepaid debit cards.
    pub prepaid_debit: Option<Amount>,
}

impl Surcharges {
    /// What is added for this card. A card that may or may not be prepaid, debit or
    /// credit, gets the benefit of the doubt.
    pub fn for_card(&self, product: &CardProduct) -> Option<Amount> {
        let surcharge = match (product.prepaid, product.funding) {
            _ if !product.corporate => None,
            (Prepaid::No, Funding::Credit) => self.credit,
            (Prepaid::No, Funding::Debit) => self.debit,
            (Prepaid::Yes, Funding::Debit) => self.prepaid_debit,
            (Prepaid::Yes, Funding::Credit)
            | (Prepaid::Unknown, _)
            | (Prepaid::Yes | Prepaid::No, Funding::Either) => None,
        };
        surcharge.filter(|amount| *amount > Amount::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Brand;

    #[test]
    fn only_corporate_cards_that_are_known_to_be_so_cost_more() {
        let pence = |minor| Some(Amount::from_minor(minor).unwrap());
        let surcharges = Surcharges {
            credit: pence(250),
            debit: pence(50),
            prepaid_debit: Some(Amount::ZERO),
        };
        for (corporate, prepaid, funding, expected) in [
            (false, Prepaid::No, Funding::Credit, None),
            (true, Prepaid::No, Funding::Credit, pence(250)),
            (true, Prepaid::No, Funding::Debit, pence(50)),
            (true, Prepaid::No, Funding::Either, None),
            (true, Prepaid::Yes, Funding::Debit, None),
            (true, Prepaid::Yes, Funding::Credit, None),
            (true, Prepaid::Unknown, Funding::Credit, None),
        ] {
            let product = CardProduct {
                brand: Brand::Visa,
                funding,
                corporate,
                prepaid,
            };
            assert_eq!(surcharges.for_card(&product), expected, "{product:?}");
        }
    }
}
