//! Which refunds a second person looks at.

use application::accounts::change::AccountChange;
use askama::Template;
use domain::Amount;
use poem::{Response, handler};

use super::{change, changeable, frame, typed_amount};
use crate::field::{Choice, Choices, Field, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::pounds::{self, PoundsError};
use crate::refusal::Refusal;
use crate::visit::Visit;

const NAME: &str = "Refund approval";
const ANSWER: &str = "approval";
const LIMIT: &str = "approval-limit";

/// The limit, to be filled in.
#[derive(Template)]
#[template(path = "settings_approval.html")]
struct ApprovalPage {
    frame: Frame,
    problems: Problems,
    choices: Choices,
    limit: Field,
    action: String,
    back: String,
}

/// Shows the limit.
#[handler]
pub(crate) async fn get(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let account = changeable(&visit, &place).await?;
    let limit = account.approval_above;
    let answer = if limit.is_some() { "on" } else { "off" };
    let typed = limit.map(typed_amount).unwrap_or_default();
    let page = page(&visit, &place, (answer, &typed), Problems::none());
    Ok(visit.show(&page))
}

/// Sets it, or takes it away.
#[handler]
pub(crate) async fn post(at: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let account = changeable(&visit, &place).await?;
    let (answer, typed) = (form.take(ANSWER), form.take(LIMIT));
    match read(&answer, &typed) {
        Err(problems) => {
            let typed = (answer.as_str(), typed.as_str());
            let page = page(&visit, &place, typed, problems);
            Ok(visit.show_again(&page))
        }
        Ok(limit) => {
            let changes = AccountChange {
                approval_above: Some(limit),
                ..AccountChange::default()
            };
            let changed = change(&visit, &place, &account, (NAME, changes)).await?;
            changed.map_err(|error| Refusal::broken(&error))
        }
    }
}

fn read(answer: &str, typed: &str) -> Result<Option<Amount>, Problems> {
    let problem = match (answer, pounds::parse(typed)) {
        ("off", _) => return Ok(None),
        ("on", Ok(limit)) => return Ok(Some(limit)),
        ("on", Err(PoundsError::Missing)) => (LIMIT, "Enter the most that one person may refund"),
        ("on", Err(PoundsError::Unreadable)) => (LIMIT, "Enter pounds and pence, like 100.00"),
        ("on", Err(PoundsError::TooLarge)) => (LIMIT, "Enter an amount of £100,000.00 or less"),
        _ => (ANSWER, "Choose an answer"),
    };
    Err(Problems::one(problem.0, problem.1))
}

fn page(
    visit: &Visit,
    place: &Place,
    (answer, typed): (&str, &str),
    problems: Problems,
) -> ApprovalPage {
    let choice = |value, label| Choice {
        checked: value == answer,
        ..Choice::new(value, label)
    };
    let answers = vec![
        choice("off", "No, one person is enough"),
        choice("on", "Yes, above a limit"),
    ];
    let asks = "Does a second person look at refunds that your staff give?";
    let choices = Choices {
        hint: Some(
            "Nobody approves their own refund. Refunds that your systems ask for through \
             the API are not held up."
                .to_owned(),
        ),
        ..Choices::new(ANSWER, asks, answers)
    };
    let limit = Field::text(LIMIT, "Most that one person may refund");
    let limit = Field {
        width: "is-amount",
        max_length: 12,
        ..limit.hint("Refunds above this amount wait for a colleague. With 0.00, all of them do.")
    };
    ApprovalPage {
        frame: frame(visit, place, NAME, &problems),
        choices: choices.problem(&problems),
        limit: limit.value(typed).problem(&problems),
        action: place.mode_path("/settings/approval"),
        back: place.mode_path("/settings"),
        problems,
    }
}
