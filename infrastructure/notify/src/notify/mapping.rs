//! What the API's answers mean.

use super::wire::{Problem, Refused};

/// Said of tokens that are too old, or whose key is not known. The operator can mend that.
const TOKEN_REFUSED: &str = "AuthError";

/// An answer, of which no more was read than matters.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

/// Why an e-mail was not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refusal {
    /// It was refused, and will be again.
    #[error("GOV.UK Notify refuses the e-mail: {0}")]
    Refused(String),
    /// The key or its token were refused.
    #[error("GOV.UK Notify does not let us in: {0}")]
    NotLetIn(String),
    /// There were too many at a time.
    #[error("GOV.UK Notify takes no more e-mails for now: {0}")]
    TooMany(String),
    /// It gave another answer.
    #[error("GOV.UK Notify answered {0}")]
    Answered(u16),
    /// It gave none.
    #[error("GOV.UK Notify cannot be reached: {0}")]
    NotReached(String),
    /// It gave none in time.
    #[error("GOV.UK Notify took too long")]
    TimedOut,
}

impl Refusal {
    /// Whether it will be the same another time.
    pub(super) fn is_forever(&self) -> bool {
        match self {
            Self::Refused(_) => true,
            Self::NotLetIn(_)
            | Self::TooMany(_)
            | Self::Answered(_)
            | Self::NotReached(_)
            | Self::TimedOut => false,
        }
    }
}

/// Whether the e-mail was taken. What follows the status of success does not matter; a
/// refusal that cannot be read is none to rely on.
pub(super) fn outcome(answer: &Answer) -> Result<(), Refusal> {
    let refused: Option<Refused> = serde_json::from_slice(&answer.body).ok();
    let problems = refused.map(|refused| refused.errors).unwrap_or_default();
    let said = said(&problems);
    Err(match (answer.status, problems.as_slice()) {
        (200..=299, _) => return Ok(()),
        (400 | 403, []) => Refusal::Answered(answer.status),
        (403, problems) if problems.iter().any(|one| one.error == TOKEN_REFUSED) => {
            Refusal::NotLetIn(said)
        }
        (400 | 403, _) => Refusal::Refused(said),
        (429, _) => Refusal::TooMany(said),
        (status, _) => Refusal::Answered(status),
    })
}

fn said(problems: &[Problem]) -> String {
    let said: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.error, problem.message))
        .collect();
    said.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_mean_what_the_service_documents() {
        let problem = |error: &str| {
            format!(r#"{{"status_code":0,"errors":[{{"error":"{error}","message":"no"}}]}}"#)
        };
        for (status, body, forever) in [
            (201, "{}".to_owned(), None),
            (201, "{\"id\": \"740e5834-3a29".to_owned(), None),
            (400, problem("ValidationError"), Some(true)),
            (400, problem("BadRequestError"), Some(true)),
            (
                400,
                problem("ValidationError")[..20].to_owned(),
                Some(false),
            ),
            (400, r#"{"errors":[]}"#.to_owned(), Some(false)),
            (403, problem("BadRequestError"), Some(true)),
            (403, problem("AuthError"), Some(false)),
            (403, "<html>".to_owned(), Some(false)),
            (404, "not found".to_owned(), Some(false)),
            (429, problem("RateLimitError"), Some(false)),
            (302, String::new(), Some(false)),
            (500, problem("Exception"), Some(false)),
            (503, String::new(), Some(false)),
        ] {
            let answer = Answer {
                status,
                body: body.clone().into_bytes(),
            };
            let refused = outcome(&answer).err();
            let is_forever = refused.map(|refusal| refusal.is_forever());
            assert_eq!(is_forever, forever, "{status} {body}");
        }
    }
}
