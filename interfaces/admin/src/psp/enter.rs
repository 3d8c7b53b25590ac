//! Entering credentials. Secrets go in and never come back, not even when something
//! else is wrong.

use application::staff::credentials::CredentialsError;
use askama::Template;
use domain::account::Provider;
use domain::account::credentials::{CREDENTIAL_MAX, CredentialField, FieldProblem};
use domain::staff::Permission;
use poem::{Request, Response, handler};
use secrecy::{ExposeSecret, SecretString};

use super::frame;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The form.
#[derive(Template)]
#[template(path = "psp/enter.html")]
struct EnterPage {
    frame: Frame,
    problems: Problems,
    provider: Provider,
    /// Whether the account takes real money.
    live: bool,
    fields: Vec<Field>,
    /// Fields that may be left out, all of them together.
    optional: Vec<Field>,
    action: String,
    back: String,
}

/// What was typed, by field.
type Typed = Vec<(&'static CredentialField, SecretString)>;

/// Asks for credentials.
#[handler]
pub(super) async fn ask(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    place.demand(Permission::ChangeCredentials)?;
    let provider = provider(request)?;
    Ok(visit.show(&page(&visit, &place, provider, &[], Problems::none())))
}

/// Keeps them.
#[handler]
pub(super) async fn enter(request: &Request, posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = posted;
    let (mode, provider) = (place.required_mode()?, provider(request)?);
    let fields = provider.credential_fields().iter();
    let typed: Typed = fields
        .map(|field| (field, form.take_secret(field.name)))
        .collect();
    let value = |name: &str| {
        let found = typed.iter().find(|(field, _)| field.name == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let (application, service) = (visit.application(), &place.service.id);
    let entered = application.enter_credentials(&visit.staff, service, mode, provider, value);
    match entered.await {
        Ok(_) => {
            let news = format!(
                "The {} credentials are kept. They are not in use yet.",
                provider.label()
            );
            Ok(visit.go_with_news(&place.mode_path("/psp"), &news))
        }
        Err(CredentialsError::Fields(wrong)) => {
            let mut problems = Problems::none();
            for (field, problem) in &wrong {
                problems.add(field.name, words(field, *problem));
            }
            Ok(visit.show_again(&page(&visit, &place, provider, &typed, problems)))
        }
        Err(error) => Err(error.into()),
    }
}

/// The PSP in the address, unless it needs no credentials.
fn provider(request: &Request) -> Result<Provider, Refusal> {
    let word = request.raw_path_param("provider").unwrap_or_default();
    let provider: Option<Provider> = word.parse().ok();
    let provider = provider.filter(|provider| !provider.credential_fields().is_empty());
    provider.ok_or(Refusal::NotFound)
}

fn page(
    visit: &Visit,
    place: &Place,
    provider: Provider,
    typed: &[(&'static CredentialField, SecretString)],
    problems: Problems,
) -> EnterPage {
    let field = |field: &CredentialField| {
        let shown = if field.is_secret {
            Field::password(field.name, field.label, "off")
        } else {
            let typed = typed.iter().find(|(typed, _)| typed.name == field.name);
            let value = typed.map_or("", |(_, value)| value.expose_secret());
            Field::text(field.name, field.label).value(value)
        };
        Field {
            width: "is-medium",
            ..shown.hint(field.hint).problem(&problems)
        }
    };
    let fields = provider.credential_fields().iter();
    let (optional, needed): (Vec<_>, Vec<_>) = fields.partition(|field| field.is_optional);
    let what = format!("Enter {} credentials", provider.label());
    let back = place.mode_path("/psp");
    EnterPage {
        frame: frame(visit, place, &what).with(&problems),
        provider,
        live: place.mode == Some(domain::account::Mode::Live),
        fields: needed.into_iter().map(field).collect(),
        optional: optional.into_iter().map(field).collect(),
        problems,
        action: format!("{back}/enter/{}", provider.word()),
        back,
    }
}

/// What is wrong with a field, and what it should look like.
fn words(field: &CredentialField, problem: FieldProblem) -> String {
    let label = field.label;
    match problem {
        FieldProblem::Missing if field.is_optional => {
            format!(
                "Enter the {} too: these fields belong together",
                lower(label)
            )
        }
        FieldProblem::Missing => format!("Enter the {}", lower(label)),
        FieldProblem::TooLong => {
            format!(
                "The {} must have {CREDENTIAL_MAX} characters or fewer",
                lower(label)
            )
        }
        FieldProblem::Malformed => {
            format!(
                "Enter the {} as you were given it. {}",
                lower(label),
                field.hint
            )
        }
        FieldProblem::NotForTelephone => "Enter a merchant code that ends in MOTO, MOTOGBP or \
                                          MOTONI: this account takes orders by telephone"
            .to_owned(),
    }
}

/// A label inside a sentence: `Merchant code` is `merchant code`, and `JWT MAC key` stays.
fn lower(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

impl From<CredentialsError> for Refusal {
    fn from(error: CredentialsError) -> Self {
        match error {
            CredentialsError::Access(error) => error.into(),
            CredentialsError::Fields(_) => Self::BadForm,
            CredentialsError::NoneNeeded | CredentialsError::LiveAtSandboxPsp => Self::NotFound,
            CredentialsError::NotNew | CredentialsError::NotSpoken => Self::Changed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_said_with_its_field() {
        for provider in Provider::all() {
            for field in provider.credential_fields() {
                let text = words(field, FieldProblem::Malformed);
                assert!(text.contains(field.hint) && !text.contains("  "), "{text}");
            }
        }
        assert_eq!(lower("Merchant code"), "merchant code");
        assert_eq!(lower("JWT MAC key"), "JWT MAC key");
    }
}
