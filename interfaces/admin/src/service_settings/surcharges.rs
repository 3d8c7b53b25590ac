//! What corporate cards cost on top.

use application::accounts::change::AccountChange;
use askama::Template;
use domain::Amount;
use domain::account::Surcharges;
use poem::{Response, handler};

use super::{change, changeable, frame, typed_amount};
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::pounds::{self, PoundsError};
use crate::refusal::Refusal;
use crate::visit::Visit;

const NAME: &str = "Corporate card surcharges";
const CREDIT: &str = "credit";
const DEBIT: &str = "debit";
const PREPAID_DEBIT: &str = "prepaid-debit";

/// The surcharges, to be filled in.
#[derive(Template)]
#[template(path = "settings_surcharges.html")]
struct SurchargesPage {
    frame: Frame,
    problems: Problems,
    fields: [Field; 3],
    action: String,
    back: String,
}

/// The surcharges as they stand in the form.
struct Typed {
    credit: String,
    debit: String,
    prepaid_debit: String,
}

/// Shows what corporate cards cost on top.
#[handler]
pub(crate) async fn get(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let account = changeable(&visit, &place).await?;
    let typed = Typed::of(account.surcharges);
    let page = page(&visit, &place, typed, Problems::none());
    Ok(visit.show(&page))
}

/// Makes them cost something else.
#[handler]
pub(crate) async fn post(at: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let account = changeable(&visit, &place).await?;
    let typed = Typed {
        credit: form.take(CREDIT),
        debit: form.take(DEBIT),
        prepaid_debit: form.take(PREPAID_DEBIT),
    };
    match typed.read() {
        Err(problems) => {
            let page = page(&visit, &place, typed, problems);
            Ok(visit.show_again(&page))
        }
        Ok(surcharges) => {
            let changes = AccountChange {
                surcharges: Some(surcharges),
                ..AccountChange::default()
            };
            let changed = change(&visit, &place, &account, (NAME, changes)).await?;
            changed.map_err(|error| Refusal::broken(&error))
        }
    }
}

impl Typed {
    /// What would be typed for these.
    fn of(surcharges: Surcharges) -> Self {
        let text = |amount: Option<Amount>| {
            let some = amount.filter(|amount| *amount > Amount::ZERO);
            some.map(typed_amount).unwrap_or_default()
        };
        Self {
            credit: text(surcharges.credit),
            debit: text(surcharges.debit),
            prepaid_debit: text(surcharges.prepaid_debit),
        }
    }

    fn read(&self) -> Result<Surcharges, Problems> {
        let mut problems = Problems::none();
        let mut amount = |field, kind, typed| {
            read(typed, kind).unwrap_or_else(|problem| {
                problems.add(field, problem);
                None
            })
        };
        let surcharges = Surcharges {
            credit: amount(CREDIT, "credit", &self.credit),
            debit: amount(DEBIT, "debit", &self.debit),
            prepaid_debit: amount(PREPAID_DEBIT, "prepaid debit", &self.prepaid_debit),
        };
        if problems.is_empty() {
            Ok(surcharges)
        } else {
            Err(problems)
        }
    }
}

/// Reads what a kind of card costs on top. Nothing, and nought, are none.
fn read(typed: &str, kind: &str) -> Result<Option<Amount>, String> {
    match pounds::parse(typed) {
        Ok(amount) => Ok(Some(amount).filter(|amount| *amount > Amount::ZERO)),
        Err(PoundsError::Missing) => Ok(None),
        Err(PoundsError::Unreadable) => Err(format!(
            "Enter pounds and pence for {kind} cards, like 2.50, or leave it blank"
        )),
        Err(PoundsError::TooLarge) => Err(format!("Enter £100,000.00 or less for {kind} cards")),
    }
}

fn page(visit: &Visit, place: &Place, typed: Typed, problems: Problems) -> SurchargesPage {
    let field = |id, label, typed| Field {
        width: "is-amount",
        max_length: 12,
        ..Field::text(id, label).value(typed).problem(&problems)
    };
    SurchargesPage {
        frame: frame(visit, place, NAME, &problems),
        fields: [
            field(CREDIT, "Corporate credit cards", typed.credit),
            field(DEBIT, "Corporate debit cards", typed.debit),
            field(
                PREPAID_DEBIT,
                "Corporate prepaid debit cards",
                typed.prepaid_debit,
            ),
        ],
        action: place.mode_path("/settings/surcharges"),
        back: place.mode_path("/settings"),
        problems,
    }
}
