//! How the sandbox judges a card: by its number.

use domain::card::CardNumber;
use domain::card::test_cards::{TestCard, TestOutcome};
use domain::ports::sandbox::Verdict;

/// The card that is good once, and declined when it is kept (as in GOV.UK Pay).
const GOOD_ONCE: &str = "5105105105105100";

/// The verdict on a card. A number that no table lists fails, as does one that
/// accounts do not take: the sandbox was never meant to see it.
pub(crate) fn verdict(number: &CardNumber) -> Verdict {
    let card = TestCard::with_number(number.expose());
    match card.map(|card| card.outcome) {
        Some(TestOutcome::Authorised) => Verdict::Authorised,
        Some(
            TestOutcome::Declined
            | TestOutcome::DeclinedAsExpired
            | TestOutcome::DeclinedForSecurityCode,
        ) => Verdict::Declined,
        Some(TestOutcome::Failed | TestOutcome::NotAccepted) | None => Verdict::Failed,
    }
}

/// The verdict on later payments on a card that is kept.
pub(crate) fn verdict_when_kept(number: &CardNumber) -> Verdict {
    if number.expose() == GOOD_ONCE {
        Verdict::Declined
    } else {
        Verdict::Authorised
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The references' tables of GOV.UK Pay's sandbox, written out
    /// a second time so that a slip in one of the two shows.
    const EXPECTED: &[(&str, Verdict)] = &[
        ("4444333322221111", Verdict::Authorised),
        ("4242424242424242", Verdict::Authorised),
        ("4000056655665556", Verdict::Authorised),
        ("5105105105105100", Verdict::Authorised),
        ("5200828282828210", Verdict::Authorised),
        ("371449635398431", Verdict::Authorised),
        ("3566002020360505", Verdict::Authorised),
        ("6011000990139424", Verdict::Authorised),
        ("36148900647913", Verdict::Authorised),
        ("4917610000000000003", Verdict::Authorised),
        ("222100000000000", Verdict::Authorised),
        ("4000000000000010", Verdict::Authorised),
        ("4000160000000004", Verdict::Authorised),
        ("4000020000000000", Verdict::Authorised),
        ("4988080000000000", Verdict::Authorised),
        ("4111111111111111", Verdict::Authorised),
        ("4293189100000008", Verdict::Authorised),
        ("5101180000000007", Verdict::Authorised),
        ("4131840000000003", Verdict::Authorised),
        ("4000180000000002", Verdict::Authorised),
        ("4000000000000002", Verdict::Declined),
        ("4000000000000069", Verdict::Declined),
        ("4000000000000127", Verdict::Declined),
        ("4000000000000119", Verdict::Failed),
        ("6759649826438453", Verdict::Failed),
        // Good numbers that no table lists.
        ("4462030000000000", Verdict::Failed),
        ("378282246310005", Verdict::Failed),
    ];

    #[test]
    fn every_test_card_has_its_outcome_and_every_other_number_fails() {
        for (digits, expected) in EXPECTED {
            let number = CardNumber::parse(digits).unwrap();

            assert_eq!(verdict(&number), *expected, "{digits}");
        }
    }

    #[test]
    fn the_table_has_every_test_card() {
        for card in domain::card::test_cards::TEST_CARDS {
            let listed = EXPECTED.iter().any(|(digits, _)| *digits == card.number);

            assert!(listed, "{}", card.number);
        }
    }

    #[test]
    fn one_card_is_declined_when_it_is_kept() {
        for card in domain::card::test_cards::TEST_CARDS {
            let number = CardNumber::parse(card.number).unwrap();
            let declined = verdict_when_kept(&number) == Verdict::Declined;

            assert_eq!(declined, card.number == "5105105105105100");
        }
    }

    #[test]
    fn spaces_in_the_number_change_nothing() {
        let number = CardNumber::parse("4000 0000 0000 0002").unwrap();

        assert_eq!(verdict(&number), Verdict::Declined);
    }
}
