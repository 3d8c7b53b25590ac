//! A page that asks whether something is to be done, and why.

use application::staff::platform::PlatformError;
use askama::Template;
use domain::audit::FACT_MAX;
use poem::Response;

use super::Part;
use crate::field::{Field, Problems};
use crate::frame::Frame;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The field for why.
pub(super) const REASON: &str = "reason";

/// What is asked.
pub(super) struct Question {
    pub(super) here: Part,
    pub(super) heading: String,
    pub(super) sentences: Vec<String>,
    /// Who will read the reason.
    pub(super) hint: &'static str,
    pub(super) button: &'static str,
    /// Whether it takes something away from somebody.
    pub(super) stops: bool,
    /// What the form carries besides.
    pub(super) hidden: Option<(&'static str, String)>,
    pub(super) action: String,
    pub(super) back: String,
    pub(super) back_label: String,
}

#[derive(Template)]
#[template(path = "platform/reason.html")]
struct ReasonPage<'a> {
    frame: Frame,
    here: Part,
    problems: Problems,
    question: &'a Question,
    reason: Field,
}

impl Question {
    /// Asks.
    pub(super) fn ask(&self, visit: &Visit) -> Response {
        visit.show(&self.page(visit, "", Problems::none()))
    }

    /// Asks again when the answer will not do; what else stood in the way is refused.
    pub(super) fn again(
        &self,
        visit: &Visit,
        typed: &str,
        error: PlatformError,
    ) -> Result<Response, Refusal> {
        let problem = match error {
            PlatformError::NoReason => "Enter a reason",
            PlatformError::Oneself => {
                "Nobody does this to themselves. Ask another platform administrator"
            }
            error @ (PlatformError::Access(_) | PlatformError::NotEntered(_)) => {
                return Err(error.into());
            }
        };
        let problems = Problems::one(REASON, problem);
        Ok(visit.show_again(&self.page(visit, typed, problems)))
    }

    fn page(&self, visit: &Visit, typed: &str, problems: Problems) -> ReasonPage<'_> {
        let reason = Field {
            max_length: FACT_MAX,
            ..Field::text(REASON, "Why?")
        };
        ReasonPage {
            frame: visit.frame(&self.heading).with(&problems),
            here: self.here,
            reason: reason.hint(self.hint).value(typed).problem(&problems),
            problems,
            question: self,
        }
    }
}
