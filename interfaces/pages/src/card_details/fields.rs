//! Each box of the card form: its label, its hints to browser and person, what stands in it.

use domain::account::EmailCollection;
use domain::card::Holder;
use domain::card::holder::{HolderError, looks_like_card_number};

use super::address::TypedAddress;
use super::email_typo::EmailTypo;
use super::problems::{Input, Problems};
use super::view::{AddressFields, EmailTypoField, ExpiryField, Field};

/// The card number. It is always shown empty.
pub(crate) fn card_number(problems: &Problems) -> Field {
    Field {
        digits: true,
        width: "is-card",
        ..text(
            Input::CardNumber,
            "cardNo",
            "Card number",
            "cc-number",
            26,
            problems,
        )
    }
}

/// The two boxes of the expiry date; the hint's year is two after this one.
pub(crate) fn expiry(month: &str, year: &str, this_year: i32, problems: &Problems) -> ExpiryField {
    ExpiryField {
        month: shown_again(month, 2),
        year: shown_again(year, 4),
        example_year: format!("{:02}", (this_year + 2).rem_euclid(100)),
        problem: problems.of(Input::Expiry),
    }
}

/// The name on the card.
pub(crate) fn cardholder_name(value: &str, problems: &Problems) -> Field {
    const LIMIT: u16 = 200;
    let is_card_data = matches!(
        Holder::parse(value),
        Err(HolderError::LooksLikeCardNumber | HolderError::LooksLikeSecurityCode)
    );
    Field {
        value: if is_card_data {
            String::new()
        } else {
            shown_again(value, LIMIT)
        },
        ..text(
            Input::CardholderName,
            "cardholderName",
            "Name on card",
            "cc-name",
            LIMIT,
            problems,
        )
    }
}

/// The boxes of the billing address.
pub(crate) fn address(typed: &TypedAddress, problems: &Problems) -> AddressFields {
    let line1 = text(
        Input::AddressLine1,
        "addressLine1",
        "Address line 1",
        "billing address-line1",
        100,
        problems,
    );
    let line2 = text(
        Input::AddressLine2,
        "addressLine2",
        "Address line 2 (optional)",
        "billing address-line2",
        100,
        problems,
    );
    let city = text(
        Input::City,
        "addressCity",
        "Town or city",
        "billing address-level2",
        100,
        problems,
    );
    let postcode = text(
        Input::Postcode,
        "addressPostcode",
        "Postcode",
        "billing postal-code",
        10,
        problems,
    );
    AddressFields {
        line1: Field {
            value: shown_again(&typed.line1, line1.max_length),
            ..line1
        },
        line2: Field {
            value: shown_again(&typed.line2, line2.max_length),
            ..line2
        },
        city: Field {
            value: shown_again(&typed.city, city.max_length),
            ..city
        },
        country: typed.country.clone(),
        country_problem: problems.of(Input::Country),
        postcode: Field {
            value: shown_again(&typed.postcode, postcode.max_length),
            width: "is-postcode",
            ..postcode
        },
    }
}

/// The e-mail address, unless the account does not ask for it.
pub(crate) fn email(rule: EmailCollection, value: &str, problems: &Problems) -> Option<Field> {
    let label = match rule {
        EmailCollection::Mandatory => "Email",
        EmailCollection::Optional => "Email (optional)",
        EmailCollection::Off => return None,
    };
    Some(Field {
        kind: "email",
        value: shown_again(value, 254),
        ..text(Input::Email, "email", label, "email", 254, problems)
    })
}

/// The question whether the address was misspelt, where it is asked or was answered.
pub(crate) fn email_typo(typo: Option<EmailTypo>, problems: &Problems) -> Option<EmailTypoField> {
    let problem = problems.of(Input::EmailTypo);
    typo.filter(|typo| problem.is_some() || typo.choice.is_some())
        .map(|typo| EmailTypoField { typo, problem })
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

fn text(
    input: Input,
    name: &'static str,
    label: &'static str,
    autocomplete: &'static str,
    max_length: u16,
    problems: &Problems,
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
        problem: problems.of(input),
    }
}
