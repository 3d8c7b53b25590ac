//! Whose service it is.

use application::staff::details::DetailsError;
use askama::Template;
use domain::account::Organisation;
use domain::account::organisation::{
    ADDRESS_LINE_MAX, ORGANISATION_NAME_MAX, OrganisationPart, POSTCODE_MAX, PartProblem,
    TELEPHONE_MAX, TypedOrganisation,
};
use domain::staff::Permission;
use poem::{Response, handler};

use super::countries::{self, Country};
use super::{Trail, frame, go_back};
use crate::field::{Field, Problems};
use crate::form::{Asked, Form};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The parts of an organisation, to be filled in.
#[derive(Template)]
#[template(path = "settings_organisation.html")]
struct OrganisationPage {
    frame: Frame,
    problems: Problems,
    name: Field,
    /// Above the country.
    address: [Field; 4],
    countries: Vec<Country>,
    /// The chosen country's code; empty when none is.
    country: String,
    country_problem: Option<String>,
    /// Below it.
    contact: [Field; 2],
    trail: Trail,
}

/// Shows the organisation.
#[handler]
pub(crate) async fn get(at: ServiceVisit, Asked(asked): Asked) -> Result<Response, Refusal> {
    let ServiceVisit { visit, place } = at;
    place.demand(Permission::ChangeService)?;
    let trail = Trail::of(&place, "organisation", asked);
    let present = place.service.organisation.as_ref();
    let typed = present.map_or_else(blank, Organisation::typed);
    Ok(visit.show(&page(&visit, &place, trail, typed, Problems::none())))
}

/// Describes the organisation anew.
#[handler]
pub(crate) async fn post(at: ServicePost, Asked(asked): Asked) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let trail = Trail::of(&place, "organisation", asked);
    let typed = take(&mut form);
    let (application, id) = (visit.application(), &place.service.id);
    match application.set_organisation(&visit.staff, id, &typed).await {
        Ok(after) => {
            let same = after == place.service;
            Ok(go_back(&visit, &trail.back, "Organisation", same))
        }
        Err(DetailsError::Organisation(wrong)) => {
            let mut problems = Problems::none();
            for (part, problem) in wrong {
                problems.add(field_of(part), words(part, problem));
            }
            Ok(visit.show_again(&page(&visit, &place, trail, typed, problems)))
        }
        Err(error) => Err(error.into()),
    }
}

/// What nobody has described is most likely in the United Kingdom.
fn blank() -> TypedOrganisation {
    TypedOrganisation {
        country: countries::UNITED_KINGDOM.to_owned(),
        ..TypedOrganisation::default()
    }
}

fn take(form: &mut Form) -> TypedOrganisation {
    let mut part = |part| form.take(field_of(part));
    TypedOrganisation {
        name: part(OrganisationPart::Name),
        line1: part(OrganisationPart::Line1),
        line2: part(OrganisationPart::Line2),
        city: part(OrganisationPart::City),
        postcode: part(OrganisationPart::Postcode),
        // A country that the list does not have was not chosen from it.
        country: countries::by_code(&part(OrganisationPart::Country))
            .map(|country| country.code.to_owned())
            .unwrap_or_default(),
        telephone: part(OrganisationPart::Telephone),
        website: part(OrganisationPart::Website),
    }
}

fn field_of(part: OrganisationPart) -> &'static str {
    match part {
        OrganisationPart::Name => "organisation-name",
        OrganisationPart::Line1 => "address-line1",
        OrganisationPart::Line2 => "address-line2",
        OrganisationPart::City => "address-city",
        OrganisationPart::Postcode => "address-postcode",
        OrganisationPart::Country => "address-country",
        OrganisationPart::Telephone => "telephone",
        OrganisationPart::Website => "website",
    }
}

fn words(part: OrganisationPart, problem: PartProblem) -> String {
    let what = match part {
        OrganisationPart::Name => "name of the organisation",
        OrganisationPart::Line1 => "building and street",
        OrganisationPart::Line2 => "second line of the address",
        OrganisationPart::City => "town or city",
        OrganisationPart::Postcode => "postcode",
        OrganisationPart::Country => return "Choose a country".to_owned(),
        OrganisationPart::Telephone => "telephone number",
        OrganisationPart::Website => "address of the website",
    };
    match (problem, part) {
        (PartProblem::Missing, _) => format!("Enter the {what}"),
        (PartProblem::TooLong(most), _) => {
            format!("The {what} must have {most} characters or fewer")
        }
        (PartProblem::Forbidden, _) => format!("The {what} must not have < > or |"),
        (PartProblem::Malformed, OrganisationPart::Website) => {
            "Enter the whole address of the website, like https://www.example.org".to_owned()
        }
        (PartProblem::Malformed, OrganisationPart::Postcode) => {
            "Enter a whole postcode of the United Kingdom, like SW1A 1AA".to_owned()
        }
        (PartProblem::Malformed, _) => format!("Enter a {what}, like 020 7946 0000"),
    }
}

fn page(
    visit: &Visit,
    place: &Place,
    trail: Trail,
    typed: TypedOrganisation,
    problems: Problems,
) -> OrganisationPage {
    use OrganisationPart as P;
    let field = |part, label, typed: String, max_length, width| Field {
        width,
        max_length,
        ..Field::text(field_of(part), label)
            .value(typed)
            .problem(&problems)
    };
    let (line, medium) = (ADDRESS_LINE_MAX, "is-medium");
    let website = field(P::Website, "Website (optional)", typed.website, line, "");
    OrganisationPage {
        frame: frame(visit, place, "Organisation", &problems),
        name: field(P::Name, "Name", typed.name, ORGANISATION_NAME_MAX, ""),
        address: [
            field(P::Line1, "Building and street", typed.line1, line, ""),
            field(P::Line2, "Second line (optional)", typed.line2, line, ""),
            field(P::City, "Town or city", typed.city, line, medium),
            field(
                P::Postcode,
                "Postcode",
                typed.postcode,
                POSTCODE_MAX,
                "is-code",
            ),
        ],
        countries: countries::all().collect(),
        country: typed.country,
        country_problem: problems.of(field_of(P::Country)).map(str::to_owned),
        contact: [
            field(
                P::Telephone,
                "Telephone number (optional)",
                typed.telephone,
                TELEPHONE_MAX,
                medium,
            ),
            website.hint("Beginning with https://"),
        ],
        trail,
        problems,
    }
}
