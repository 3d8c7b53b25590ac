//! What a service adds to the e-mail that confirms a payment.

use application::accounts::change::{AccountChange, ChangeAccountError};
use askama::Template;
use domain::account::EmailCollection;
use domain::email::{PARAGRAPH_MAX, REFERENCE_IN_PARAGRAPHS};
use poem::{Response, handler};

use super::{change, changeable, frame};
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

const NAME: &str = "Your own paragraph";
const PARAGRAPH: &str = "paragraph";
/// The field of the button that was pressed, and what it says of the one that removes.
const THEN: &str = "then";
const REMOVE: &str = "remove";

/// The paragraph, to be written.
#[derive(Template)]
#[template(path = "settings_paragraph.html")]
struct ParagraphPage {
    frame: Frame,
    problems: Problems,
    paragraph: Field,
    /// Whether there is one.
    is_there: bool,
    /// Whether e-mails are sent at all.
    is_sent: bool,
    action: String,
    back: String,
}

/// Shows the paragraph.
#[handler]
pub(crate) async fn get(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let account = changeable(&visit, &place).await?;
    let is_sent = account.confirms_payments && account.email != EmailCollection::Off;
    let present = account.email_paragraph.unwrap_or_default();
    let known = (!present.is_empty(), is_sent);
    Ok(visit.show(&page(&visit, &place, known, &present, Problems::none())))
}

/// Changes it, or takes it away.
#[handler]
pub(crate) async fn post(at: ServicePost) -> Result<Response, Refusal> {
    let ServicePost {
        visit,
        place,
        mut form,
    } = at;
    let account = changeable(&visit, &place).await?;
    let removes = form.take(THEN) == REMOVE;
    // Browsers send two characters where somebody began a new line.
    let typed = form.take(PARAGRAPH).replace("\r\n", "\n");
    let known = (
        account.email_paragraph.is_some(),
        account.confirms_payments && account.email != EmailCollection::Off,
    );
    let again = |text: String| {
        let problems = Problems::one(PARAGRAPH, text);
        visit.show_again(&page(&visit, &place, known, &typed, problems))
    };
    if !removes && typed.is_empty() {
        return Ok(again("Enter a paragraph, or remove it".to_owned()));
    }
    let changes = AccountChange {
        email_paragraph: Some(Some(typed.clone()).filter(|_| !removes)),
        ..AccountChange::default()
    };
    match change(&visit, &place, &account, (NAME, changes)).await? {
        Ok(response) => Ok(response),
        Err(ChangeAccountError::LongParagraph) => Ok(again(format!(
            "The paragraph must have {PARAGRAPH_MAX} characters or fewer; it has {}",
            typed.chars().count()
        ))),
        Err(error) => Err(Refusal::broken(&error)),
    }
}

fn page(
    visit: &Visit,
    place: &Place,
    (is_there, is_sent): (bool, bool),
    typed: &str,
    problems: Problems,
) -> ParagraphPage {
    let hint = format!(
        "Up to {PARAGRAPH_MAX} characters. Where you write {REFERENCE_IN_PARAGRAPHS}, the \
         payment’s reference stands."
    );
    ParagraphPage {
        frame: frame(visit, place, NAME, &problems),
        paragraph: Field::text(PARAGRAPH, "Paragraph")
            .hint(hint)
            .value(typed)
            .problem(&problems),
        is_there,
        is_sent,
        action: place.mode_path("/settings/email-paragraph"),
        back: place.mode_path("/settings"),
        problems,
    }
}
