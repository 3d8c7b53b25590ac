//! From a checked request to what the use case needs.

use std::borrow::Cow;

use application::idempotency::Repeatable;
use application::payments::create::CreatePayment;
use domain::Amount;
use domain::payment::metadata::MetadataValue;
use domain::payment::{
    Address, AgreementPaymentType, AuthorisationMode, Description, Email, Language, Metadata,
    PrefilledCardholder, Reference, ReturnUrl,
};
use serde_json::Value;

use crate::checks::violation::{self, Culprit, Fault, Violation};
use crate::generated::public::{
    self, CreateCardPaymentRequest, CreateCardPaymentRequestAgreementPaymentType as PaymentType,
    CreateCardPaymentRequestAuthorisationMode as Mode, CreateCardPaymentRequestLanguage,
};

/// The agreements that a request names.
pub(super) struct Agreements {
    set_up: Option<String>,
    taken_on: Option<String>,
}

impl Agreements {
    /// Takes them out of the document. What is no text names none.
    pub(super) fn taken_from(document: &mut Value) -> Self {
        let mut text = |member: &str| match document.as_object_mut()?.remove(member)? {
            Value::String(text) => Some(text),
            _ => None,
        };
        Self {
            set_up: text("set_up_agreement"),
            taken_on: text("agreement_id"),
        }
    }
}

/// Takes out what is wrong and has always been ignored.
pub(super) fn forgive(document: &mut Value) {
    let Some(members) = document.as_object_mut() else {
        return;
    };
    if !members.get("internal").is_some_and(Value::is_object) {
        members.remove("internal");
    }
    let Some(details) = members.get_mut("prefilled_cardholder_details") else {
        return;
    };
    let Some(details) = details.as_object_mut() else {
        members.remove("prefilled_cardholder_details");
        return;
    };
    let Some(address) = details.get_mut("billing_address") else {
        return;
    };
    let Some(address) = address.as_object_mut() else {
        details.remove("billing_address");
        return;
    };
    let is_a_country = |country: &Value| {
        country
            .as_str()
            .is_some_and(|text| text.encode_utf16().count() == 2)
    };
    if !address.get("country").is_some_and(is_a_country) {
        address.remove("country");
    }
}

/// Payments made on a web page need a return URL, and others may have none. These errors never
/// name the field.
pub(super) fn return_url(
    request: &CreateCardPaymentRequest,
) -> Result<Option<ReturnUrl>, Violation> {
    match (mode(request), request.return_url.as_deref()) {
        (AuthorisationMode::Web, None | Some("")) => Err(Violation {
            fault: Fault::Malformed,
            culprit: Culprit::Unnamed,
            code: "P0101",
            description: Cow::Owned(violation::missing("return_url")),
        }),
        (AuthorisationMode::Web, Some(url)) => match ReturnUrl::parse(url) {
            Ok(url) => Ok(Some(url)),
            Err(_) => Err(violation::unnamed(
                "return_url",
                "Must be a valid URL format",
            )),
        },
        (_, None) => Ok(None),
        (_, Some(_)) => Err(violation::unexpected("return_url")),
    }
}

fn mode(request: &CreateCardPaymentRequest) -> AuthorisationMode {
    match request.authorisation_mode {
        None | Some(Mode::Web) => AuthorisationMode::Web,
        Some(Mode::MotoApi) => AuthorisationMode::MotoApi,
        Some(Mode::Agreement) => AuthorisationMode::Agreement,
    }
}

/// The domain's types refuse nothing here that the table let pass.
pub(super) fn of(
    request: CreateCardPaymentRequest,
    return_url: Option<ReturnUrl>,
    agreements: Agreements,
    repeatable: Option<Repeatable>,
) -> Option<CreatePayment> {
    Some(CreatePayment {
        mode: mode(&request),
        amount: Amount::from_minor(request.amount.into()).ok()?,
        reference: Reference::parse(request.reference.value).ok()?,
        description: Description::parse(request.description.value).ok()?,
        return_url,
        language: match request.language {
            None | Some(CreateCardPaymentRequestLanguage::En) => Language::English,
            Some(CreateCardPaymentRequestLanguage::Cy) => Language::Welsh,
        },
        moto: request.moto,
        delayed_capture: request.delayed_capture,
        set_up_agreement: agreements.set_up,
        agreement: agreements.taken_on,
        agreement_payment_type: request.agreement_payment_type.map(|sort| match sort {
            PaymentType::Instalment => AgreementPaymentType::Instalment,
            PaymentType::Recurring => AgreementPaymentType::Recurring,
            PaymentType::Unscheduled => AgreementPaymentType::Unscheduled,
        }),
        email: match filled(request.email) {
            Some(email) => Some(Email::parse(email).ok()?),
            None => None,
        },
        metadata: match request.metadata {
            Some(metadata) => self::metadata(metadata)?,
            None => Metadata::default(),
        },
        prefilled: request
            .prefilled_cardholder_details
            .map(prefilled)
            .filter(|known| !known.is_empty()),
        // Both programs that name themselves have somebody type the reference.
        typed_reference: request.internal.is_some_and(|by| by.source.is_some()),
        repeatable,
    })
}

fn metadata(sent: public::ExternalMetadata) -> Option<Metadata> {
    let pairs = sent
        .members
        .into_iter()
        .map(|(key, value)| {
            let value = match value {
                Value::String(text) => MetadataValue::Text(text),
                Value::Number(number) => MetadataValue::Number(number.to_string()),
                Value::Bool(value) => MetadataValue::Bool(value),
                Value::Null | Value::Array(_) | Value::Object(_) => return None,
            };
            Some((key, value))
        })
        .collect::<Option<Vec<_>>>()?;
    Metadata::parse(pairs).ok()
}

fn prefilled(details: public::PrefilledCardholderDetails) -> PrefilledCardholder {
    PrefilledCardholder {
        name: filled(details.cardholder_name),
        billing_address: details.billing_address.take().map(|address| Address {
            line1: filled(address.line1),
            line2: filled(address.line2),
            city: filled(address.city),
            postcode: filled(address.postcode),
            country: filled(address.country),
        }),
    }
}

/// An empty text says no more than an absent one.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}
