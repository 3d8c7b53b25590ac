//! The colours of a service's payment pages.

use askama::Template;
use domain::account::branding::ColourError;
use domain::account::{Branding, Colour};
use domain::staff::Permission;
use poem::{Response, handler};

use super::preview::{Preview, USUAL_BUTTON, USUAL_HEADER, colour_or};
use super::{Trail, frame, go_back};
use crate::field::{Choice, Choices, Field, Problems};
use crate::form::{Asked, Form};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

const USUAL: &str = "usual";
const OWN: &str = "own";

/// The colours, to be chosen, and how they look.
#[derive(Template)]
#[template(path = "settings_branding.html")]
struct BrandingPage {
    frame: Frame,
    problems: Problems,
    parts: [PartField; 2],
    preview: Preview,
    trail: Trail,
}

/// The colour of one part of the page.
struct PartField {
    choices: Choices,
    colour: Field,
}

/// A part of the page that has a colour.
struct Part {
    /// The name of the choice in the form.
    choice: &'static str,
    /// The name of the colour in the form.
    colour: &'static str,
    legend: &'static str,
    label: &'static str,
    /// In a sentence.
    what: &'static str,
    usual: &'static str,
}

const HEADER: Part = Part {
    choice: "header",
    colour: "header-colour",
    legend: "Head of the page",
    label: "Colour of the head",
    what: "head",
    usual: USUAL_HEADER,
};

const BUTTON: Part = Part {
    choice: "button",
    colour: "button-colour",
    legend: "Buttons that go on",
    label: "Colour of the buttons",
    what: "buttons",
    usual: USUAL_BUTTON,
};

/// What stands in the form about one part.
struct Typed {
    choice: String,
    colour: String,
}

/// Shows the colours.
#[handler]
pub(crate) async fn get(at: ServiceVisit, Asked(asked): Asked) -> Result<Response, Refusal> {
    let ServiceVisit { visit, place } = at;
    place.demand(Permission::ChangeService)?;
    let trail = Trail::of(&place, "branding", asked);
    let branding = place.service.branding;
    let typed = [Typed::of(branding.header), Typed::of(branding.button)];
    let page = page(&visit, &place, trail, (typed, branding), Problems::none());
    Ok(visit.show(&page))
}

/// Changes the colours, or only shows how they would look.
#[handler]
pub(crate) async fn post(at: ServicePost, Asked(asked): Asked) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    place.demand(Permission::ChangeService)?;
    let trail = Trail::of(&place, "branding", asked);
    let typed = [HEADER, BUTTON].map(|part| Typed::take(&mut form, &part));
    let [of_header, of_button] = &typed;
    let mut problems = Problems::none();
    let branding = Branding {
        header: of_header.read(&HEADER, &mut problems),
        button: of_button.read(&BUTTON, &mut problems),
    };
    let looks_only = form.take("then") == "preview";
    if !problems.is_empty() || looks_only {
        let is_good = problems.is_empty();
        let page = page(&visit, &place, trail, (typed, branding), problems);
        return Ok(if is_good {
            visit.show(&page)
        } else {
            visit.show_again(&page)
        });
    }
    let (application, id) = (visit.application(), &place.service.id);
    let after = application.set_branding(&visit.staff, id, branding).await?;
    let same = after == place.service;
    Ok(go_back(&visit, &trail.back, "Colours", same))
}

impl Typed {
    fn of(colour: Option<Colour>) -> Self {
        Self {
            choice: if colour.is_some() { OWN } else { USUAL }.to_owned(),
            colour: colour.map(|colour| colour.to_string()).unwrap_or_default(),
        }
    }

    fn take(form: &mut Form, part: &Part) -> Self {
        Self {
            choice: form.take(part.choice),
            colour: form.take(part.colour),
        }
    }

    /// The colour that was chosen, if any; what is wrong goes to the problems.
    fn read(&self, part: &Part, problems: &mut Problems) -> Option<Colour> {
        match self.choice.as_str() {
            USUAL => None,
            OWN => Colour::parse(&self.colour)
                .map_err(|error| problems.add(part.colour, words(error, part.what)))
                .ok(),
            _ => {
                problems.add(part.choice, "Choose the usual colour or your own");
                None
            }
        }
    }
}

fn words(error: ColourError, what: &str) -> String {
    match error {
        ColourError::Malformed => format!(
            "Enter the colour of the {what} as # and six digits or letters from a to f, \
             like #1d4e89"
        ),
        ColourError::TooLight => {
            format!("White words on the {what} would be hard to read. Enter a darker colour")
        }
    }
}

fn page(
    visit: &Visit,
    place: &Place,
    trail: Trail,
    (typed, branding): ([Typed; 2], Branding),
    problems: Problems,
) -> BrandingPage {
    let [of_header, of_button] = typed;
    let part = |part: Part, typed: Typed| {
        let choice = |value, label: &str| Choice {
            checked: value == typed.choice,
            ..Choice::new(value, label)
        };
        let answers = vec![
            choice(USUAL, &format!("The usual colour, {}", part.usual)),
            choice(OWN, "A colour of your own"),
        ];
        let colour = Field {
            width: "is-code",
            max_length: 7,
            ..Field::text(part.colour, part.label)
        };
        PartField {
            choices: Choices::new(part.choice, part.legend, answers).problem(&problems),
            colour: colour
                .hint("For example #1d4e89")
                .value(typed.colour)
                .problem(&problems),
        }
    };
    BrandingPage {
        frame: frame(visit, place, "Colours", &problems),
        parts: [part(HEADER, of_header), part(BUTTON, of_button)],
        preview: Preview::of(place.service.name.as_str(), branding),
        trail,
        problems,
    }
}

/// Each part's name and colour, for the summary.
pub(super) fn swatches(branding: Branding) -> Vec<(String, String)> {
    [(HEADER, branding.header), (BUTTON, branding.button)]
        .into_iter()
        .map(|(part, colour)| {
            let usual = if colour.is_none() { " (usual)" } else { "" };
            let colour = colour_or(colour, part.usual);
            (format!("{}: {colour}{usual}", part.legend), colour)
        })
        .collect()
}
