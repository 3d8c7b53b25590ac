//! The card form as typed, and what makes it a card that can be tried.
//!
//! Number and security code stay in secret strings: they never go back into a
//! page, whatever else is wrong with the form.

use domain::account::{EmailCollection, GatewayAccount};
use domain::card::holder::HolderError;
use domain::card::number::CardNumberError;
use domain::card::product::NotAccepted;
use domain::card::security_code::SecurityCodeError;
use domain::card::{
    Brand, CardDetails, CardNumber, CardProduct, CardType, Expiry, Holder, SecurityCode,
};
use domain::payment::{Email, PaymentData};
use domain::{Payment, Timestamp};
use secrecy::{ExposeSecret, SecretString};

use super::address::{self, TypedAddress};
use super::brands::name_of;
use super::email;
use super::email_typo::{EmailAnswer, EmailTypo};
use super::problems::{Input, Problems};
use crate::form::Form;
use crate::text::{MistakeTexts, Texts};

/// The longest name the page takes.
const NAME_MAX: usize = 200;

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
    pub(crate) fn prefilled(payment: &PaymentData, account: &GatewayAccount) -> Self {
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
            address: TypedAddress::prefilled(
                known.billing_address.unwrap_or_default(),
                account.presumes_uk,
            ),
            email: email.unwrap_or_default(),
            email_answer: EmailAnswer::default(),
        }
    }

    /// The card, or everything that is wrong with it.
    pub(crate) fn check(
        &self,
        payment: &Payment,
        account: &GatewayAccount,
        now: Timestamp,
    ) -> Result<Submission, Problems> {
        let texts = &Texts::of(payment.language).mistakes;
        let mut problems = Problems::default();
        let number = problems.take(
            Input::CardNumber,
            check_number(self.number.expose_secret(), account, texts),
        );
        let expiry = problems.take(Input::Expiry, self.check_expiry(now, texts));
        let holder = problems.take(
            Input::CardholderName,
            check_name(&self.cardholder_name, texts),
        );
        let brand = number
            .as_ref()
            .and_then(CardProduct::of)
            .map(|product| product.brand);
        let security_code = problems.take(
            Input::SecurityCode,
            check_code(self.security_code.expose_secret(), brand, texts),
        );
        let billing_address = if address::is_asked(payment, account) {
            self.address.check(&mut problems, texts).map(Some)
        } else {
            Some(None)
        };
        let email = problems
            .take(Input::Email, self.check_email(account.email, texts))
            .and_then(|email| self.settle_email(email, &mut problems, texts));
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

    fn check_expiry(
        &self,
        now: Timestamp,
        texts: &'static MistakeTexts,
    ) -> Result<Expiry, &'static str> {
        if self.expiry_month.is_empty() && self.expiry_year.is_empty() {
            return Err(texts.expiry_missing);
        }
        let expiry =
            Expiry::parse(&self.expiry_month, &self.expiry_year).map_err(|_| texts.expiry_shape)?;
        if expiry.is_past(now) {
            Err(texts.expiry_past)
        } else {
            Ok(expiry)
        }
    }

    fn check_email(
        &self,
        rule: EmailCollection,
        texts: &'static MistakeTexts,
    ) -> Result<Option<Email>, &'static str> {
        match (rule, self.email.as_str()) {
            (EmailCollection::Off, _) | (EmailCollection::Optional, "") => Ok(None),
            (EmailCollection::Mandatory, "") => Err(texts.email_missing),
            (EmailCollection::Mandatory | EmailCollection::Optional, typed) => {
                email::parse(typed).map(Some).ok_or(texts.email_shape)
            }
        }
    }

    /// What the typed address seems to be a misspelling of, where one is asked for.
    pub(crate) fn email_typo(&self, rule: EmailCollection) -> Option<EmailTypo> {
        if rule == EmailCollection::Off {
            return None;
        }
        let typed = email::parse(&self.email)?;
        EmailTypo::find(&typed, &self.email_answer)
    }

    /// Replaces an address that looks misspelt by the one that was chosen.
    fn settle_email(
        &self,
        typed: Option<Email>,
        problems: &mut Problems,
        texts: &'static MistakeTexts,
    ) -> Option<Option<Email>> {
        let typo = typed
            .as_ref()
            .and_then(|typed| EmailTypo::find(typed, &self.email_answer));
        match typo {
            None => Some(typed),
            Some(typo) => problems
                .take(Input::EmailTypo, typo.chosen().ok_or(texts.email_typo))
                .map(Some),
        }
    }
}

/// Reads a card number and asks whether the account takes the card.
pub(crate) fn check_number(
    typed: &str,
    account: &GatewayAccount,
    texts: &'static MistakeTexts,
) -> Result<CardNumber, String> {
    let number =
        CardNumber::parse(typed).map_err(|error| number_problem(error, texts).to_owned())?;
    CardProduct::accepted(
        CardProduct::of(&number),
        &account.cards,
        account.takes_prepaid,
    )
    .map_err(|error| refusal(error, texts))?;
    Ok(number)
}

fn number_problem(error: CardNumberError, texts: &'static MistakeTexts) -> &'static str {
    match error {
        CardNumberError::Missing => texts.number_missing,
        CardNumberError::NotDigits => texts.number_not_digits,
        CardNumberError::WrongLength => texts.number_length,
        CardNumberError::WrongCheckDigit => texts.number_check_digit,
    }
}

/// Why the account does not take a card, in words.
pub(crate) fn refusal(error: NotAccepted, texts: &'static MistakeTexts) -> String {
    match error {
        NotAccepted::UnknownBrand => texts.card_unknown.to_owned(),
        NotAccepted::Brand(brand) => (texts.brand_refused)(name_of(brand)),
        NotAccepted::Type(brand, CardType::Debit) => (texts.debit_refused)(name_of(brand)),
        NotAccepted::Type(brand, CardType::Credit) => (texts.credit_refused)(name_of(brand)),
        NotAccepted::Prepaid => texts.prepaid_refused.to_owned(),
    }
}

fn check_name(typed: &str, texts: &'static MistakeTexts) -> Result<Holder, &'static str> {
    if typed.encode_utf16().count() > NAME_MAX {
        return Err(texts.holder_long);
    }
    Holder::parse(typed).map_err(|error| match error {
        HolderError::Missing => texts.holder_missing,
        HolderError::TooLong => texts.holder_long,
        HolderError::LooksLikeCardNumber | HolderError::LooksLikeSecurityCode => {
            texts.holder_numbers
        }
    })
}

fn check_code(
    typed: &str,
    brand: Option<Brand>,
    texts: &'static MistakeTexts,
) -> Result<SecurityCode, &'static str> {
    if typed.is_empty() {
        return Err(texts.code_missing);
    }
    SecurityCode::parse(typed, brand).map_err(|error| match (error, brand) {
        (SecurityCodeError::NotACode, _) => texts.code_not_digits,
        (SecurityCodeError::WrongLengthForBrand, Some(Brand::AmericanExpress)) => {
            texts.code_length_amex
        }
        (SecurityCodeError::WrongLengthForBrand, _) => texts.code_length,
    })
}
