//! Shutting somebody out, letting them in, unlocking them, and taking away their second
//! factor.

use application::staff::platform::people::PersonChange;
use domain::staff::StaffMember;
use poem::web::Path;
use poem::{Response, handler};

use super::find;
use crate::platform::reason::{Question, REASON};
use crate::platform::{Part, PlatformPost, PlatformVisit};
use crate::refusal::Refusal;

/// A change, in words.
pub(super) struct Words {
    change: PersonChange,
    /// The word in addresses.
    pub(super) word: &'static str,
    pub(super) button: &'static str,
    /// What it does, in sentences.
    sentences: &'static [&'static str],
    /// Whether it takes something away.
    pub(super) stops: bool,
    /// What is said afterwards, after their address.
    news: &'static str,
}

/// Every change.
pub(super) const WORDS: [Words; 4] = [
    Words {
        change: PersonChange::Unlock,
        word: "unlock",
        button: "Unlock",
        sentences: &[
            "Wrong answers are forgotten, and they may try again at once.",
            "Make sure that it was them: somebody else may have guessed.",
        ],
        stops: false,
        news: "may try again.",
    },
    Words {
        change: PersonChange::ResetSecondFactor,
        word: "reset-second-factor",
        button: "Reset second factor",
        sentences: &[
            "Their authenticator app, passkeys and recovery codes are good for nothing any \
             more, and they are signed out everywhere. With their password they set up a new \
             second factor.",
            "Make sure that it is them who asks. Whoever has their password gets in.",
        ],
        stops: true,
        news: "sets up a new second factor when they sign in next.",
    },
    Words {
        change: PersonChange::ShutOut,
        word: "shut-out",
        button: "Shut out",
        sentences: &[
            "They are signed out everywhere, at once, and cannot sign in again until \
             somebody lets them in.",
            "They stay in the team of their services.",
        ],
        stops: true,
        news: "is shut out.",
    },
    Words {
        change: PersonChange::LetIn,
        word: "let-in",
        button: "Let in again",
        sentences: &["They may sign in again, to the same services as before."],
        stops: false,
        news: "may sign in again.",
    },
];

/// Asks why.
#[handler]
pub(crate) async fn ask(
    PlatformVisit(visit): PlatformVisit,
    Path((id, word)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let words = named(&word)?;
    let member = find(&visit, &id).await?;
    Ok(words.question(&member).ask(&visit))
}

/// Does it.
#[handler]
pub(crate) async fn change(
    PlatformPost { visit, mut form }: PlatformPost,
    Path((id, word)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let words = named(&word)?;
    let member = find(&visit, &id).await?;
    let typed = form.take(REASON);
    let application = visit.application();
    let changed = application.change_person(&visit.staff, &id, words.change, &typed);
    match changed.await {
        Ok(member) => {
            let news = format!("{} {}", member.email.as_str(), words.news);
            let page = format!("/admin/platform/people/{}", member.id);
            Ok(visit.go_with_news(&page, &news))
        }
        Err(error) => words.question(&member).again(&visit, &typed, error),
    }
}

fn named(word: &str) -> Result<&'static Words, Refusal> {
    let named = WORDS.iter().find(|words| words.word == word);
    named.ok_or(Refusal::NotFound)
}

impl Words {
    /// Whether it is worth offering for somebody.
    pub(super) fn suits(&self, member: &StaffMember, locked: bool) -> bool {
        match self.change {
            PersonChange::ShutOut => !member.disabled,
            PersonChange::LetIn => member.disabled,
            PersonChange::Unlock => locked,
            PersonChange::ResetSecondFactor => {
                member.authenticator.is_some() || !member.passkeys.is_empty()
            }
        }
    }

    fn question(&self, member: &StaffMember) -> Question {
        let page = format!("/admin/platform/people/{}", member.id);
        Question {
            here: Part::People,
            heading: format!("{}: {}", self.button, member.email.as_str()),
            sentences: self.sentences.iter().map(|&text| text.to_owned()).collect(),
            hint: "It is kept in the platform’s record",
            button: self.button,
            stops: self.stops,
            hidden: None,
            action: format!("{page}/{}", self.word),
            back: page,
            back_label: member.email.as_str().to_owned(),
        }
    }
}
