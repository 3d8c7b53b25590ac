//! The page of a setting that is one answer out of a few.

use application::accounts::change::ChangeAccountError;
use askama::Template;
use domain::account::GatewayAccount;
use domain::staff::Standing;
use poem::web::Path;
use poem::{Response, handler};

use super::questions::{Kind, Question};
use super::{change, changeable, frame};
use crate::field::{Choice, Choices, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The name of the answer in the form.
const ANSWER: &str = "answer";

/// A question.
#[derive(Template)]
#[template(path = "settings_question.html")]
struct QuestionPage {
    frame: Frame,
    problems: Problems,
    label: &'static str,
    choices: Choices,
    action: String,
    back: String,
}

/// Where the question stands in the address: after service and mode.
type Slug = Path<(String, String, String)>;

/// Asks, with the present answer chosen.
#[handler]
pub(crate) async fn get(at: ServiceVisit, Path((_, _, slug)): Slug) -> Result<Response, Refusal> {
    let ServiceVisit { visit, place } = at;
    let (question, account) = question(&visit, &place, &slug).await?;
    let given = (question.given)(&account);
    Ok(visit.show(&page(&visit, &place, question, given, Problems::none())))
}

/// Takes the answer.
#[handler]
pub(crate) async fn post(at: ServicePost, Path((_, _, slug)): Slug) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let (question, account) = question(&visit, &place, &slug).await?;
    let answer = form.take(ANSWER);
    let again = |text: &str| {
        let problems = Problems::one(ANSWER, text);
        visit.show_again(&page(&visit, &place, question, &answer, problems))
    };
    if !question.answers.iter().any(|known| known.value == answer) {
        return Ok(again("Choose an answer"));
    }
    let changes = (question.label, (question.change)(&answer));
    match change(&visit, &place, &account, changes).await? {
        Ok(response) => Ok(response),
        Err(ChangeAccountError::NeedsThreeDSecure) => Ok(again(
            "Maestro cards cannot be taken without 3-D Secure. Stop taking them first",
        )),
        Err(ChangeAccountError::NotForTelephone) => Err(Refusal::NotFound),
        Err(error) => Err(Refusal::broken(&error)),
    }
}

/// The question in the address, and the account it is about, for somebody who may
/// answer it.
async fn question(
    visit: &Visit,
    place: &Place,
    slug: &str,
) -> Result<(&'static Question, GatewayAccount), Refusal> {
    let question = Question::by_slug(slug).ok_or(Refusal::NotFound)?;
    if question.kind == Kind::Platform && place.standing != Standing::PlatformAdmin {
        return Err(Refusal::Forbidden);
    }
    let account = changeable(visit, place).await?;
    if question.is_of(&account) {
        Ok((question, account))
    } else {
        Err(Refusal::NotFound)
    }
}

fn page(
    visit: &Visit,
    place: &Place,
    question: &'static Question,
    chosen: &str,
    problems: Problems,
) -> QuestionPage {
    let answers = question.answers.iter().map(|answer| Choice {
        checked: answer.value == chosen,
        ..Choice::new(answer.value, answer.label)
    });
    let choices = Choices::new(ANSWER, question.asks, answers.collect());
    let choices = Choices {
        hint: Some(question.hint.to_owned()),
        ..choices
    };
    QuestionPage {
        frame: frame(visit, place, question.label, &problems),
        label: question.label,
        choices: choices.problem(&problems),
        action: place.mode_path(&format!("/settings/{}", question.slug)),
        back: place.mode_path("/settings"),
        problems,
    }
}
