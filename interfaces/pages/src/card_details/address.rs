//! The billing address as typed, and what makes it one.

use domain::Payment;
use domain::account::GatewayAccount;
use domain::card::holder::looks_like_card_number;
use domain::payment::Address;
use domain::postcode::is_uk_postcode;
use validator::{Validate, ValidationError};

use super::problems::{Input, Problems};
use crate::countries;
use crate::form::Form;
use crate::text::MistakeTexts;

/// The code of an error that has words of its own: the box is empty or too full.
const LENGTH: &str = "length";

/// The address boxes.
#[derive(Clone, Default, Validate)]
#[validate(schema(function = "postcode_fits_country", skip_on_field_errors = false))]
pub(crate) struct TypedAddress {
    #[validate(length(min = 1, max = 100), custom(function = "no_card_number"))]
    pub(crate) line1: String,
    #[validate(length(max = 100), custom(function = "no_card_number"))]
    pub(crate) line2: String,
    #[validate(length(min = 1, max = 100), custom(function = "no_card_number"))]
    pub(crate) city: String,
    #[validate(custom(function = "known_country"))]
    pub(crate) country: String,
    #[validate(length(min = 1, max = 10), custom(function = "no_card_number"))]
    pub(crate) postcode: String,
}

impl TypedAddress {
    /// Takes the address out of a form.
    pub(crate) fn take(form: &mut Form) -> Self {
        Self {
            line1: form.take("addressLine1"),
            line2: form.take("addressLine2"),
            city: form.take("addressCity"),
            country: form.take("addressCountry"),
            postcode: form.take("addressPostcode"),
        }
    }

    /// An address that the service knew. A country it does not name, or that we
    /// do not know, is taken for the United Kingdom where the account says so.
    pub(crate) fn prefilled(known: Address, presumes_uk: bool) -> Self {
        let country = known.country.filter(|code| countries::is_known(code));
        let presumed = presumes_uk.then(|| countries::UNITED_KINGDOM.to_owned());
        Self {
            line1: known.line1.unwrap_or_default(),
            line2: known.line2.unwrap_or_default(),
            city: known.city.unwrap_or_default(),
            country: country.or(presumed).unwrap_or_default(),
            postcode: known.postcode.unwrap_or_default(),
        }
    }

    /// The address, or nothing and a problem for each wrong box.
    pub(crate) fn check(
        &self,
        problems: &mut Problems,
        texts: &'static MistakeTexts,
    ) -> Option<Address> {
        let Err(errors) = self.validate() else {
            return Some(self.address());
        };
        // Only our own words leave here: validator's errors also hold what was typed.
        for (field, found) in errors.field_errors() {
            let length = found.iter().any(|error| error.code == LENGTH);
            if let Some((input, text)) = mistake(&field, length, texts) {
                problems.add(input, text);
            }
        }
        None
    }

    fn address(&self) -> Address {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Address {
            line1: given(&self.line1),
            line2: given(&self.line2),
            city: given(&self.city),
            postcode: given(&self.postcode),
            country: given(&self.country),
        }
    }
}

/// Whether a payment asks for the address. One by mail or telephone does not (as
/// in GOV.UK Pay).
pub(crate) fn is_asked(payment: &Payment, account: &GatewayAccount) -> bool {
    account.asks_billing_address && !payment.moto
}

/// The input a field's error belongs to, and what is said about it; the error of
/// the whole is the postcode's.
fn mistake(
    field: &str,
    length: bool,
    texts: &'static MistakeTexts,
) -> Option<(Input, &'static str)> {
    match field {
        "line1" => Some((Input::AddressLine1, texts.line1)),
        "line2" if length => Some((Input::AddressLine2, texts.line2_long)),
        "line2" => Some((Input::AddressLine2, texts.line2_number)),
        "city" => Some((Input::City, texts.city)),
        "country" => Some((Input::Country, texts.country)),
        "postcode" if length => Some((Input::Postcode, texts.postcode_missing)),
        "postcode" | "__all__" => Some((Input::Postcode, texts.postcode)),
        _ => None,
    }
}

fn no_card_number(text: &str) -> Result<(), ValidationError> {
    if looks_like_card_number(text) {
        Err(ValidationError::new("card_number"))
    } else {
        Ok(())
    }
}

fn known_country(code: &str) -> Result<(), ValidationError> {
    if countries::is_known(code) {
        Ok(())
    } else {
        Err(ValidationError::new("unknown"))
    }
}

fn postcode_fits_country(address: &TypedAddress) -> Result<(), ValidationError> {
    let elsewhere = address.country != countries::UNITED_KINGDOM;
    if elsewhere || address.postcode.is_empty() || is_uk_postcode(&address.postcode) {
        Ok(())
    } else {
        Err(ValidationError::new("postcode"))
    }
}

#[cfg(test)]
mod tests {
    use domain::payment::Language;

    use super::*;
    use crate::text::Texts;

    fn typed(line1: &str, line2: &str, city: &str, country: &str, postcode: &str) -> TypedAddress {
        TypedAddress {
            line1: line1.into(),
            line2: line2.into(),
            city: city.into(),
            country: country.into(),
            postcode: postcode.into(),
        }
    }

    #[test]
    fn each_wrong_box_has_its_own_problem() {
        let full = "4242424242424242";
        let texts = &Texts::of(Language::Welsh).mistakes;
        for (address, wrong) in [
            (typed("1 High Street", "", "Leeds", "GB", "LS1 1AA"), vec![]),
            (typed("1 Rue", "", "Paris", "FR", "anything"), vec![]),
            (
                typed("", "", "", "", ""),
                vec![
                    Input::AddressLine1,
                    Input::City,
                    Input::Country,
                    Input::Postcode,
                ],
            ),
            (
                typed("1 High Street", "", "Leeds", "GB", "75001"),
                vec![Input::Postcode],
            ),
            (
                typed("1 High Street", "", "Leeds", "UK", "LS1 1AA"),
                vec![Input::Country],
            ),
            (
                typed(full, full, full, "FR", "1"),
                vec![Input::AddressLine1, Input::AddressLine2, Input::City],
            ),
            (
                typed(&"x".repeat(101), "", "Leeds", "FR", &"1".repeat(11)),
                vec![Input::AddressLine1, Input::Postcode],
            ),
        ] {
            let mut problems = Problems::default();

            let read = address.check(&mut problems, texts);

            let found: Vec<Input> = problems.iter().map(|problem| problem.input).collect();
            assert_eq!((read.is_some(), found), (wrong.is_empty(), wrong));
            assert!(problems.iter().all(|problem| !problem.text.contains(full)));
        }
    }
}
