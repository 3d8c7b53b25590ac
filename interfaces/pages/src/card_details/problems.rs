//! What is wrong with what was typed, input by input, in words for the person who typed it.

/// An input of the card form that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Input {
    CardNumber,
    Expiry,
    CardholderName,
    SecurityCode,
    AddressLine1,
    AddressLine2,
    City,
    Country,
    Postcode,
    Email,
    EmailTypo,
}

impl Input {
    /// The name from which the ids of its errors derive, mostly the input's own id.
    /// The two boxes of the expiry date count as one input, named for the first.
    pub(crate) fn css(self) -> &'static str {
        match self {
            Self::CardNumber => "card-no",
            Self::Expiry => "expiry-month",
            Self::CardholderName => "cardholder-name",
            Self::SecurityCode => "cvc",
            Self::AddressLine1 => "address-line-1",
            Self::AddressLine2 => "address-line-2",
            Self::City => "address-city",
            Self::Country => "address-country",
            Self::Postcode => "address-postcode",
            Self::Email => "email",
            Self::EmailTypo => "email-typo",
        }
    }

    /// The id of what somebody has to change, where the summary leads.
    pub(crate) fn target(self) -> &'static str {
        match self {
            Self::EmailTypo => "email-corrected",
            Self::CardNumber
            | Self::Expiry
            | Self::CardholderName
            | Self::SecurityCode
            | Self::AddressLine1
            | Self::AddressLine2
            | Self::City
            | Self::Country
            | Self::Postcode
            | Self::Email => self.css(),
        }
    }
}

/// One input's problem. The text says what to do and never quotes what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) input: Input,
    pub(crate) text: String,
}

/// All problems of a form, at most one per input, in the order of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem, unless the input has one already.
    pub(crate) fn add(&mut self, input: Input, text: impl Into<String>) {
        if self.of(input).is_none() {
            self.0.push(Problem {
                input,
                text: text.into(),
            });
            self.0.sort_by_key(|problem| problem.input);
        }
    }

    /// Takes a parser's answer, noting its problem.
    pub(crate) fn take<T>(
        &mut self,
        input: Input,
        answer: Result<T, impl Into<String>>,
    ) -> Option<T> {
        answer.map_err(|text| self.add(input, text)).ok()
    }

    /// What is wrong with an input, if anything is.
    pub(crate) fn of(&self, input: Input) -> Option<String> {
        self.0
            .iter()
            .find(|problem| problem.input == input)
            .map(|problem| problem.text.clone())
    }

    /// Whether nothing is wrong.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems from the top of the page down.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_keep_the_order_of_the_page_and_the_first_word_on_each_input() {
        let mut problems = Problems::default();
        problems.add(Input::Email, "third");
        problems.add(Input::CardNumber, "first");
        problems.add(Input::CardNumber, "ignored");
        problems.add(Input::Postcode, "second");

        let texts: Vec<_> = problems
            .iter()
            .map(|problem| problem.text.as_str())
            .collect();
        assert_eq!(texts, ["first", "second", "third"]);
    }
}
