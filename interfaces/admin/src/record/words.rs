//! A deed in words: what was done as a sentence without its subject, and what else is
//! known of it.
//!
//! Nothing that is on record is left out: what the sentence does not say is listed
//! beneath it.

mod unsaid;

use domain::audit::{Action, Deed};

use self::unsaid::Unsaid;

/// A deed as people read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) what: String,
    pub(super) facts: Vec<(String, String)>,
}

/// Tells a deed.
pub(super) fn tell(deed: &Deed) -> Told {
    let mut unsaid = Unsaid::of(deed);
    let what = sentence(deed.action, &mut unsaid);
    Told {
        what,
        facts: unsaid.rest(deed.action),
    }
}

fn sentence(action: Action, known: &mut Unsaid) -> String {
    match action {
        Action::SignedIn => match known.fact("by") {
            Some(by) => format!("Signed in, with {by}"),
            None => "Signed in".to_owned(),
        },
        Action::SignInRefused => match known.fact("why").as_deref() {
            Some("too many wrong answers") => {
                "Could not sign in: too many wrong answers in a row".to_owned()
            }
            Some("wrong") => "Could not sign in: the answer was wrong".to_owned(),
            Some(why) => format!("Could not sign in: {why}"),
            None => "Could not sign in: there is no such person".to_owned(),
        },
        Action::LockedOut => {
            known.fact("why");
            "Could not sign in: locked or shut out".to_owned()
        }
        Action::SignedOut => match known.fact("other sessions") {
            Some(count) => format!("Signed out of all other browsers ({count})"),
            None if known.target().is_some() => "Signed out of another browser".to_owned(),
            None => "Signed out".to_owned(),
        },
        Action::StaffCreated => {
            let email = known.target_or("somebody");
            match known.fact("platform admin").as_deref() {
                Some("yes") => format!("Added {email} as a platform administrator"),
                Some(_) | None => format!("Added {email}"),
            }
        }
        Action::StaffUnlocked => format!("Unlocked {}", known.target_or("somebody")),
        Action::StaffDisabled => {
            let email = known.target_or("somebody");
            match known.fact("done").as_deref() {
                Some("let in") => format!("Let {email} in again"),
                Some(_) | None => format!("Shut {email} out"),
            }
        }
        Action::PasswordSet => match (known.target(), known.fact("by").as_deref()) {
            (Some(email), _) => format!("Took away the password of {email}"),
            (None, Some("link")) => "Set a new password by a link".to_owned(),
            (None, _) => "Set a new password".to_owned(),
        },
        Action::ResetRequested => "Asked for a link to set a new password".to_owned(),
        Action::SecondFactorChanged => second_factor(known),
        Action::RecoveryCodes => "Made new recovery codes".to_owned(),
        Action::Invited => {
            let email = known.target_or("somebody");
            format!("Invited {email}{}", known.role("role", " as"))
        }
        Action::InvitationWithdrawn => {
            format!("Withdrew the invitation of {}", known.target_or("somebody"))
        }
        Action::Joined => format!("Joined the service{}", known.role("role", " as")),
        Action::RoleChanged => {
            let email = known.target_or("somebody");
            let (from, to) = (known.role("from", " from"), known.role("to", " to"));
            format!("Changed the role of {email}{from}{to}")
        }
        Action::MemberRemoved => {
            format!("Took {} out of the service", known.target_or("somebody"))
        }
        Action::ServiceCreated => format!("Created the service “{}”", known.target_or("")),
        Action::ServiceChanged => "Changed the service’s details".to_owned(),
        Action::GoLiveRequested => {
            let agreed = known.fact("agreement").is_some();
            let agreed = if agreed {
                ", and accepted the agreement"
            } else {
                ""
            };
            format!("Asked to go live{}{agreed}", known.provider(" with"))
        }
        Action::GoLiveDecided => match known.fact("decision").as_deref() {
            Some("refused") => "Refused to let the service go live".to_owned(),
            Some(_) | None => format!("Let the service go live{}", known.provider(" with")),
        },
        Action::SettingsChanged => {
            format!("Changed settings of the {}account", known.mode())
        }
        Action::CredentialsChanged => {
            let done = known.fact("done");
            let (mode, provider) = (known.mode(), known.provider(""));
            match done.as_deref() {
                Some("switched to") => {
                    format!("Sent new {mode}payments to{provider}")
                }
                Some(_) | None => {
                    format!("Entered{provider} credentials for the {mode}account")
                }
            }
        }
        Action::WebhookChanged => webhook(known),
        Action::KeyCreated => format!("Created {}", known.key()),
        Action::KeyRenamed => {
            let before = known.fact("before").unwrap_or_default();
            format!("Renamed {} (it was “{before}”)", known.key())
        }
        Action::KeyRevoked => format!("Revoked {}", known.key()),
        Action::RefundRequested => {
            let amount = known.amount();
            match known.fact("approval") {
                Some(_) => format!("Asked a colleague to approve a refund of {amount}"),
                None => format!("Refunded {amount}"),
            }
        }
        Action::RefundDecided => {
            let amount = known.amount();
            let decision = known.fact("decision");
            match decision.as_deref() {
                Some("approved") => format!("Approved a refund of {amount}"),
                Some("taken back") => format!("Took back the request to refund {amount}"),
                Some(_) | None => format!("Declined a refund of {amount}"),
            }
        }
        Action::PaymentCancelled => "Cancelled a payment".to_owned(),
        Action::Exported => format!("Exported {}transactions", known.mode()),
        Action::PersonalDataSeen => "Looked at who paid".to_owned(),
        Action::ServiceEntered => "Entered the service as a platform administrator".to_owned(),
        Action::PaymentsLookedUp => "Looked for payments over all services".to_owned(),
        Action::ServiceDisabled => match known.fact("done").as_deref() {
            Some("started") => "Started the service’s payments and refunds again".to_owned(),
            Some(_) | None => "Stopped the service’s payments and refunds".to_owned(),
        },
        Action::WorkRerun => match known.fact("work") {
            Some(work) => format!("Had work run again: {}", work.replace('_', " ")),
            None => "Had work run again".to_owned(),
        },
    }
}

fn webhook(known: &mut Unsaid) -> String {
    let (done, webhook) = (known.fact("done"), known.webhook());
    match done.as_deref() {
        Some("registered") => format!("Created {webhook}"),
        Some("activated") => format!("Activated {webhook}"),
        Some("deactivated") => format!("Deactivated {webhook}"),
        Some("secret rotated") => format!("Gave {webhook} a new signing secret"),
        Some("test event sent") => format!("Sent {webhook} a test event"),
        Some("changed") | None => format!("Changed {webhook}"),
        // `12 sent again`.
        Some(told) => format!("Messages to {webhook}: {told}"),
    }
}

fn second_factor(known: &mut Unsaid) -> String {
    if let Some(name) = known.fact("passkey added") {
        return format!("Added the passkey “{name}”");
    }
    if let Some(name) = known.fact("passkey removed") {
        return format!("Removed the passkey “{name}”");
    }
    known.fact("done");
    match known.target() {
        Some(email) => format!("Took away the second factor of {email}"),
        None => "Set up an authenticator app".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::Timestamp;
    use domain::audit::{Chain, Doer};
    use strum::IntoEnumIterator;

    use super::*;

    fn deed(action: Action, target: Option<&str>, facts: &[(&str, &str)]) -> Deed {
        Deed {
            chain: Chain::Platform,
            at: Timestamp::from_millis(0),
            by: Doer::Operator,
            address: None,
            action,
            target: target.map(str::to_owned),
            reason: None,
            facts: facts
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn deeds_are_told_in_words() {
        use Action as A;
        for (action, target, facts, what) in [
            (
                A::SignedIn,
                None,
                &[("by", "passkey")] as &[_],
                "Signed in, with passkey",
            ),
            (
                A::Invited,
                Some("bob@example.org"),
                &[("role", "refund-manager")],
                "Invited bob@example.org as Refund manager",
            ),
            (
                A::RoleChanged,
                Some("bob@example.org"),
                &[("from", "viewer"), ("to", "developer")],
                "Changed the role of bob@example.org from View only to Developer",
            ),
            (
                A::GoLiveRequested,
                None,
                &[("provider", "worldpay"), ("agreement", "accepted")],
                "Asked to go live with Worldpay, and accepted the agreement",
            ),
            (
                A::CredentialsChanged,
                None,
                &[
                    ("mode", "test"),
                    ("provider", "sandbox"),
                    ("done", "switched to"),
                ],
                "Sent new test payments to the sandbox",
            ),
            (
                A::WebhookChanged,
                None,
                &[("mode", "test"), ("done", "secret rotated")],
                "Gave a test webhook a new signing secret",
            ),
            (
                A::WebhookChanged,
                None,
                &[("mode", "live"), ("done", "12 sent again")],
                "Messages to a live webhook: 12 sent again",
            ),
            (
                A::KeyRenamed,
                None,
                &[("mode", "live"), ("description", "New"), ("before", "Old")],
                "Renamed the live API key “New” (it was “Old”)",
            ),
            (
                A::StaffDisabled,
                Some("eve@example.org"),
                &[("done", "let in")],
                "Let eve@example.org in again",
            ),
        ] {
            let told = tell(&deed(action, target, facts));
            assert_eq!(told.what, what);
            assert!(told.facts.is_empty(), "{what}: {:?}", told.facts);
        }
    }

    #[test]
    fn what_the_sentence_does_not_say_is_listed() {
        let told = tell(&deed(
            Action::RefundRequested,
            Some("pay1"),
            &[("refund", "ref1"), ("amount", "1050")],
        ));

        assert_eq!(told.what, "Refunded £10.50");
        let facts = [("Payment", "pay1"), ("Refund", "ref1")];
        assert_eq!(told.facts, facts.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn no_deed_loses_a_fact_that_its_sentence_does_not_know() {
        for action in Action::iter() {
            let told = tell(&deed(action, None, &[("surprise", "yes")]));
            assert_eq!(told.facts, [("Surprise".to_owned(), "yes".to_owned())]);
            assert!(!told.what.is_empty());
        }
    }
}
