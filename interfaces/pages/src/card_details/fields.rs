//! Each box of the card form: its label, its hints to browser and person, what stands in it.

use domain::account::{EmailCollection, GatewayAccount};
use domain::card::Holder;
use domain::card::holder::{HolderError, looks_like_card_number};

use super::address::TypedAddress;
use super::email_typo::EmailTypo;
use super::problems::{Input, Problems};
use super::view::{AddressFields, CodeField, EmailTypoField, ExpiryField, Field};
use crate::countries;
use crate::text::Texts;

/// The boxes of one form, in its language and with its problems.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    pub(crate) texts: &'static Texts,
    pub(crate) problems: &'a Problems,
}

impl Fields<'_> {
    /// The card number. It is always shown empty.
    pub(crate) fn card_number(self, masked: bool) -> Field {
        let label = self.texts.card.number;
        let (kind, autocomplete) = of_digits(masked, "cc-number");
        Field {
            kind,
            digits: true,
            width: "is-card",
            ..self.text(Input::CardNumber, "cardNo", label, autocomplete, 26)
        }
    }

    /// The security code. It is always shown empty.
    pub(crate) fn security_code(self, masked: bool) -> CodeField {
        let (kind, autocomplete) = of_digits(masked, "cc-csc");
        CodeField {
            kind,
            autocomplete,
            problem: self.problems.of(Input::SecurityCode),
        }
    }

    /// The two boxes of the expiry date; the hint's year is two after this one.
    pub(crate) fn expiry(self, month: &str, year: &str, this_year: i32) -> ExpiryField {
        ExpiryField {
            month: shown_again(month, 2),
            year: shown_again(year, 4),
            example_year: format!("{:02}", (this_year + 2).rem_euclid(100)),
            problem: self.problems.of(Input::Expiry),
        }
    }

    /// The name on the card.
    pub(crate) fn cardholder_name(self, value: &str) -> Field {
        const LIMIT: u16 = 200;
        let is_card_data = matches!(
            Holder::parse(value),
            Err(HolderError::LooksLikeCardNumber | HolderError::LooksLikeSecurityCode)
        );
        let (input, label) = (Input::CardholderName, self.texts.card.holder);
        Field {
            value: if is_card_data {
                String::new()
            } else {
                shown_again(value, LIMIT)
            },
            ..self.text(input, "cardholderName", label, "cc-name", LIMIT)
        }
    }

    /// The boxes of the billing address.
    pub(crate) fn address(self, typed: &TypedAddress) -> AddressFields {
        let labels = &self.texts.card;
        let line = |input, name, label, autocomplete, value: &str| Field {
            value: shown_again(value, 100),
            ..self.text(input, name, label, autocomplete, 100)
        };
        AddressFields {
            line1: line(
                Input::AddressLine1,
                "addressLine1",
                labels.line1,
                "billing address-line1",
                &typed.line1,
            ),
            line2: line(
                Input::AddressLine2,
                "addressLine2",
                labels.line2,
                "billing address-line2",
                &typed.line2,
            ),
            city: line(
                Input::City,
                "addressCity",
                labels.city,
                "billing address-level2",
                &typed.city,
            ),
            countries: countries::in_language(self.texts.language),
            country: typed.country.clone(),
            country_problem: self.problems.of(Input::Country),
            postcode: Field {
                value: shown_again(&typed.postcode, 10),
                width: "is-postcode",
                ..self.text(
                    Input::Postcode,
                    "addressPostcode",
                    labels.postcode,
                    "billing postal-code",
                    10,
                )
            },
        }
    }

    /// The e-mail address, unless the account does not ask for it.
    pub(crate) fn email(self, account: &GatewayAccount, value: &str) -> Option<Field> {
        let texts = &self.texts.card;
        let label = match account.email {
            EmailCollection::Mandatory => texts.email,
            EmailCollection::Optional => texts.email_optional,
            EmailCollection::Off => return None,
        };
        Some(Field {
            hint: account.confirms_payments.then_some(texts.email_hint),
            kind: "email",
            value: shown_again(value, 254),
            ..self.text(Input::Email, "email", label, "email", 254)
        })
    }

    /// The question whether the address was misspelt, where it is asked or was answered.
    pub(crate) fn email_typo(self, typo: Option<EmailTypo>) -> Option<EmailTypoField> {
        let problem = self.problems.of(Input::EmailTypo);
        typo.filter(|typo| problem.is_some() || typo.choice.is_some())
            .map(|typo| EmailTypoField { typo, problem })
    }

    fn text(
        self,
        input: Input,
        name: &'static str,
        label: &'static str,
        autocomplete: &'static str,
        max_length: u16,
    ) -> Field {
        Field {
            name,
            css: input.css(),
            label,
            hint: None,
            kind: "text",
            autocomplete,
            digits: false,
            max_length,
            width: "is-wide",
            value: String::new(),
            problem: self.problems.of(input),
        }
    }
}

/// The kind of a box for digits of a card, and what browsers may fill in. Where staff
/// type what somebody says on the telephone, nobody looks over their shoulder, and
/// their browser offers no card of their own.
fn of_digits(masked: bool, autocomplete: &'static str) -> (&'static str, &'static str) {
    if masked {
        ("password", "off")
    } else {
        ("text", autocomplete)
    }
}

/// What was typed, unless it is longer than the box or may be a card number that
/// went into the wrong one: that never comes back in a page.
fn shown_again(typed: &str, max_length: u16) -> String {
    if looks_like_card_number(typed) || typed.chars().count() > usize::from(max_length) {
        String::new()
    } else {
        typed.to_owned()
    }
}
