//! What is known of a deed: each thing is said once, and what no sentence says is left
//! for the list beneath it.

use std::str::FromStr;

use domain::Amount;
use domain::account::Provider;
use domain::audit::{Action, Deed};
use domain::staff::Role;

/// What is known of a deed and was not said yet.
pub(super) struct Unsaid {
    target: Option<String>,
    facts: Vec<(String, String)>,
}

impl Unsaid {
    /// Everything that is known of a deed.
    pub(super) fn of(deed: &Deed) -> Self {
        Self {
            target: deed.target.clone(),
            facts: deed.facts.clone(),
        }
    }

    /// A fact, which is said now.
    pub(super) fn fact(&mut self, name: &str) -> Option<String> {
        let at = self.facts.iter().position(|(known, _)| known == name)?;
        Some(self.facts.remove(at).1)
    }

    /// What it was done to, which is said now.
    pub(super) fn target(&mut self) -> Option<String> {
        self.target.take()
    }

    pub(super) fn target_or(&mut self, otherwise: &str) -> String {
        self.target().unwrap_or_else(|| otherwise.to_owned())
    }

    /// ` as Viewer`.
    pub(super) fn role(&mut self, name: &str, before: &str) -> String {
        let Some(word) = self.fact(name) else {
            return String::new();
        };
        let label = Role::from_str(&word).map(Role::label);
        format!("{before} {}", label.unwrap_or(word.as_str()))
    }

    /// ` with Worldpay`.
    pub(super) fn provider(&mut self, before: &str) -> String {
        let Some(word) = self.fact("provider") else {
            return String::new();
        };
        match Provider::from_str(&word) {
            Ok(Provider::Sandbox) => format!("{before} the sandbox"),
            Ok(provider) => format!("{before} {}", provider.label()),
            Err(_) => format!("{before} {word}"),
        }
    }

    /// `test `.
    pub(super) fn mode(&mut self) -> String {
        let mode = self.fact("mode");
        mode.map(|mode| format!("{mode} ")).unwrap_or_default()
    }

    /// `the test API key “Website”`.
    pub(super) fn key(&mut self) -> String {
        let mode = self.mode();
        let description = self.fact("description").unwrap_or_default();
        format!("the {mode}API key “{description}”")
    }

    /// `a test webhook`.
    pub(super) fn webhook(&mut self) -> String {
        format!("a {}webhook", self.mode())
    }

    pub(super) fn amount(&mut self) -> String {
        let minor = self.fact("amount");
        let amount = minor.as_deref().and_then(|minor| minor.parse().ok());
        let amount = amount.and_then(|minor| Amount::from_minor(minor).ok());
        match amount {
            Some(amount) => amount.to_string(),
            None => minor.unwrap_or_default(),
        }
    }

    /// Everything that was not said.
    pub(super) fn rest(self, action: Action) -> Vec<(String, String)> {
        let target = self.target.map(|target| (target_label(action), target));
        let target = target
            .into_iter()
            .map(|(label, value)| (label.to_owned(), value));
        let facts = self
            .facts
            .into_iter()
            .map(|(name, value)| (capital(&name), value));
        target.chain(facts).collect()
    }
}

/// What a target is that no sentence says.
fn target_label(action: Action) -> &'static str {
    match action {
        Action::RefundRequested
        | Action::RefundDecided
        | Action::PaymentCancelled
        | Action::PersonalDataSeen => "Payment",
        Action::WorkRerun => "Payment or work",
        Action::KeyCreated | Action::KeyRenamed | Action::KeyRevoked => "Key",
        Action::CredentialsChanged => "Credentials",
        Action::WebhookChanged => "Webhook",
        Action::GoLiveDecided => "Account",
        Action::PaymentsLookedUp => "Looked for",
        Action::SignedIn
        | Action::SignInRefused
        | Action::SignedOut
        | Action::LockedOut
        | Action::StaffCreated
        | Action::StaffUnlocked
        | Action::StaffDisabled
        | Action::PasswordSet
        | Action::ResetRequested
        | Action::SecondFactorChanged
        | Action::RecoveryCodes
        | Action::Invited
        | Action::InvitationWithdrawn
        | Action::Joined
        | Action::RoleChanged
        | Action::MemberRemoved
        | Action::ServiceCreated
        | Action::ServiceChanged
        | Action::GoLiveRequested
        | Action::SettingsChanged
        | Action::Exported
        | Action::ServiceEntered
        | Action::ServiceDisabled => "Of",
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
