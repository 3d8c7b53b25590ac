//! The card form as typed, and what makes it a card that can be tried.
//!
//! Number and security code stay in secret strings: they never go back into a
//! page, whatever else is wrong with the form.

use domain::Timestamp;
use domain::account::{EmailCollection, GatewayAccount};
use domain::card::holder::HolderError;
use domain::card::number::CardNumberError;
use domain::card::product::NotAccepted;
use domain::card::security_code::SecurityCodeError;
use domain::card::{
    Brand, CardDetails, CardNumber, CardProduct, CardType, Expiry, Holder, SecurityCode,
};
use domain::payment::{Address, Email, PaymentData};
use secrecy::{ExposeSecret, SecretString};

use super::address::TypedAddress;
use super::brands::name_of;
use super::email;
use super::email_typo::{EmailAnswer, EmailTypo};
use super::problems::{Input, Problems};
use crate::form::Form;

/// The longest name the page takes.
const NAME_MAX: usize = 200;
const EMAIL_TYPO: &str = "Check your email address: the part after the @ may be misspelt";

/// The form's boxes, as the paying user filled them.
pub(crate) struct TypedCard {
    pub(crate) number: SecretString,
    pub(crate) expiry_month: String,
    pub(crate) expiry_year: String,
    pub(crate) cardholder_name: String,
    pub(crate) security_code: SecretString,
    pub(crate) address: TypedAddress,
    pub(crate) email: String,
    pub(crate) email_answer: EmailAnswer,
}

/// A form without problems.
#[derive(Debug)]
pub(crate) struct Submission {
    /// The card to try.
    pub(crate) card: CardDetails,
    /// Where the paying user can be written to, if they said so.
    pub(crate) email: Option<Email>,
}

impl TypedCard {
    /// Takes the card form's fields.
    pub(crate) fn take(form: &mut Form) -> Self {
        Self {
            number: form.take("cardNo").into(),
            expiry_month: form.take("expiryMonth"),
            expiry_year: form.take("expiryYear"),
            cardholder_name: form.take("cardholderName"),
            security_code: form.take("cvc").into(),
            address: TypedAddress::take(form),
            email: form.take("email"),
            email_answer: EmailAnswer::take(form),
        }
    }

    /// What the service knew of the paying user when it asked for the payment.
    pub(crate) fn prefilled(payment: &PaymentData) -> Self {
        let known = payment.prefilled.clone().unwrap_or_default();
        let email = payment
            .email
            .as_ref()
            .map(|email| email.as_str().to_owned());
        Self {
            number: SecretString::default(),
            expiry_month: String::new(),
            expiry_year: String::new(),
            cardholder_name: known.name.unwrap_or_default(),
            security_code: SecretString::default(),
            address: TypedAddress::prefilled(known.billing_address.unwrap_or_default()),
            email: email.unwrap_or_default(),
            email_answer: EmailAnswer::default(),
        }
    }

    /// The card, or everything that is wrong with it.
    pub(crate) fn check(
        &self,
        account: &GatewayAccount,
        now: Timestamp,
    ) -> Result<Submission, Problems> {
        let mut problems = Problems::default();
        let number = problems.take(
            Input::CardNumber,
            check_number(self.number.expose_secret(), account),
        );
        let expiry = problems.take(Input::Expiry, self.check_expiry(now));
        let holder = problems.take(Input::CardholderName, check_name(&self.cardholder_name));
        let brand = number
            .as_ref()
            .and_then(CardProduct::of)
            .map(|product| product.brand);
        let security_code = problems.take(
            Input::SecurityCode,
            check_code(self.security_code.expose_secret(), brand),
        );
        let billing_address = self.check_address(account, &mut problems);
        let email = problems
            .take(Input::Email, self.check_email(account.email))
            .and_then(|email| self.settle_email(email, &mut problems));
        match (
            number,
            expiry,
            holder,
            security_code,
            billing_address,
            email,
        ) {
            (
                Some(number),
                Some(expiry),
                Some(holder),
                Some(security_code),
                Some(billing_address),
                Some(email),
            ) => Ok(Submission {
                card: CardDetails {
                    number,
                    expiry,
                    security_code,
                    holder,
                    billing_address,
                },
                email,
            }),
            _ => Err(problems),
        }
    }

    fn check_expiry(&self, now: Timestamp) -> Result<Expiry, &'static str> {
        if self.expiry_month.is_empty() && self.expiry_year.is_empty() {
            return Err("Enter the expiry date of the card");
        }
        let expiry = Expiry::parse(&self.expiry_month, &self.expiry_year)
            .map_err(|_| "Enter the expiry date as a month and a year, for example 10 and 29")?;
        if expiry.is_past(now) {
            Err("The expiry date must be in the future")
        } else {
            Ok(expiry)
        }
    }

    fn check_address(
        &self,
        account: &GatewayAccount,
        problems: &mut Problems,
    ) -> Option<Option<Address>> {
        if account.asks_billing_address {
            self.address.check(problems).map(Some)
        } else {
            Some(None)
        }
    }

    fn check_email(&self, rule: EmailCollection) -> Result<Option<Email>, &'static str> {
        match (rule, self.email.as_str()) {
            (EmailCollection::Off, _) | (EmailCollection::Optional, "") => Ok(None),
            (EmailCollection::Mandatory, "") => Err("Enter your email address"),
            (EmailCollection::Mandatory | EmailCollection::Optional, typed) => email::parse(typed)
                .map(Some)
                .ok_or("Enter an email address in the correct format, like name@example.com"),
        }
    }

    /// What the typed address seems to be a misspelling of, where one is asked for.
    pub(crate) fn email_typo(&self, rule: EmailCollection) -> Option<EmailTypo> {
        let typed = self.check_email(rule).ok().flatten()?;
        EmailTypo::find(&typed, &self.email_answer)
    }

    /// Replaces an address that looks misspelt by the one that was chosen.
    fn settle_email(&self, typed: Option<Email>, problems: &mut Problems) -> Option<Option<Email>> {
        let typo = typed
            .as_ref()
            .and_then(|typed| EmailTypo::find(typed, &self.email_answer));
        match typo {
            None => Some(typed),
            Some(typo) => problems
                .take(Input::EmailTypo, typo.chosen().ok_or(EMAIL_TYPO))
                .map(Some),
        }
    }
}

/// Reads a card number and asks whether the account takes the card.
pub(crate) fn check_number(typed: &str, account: &GatewayAccount) -> Result<CardNumber, String> {
    let number = CardNumber::parse(typed).map_err(|error| number_problem(error).to_owned())?;
    CardProduct::accepted(
        CardProduct::of(&number),
        &account.cards,
        account.takes_prepaid,
    )
    .map_err(refusal)?;
    Ok(number)
}

fn number_problem(error: CardNumberError) -> &'static str {
    match error {
        CardNumberError::Missing => "Enter the card number",
        CardNumberError::NotDigits => "Enter the card number in digits only",
        CardNumberError::WrongLength => "Check the card number: it should have 12 to 19 digits",
        CardNumberError::WrongCheckDigit => "Check the card number: at least one digit is wrong",
    }
}

/// Why the account does not take a card, in words.
pub(crate) fn refusal(error: NotAccepted) -> String {
    match error {
        NotAccepted::UnknownBrand => "This type of card cannot be used here".to_owned(),
        NotAccepted::Brand(brand) => format!("{} cards cannot be used here", name_of(brand)),
        NotAccepted::Type(brand, CardType::Debit) => {
            format!("{} debit cards cannot be used here", name_of(brand))
        }
        NotAccepted::Type(brand, CardType::Credit) => {
            format!("{} credit cards cannot be used here", name_of(brand))
        }
        NotAccepted::Prepaid => "Prepaid cards cannot be used here".to_owned(),
    }
}

fn check_name(typed: &str) -> Result<Holder, &'static str> {
    if typed.encode_utf16().count() > NAME_MAX {
        return Err("Shorten the name to 200 characters");
    }
    Holder::parse(typed).map_err(|error| match error {
        HolderError::Missing => "Enter the name on the card",
        HolderError::TooLong => "Shorten the name to 200 characters",
        HolderError::LooksLikeCardNumber | HolderError::LooksLikeSecurityCode => {
            "Enter the name on the card, not its numbers"
        }
    })
}

fn check_code(typed: &str, brand: Option<Brand>) -> Result<SecurityCode, &'static str> {
    if typed.is_empty() {
        return Err("Enter the card security code");
    }
    SecurityCode::parse(typed, brand).map_err(|error| match (error, brand) {
        (SecurityCodeError::NotACode, _) => {
            "Enter the card security code in digits: 3 on most cards, 4 on American Express"
        }
        (SecurityCodeError::WrongLengthForBrand, Some(Brand::AmericanExpress)) => {
            "The security code on an American Express card has 4 digits"
        }
        (SecurityCodeError::WrongLengthForBrand, _) => {
            "The security code on this card has 3 digits"
        }
    })
}
