//! The question whether an e-mail address was misspelt, and its answer.
//!
//! The page asks once: it shows the address that may be meant beside the one that
//! was typed. The answer holds for as long as the box says what was asked about.

mod suggestion;

use domain::card::holder::looks_like_card_number;
use domain::payment::Email;

use super::email;
use crate::form::Form;

/// What the form says about an address that the page has asked about.
#[derive(Default)]
pub(crate) struct EmailAnswer {
    asked_about: String,
    selected: String,
}

/// An address that looks misspelt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmailTypo {
    pub(crate) typed: Email,
    pub(crate) corrected: Email,
    /// Which of the two it is, once that was said.
    pub(crate) choice: Option<Choice>,
}

/// One of the two addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    Corrected,
    AsTyped,
}

impl EmailAnswer {
    /// Takes the answer out of a form.
    pub(crate) fn take(form: &mut Form) -> Self {
        Self {
            asked_about: form.take("originalemail"),
            // The misspelt name is the one that integrators' tests know.
            selected: form.take("email-typo-sugestion"),
        }
    }
}

impl EmailTypo {
    /// Looks at a typed address. An answer counts if it was about this address and
    /// selects one of the two. What the page would not show again is not asked about.
    pub(crate) fn find(typed: &Email, answer: &EmailAnswer) -> Option<Self> {
        if looks_like_card_number(typed.as_str()) {
            return None;
        }
        let corrected = email::parse(&suggestion::for_address(typed.as_str())?)?;
        let choice = if answer.asked_about != typed.as_str() {
            None
        } else if answer.selected == corrected.as_str() {
            Some(Choice::Corrected)
        } else if answer.selected == typed.as_str() {
            Some(Choice::AsTyped)
        } else {
            None
        };
        Some(Self {
            typed: typed.clone(),
            corrected,
            choice,
        })
    }

    /// The address that was chosen.
    pub(crate) fn chosen(self) -> Option<Email> {
        self.choice.map(|choice| match choice {
            Choice::Corrected => self.corrected,
            Choice::AsTyped => self.typed,
        })
    }

    /// Whether the address is selected that was typed; else it is the other one.
    pub(crate) fn keeps_typed(&self) -> bool {
        self.choice == Some(Choice::AsTyped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_counts_for_the_address_it_was_about() {
        for (asked_about, selected, expected) in [
            ("", "", None),
            ("ada@gmial.com", "ada@gmail.com", Some("ada@gmail.com")),
            ("ada@gmial.com", "ada@gmial.com", Some("ada@gmial.com")),
            ("ada@gmial.com", "", None),
            ("ada@gmial.com", "eve@example.org", None),
            ("ada@hotmial.com", "ada@gmail.com", None),
            ("ada@hotmial.com", "ada@gmial.com", None),
        ] {
            let answer = EmailAnswer {
                asked_about: asked_about.to_owned(),
                selected: selected.to_owned(),
            };
            let typed = Email::parse("ada@gmial.com").unwrap();
            let chosen = EmailTypo::find(&typed, &answer).unwrap().chosen();
            let chosen = chosen.as_ref().map(Email::as_str);
            assert_eq!(chosen, expected, "{asked_about} {selected}");
        }
    }

    #[test]
    fn addresses_that_the_page_would_not_show_again_are_left_alone() {
        let typed = Email::parse("447700900123@gmial.com").unwrap();

        assert_eq!(EmailTypo::find(&typed, &EmailAnswer::default()), None);
    }
}
