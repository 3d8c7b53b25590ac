//! Where an account's payments go, and what opens its accounts at PSPs.
//!
//! What was entered is never shown again: dots stand where it would be.

mod enter;
mod switch;

use application::staff::credentials::PspAccount;
use askama::Template;
use domain::account::credentials::CredentialField;
use domain::account::{Credentials, CredentialsState, Mode, Provider};
use domain::staff::Permission;
use poem::{Response, get, handler};

use crate::addresses::Routes;
use crate::frame::Frame;
use crate::london;
use crate::place::{Place, ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// What stands in place of a secret.
const DOTS: &str = "••••••••";

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    const PSP: &str = "/admin/service/:service/:mode/psp";
    routes
        .at(PSP, get(show))
        .at(
            format!("{PSP}/enter/:provider"),
            get(enter::ask).post(enter::enter),
        )
        .at(
            format!("{PSP}/use/:credentials"),
            get(switch::ask).post(switch::switch),
        )
        .at(
            format!("{PSP}/sandbox"),
            get(switch::ask_for_sandbox).post(switch::to_sandbox),
        )
}

/// How an account stands with PSPs.
#[derive(Template)]
#[template(path = "psp/state.html")]
struct StatePage {
    frame: Frame,
    mode: Mode,
    /// Where new payments go.
    provider: Provider,
    /// Whether the credentials of that PSP are missing, so that nothing can be paid.
    lacks_credentials: bool,
    /// Whether this program cannot talk to that PSP.
    is_mute: bool,
    /// Whether the visitor may enter and switch.
    changes: bool,
    psps: Vec<PspBlock>,
    base: String,
    back: String,
    /// Whether new payments can be sent to the sandbox instead.
    to_sandbox: bool,
}

/// One PSP that has credentials.
struct PspBlock {
    provider: Provider,
    /// Whether this program can talk to it.
    spoken: bool,
    /// Where it sends its notifications.
    notifications: String,
    sets: Vec<SetCard>,
}

/// One set of credentials.
struct SetCard {
    id: String,
    label: &'static str,
    look: &'static str,
    /// Whether it can be put to use.
    is_new: bool,
    facts: Vec<(&'static str, Shown)>,
    history: Vec<String>,
}

/// A value, as far as it is shown.
enum Shown {
    Plain(String),
    Hidden,
    Nothing,
}

/// Shows where payments go, and what was entered.
#[handler]
async fn show(ServiceVisit { visit, place }: ServiceVisit) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    let application = visit.application();
    let found = application
        .staff_psp(&visit.staff, &place.service.id, mode)
        .await?;
    let provider = found.account.provider;
    let needs = !provider.credential_fields().is_empty();
    let in_use =
        |set: &Credentials| set.provider == provider && set.state == CredentialsState::Active;
    let changes = place.may(Permission::ChangeCredentials);
    let real = Provider::all().filter(|psp| !psp.credential_fields().is_empty());
    Ok(visit.show(&StatePage {
        frame: frame(&visit, &place, "PSP and credentials"),
        mode,
        provider,
        lacks_credentials: needs && !found.credentials.iter().any(in_use),
        is_mute: !found.spoken.contains(&provider),
        changes,
        psps: real.map(|psp| PspBlock::of(psp, &found, &visit)).collect(),
        base: place.mode_path("/psp"),
        back: place.mode_path("/settings"),
        to_sandbox: changes && mode == Mode::Test && provider != Provider::Sandbox,
    }))
}

impl PspBlock {
    fn of(provider: Provider, found: &PspAccount, visit: &Visit) -> Self {
        let sets = found.credentials.iter();
        let sets = sets.filter(|set| set.provider == provider);
        let api = &visit.browser.admin.settings.api_url;
        Self {
            provider,
            spoken: found.spoken.contains(&provider),
            notifications: format!("{api}/v1/api/notifications/{}", provider.word()),
            sets: sets.map(SetCard::of).collect(),
        }
    }
}

impl SetCard {
    fn of(set: &Credentials) -> Self {
        let (label, look) = match set.state {
            CredentialsState::Entered => ("Not in use yet", "wait"),
            CredentialsState::Active => ("In use", "good"),
            CredentialsState::Retired => ("Retired", "plain"),
        };
        let dated =
            |what: &str, at: Option<_>| at.map(|at| format!("{what} on {}", london::date_time(at)));
        let entered = format!(
            "Entered on {} by {}",
            london::date_time(set.entered_at),
            set.entered_by
        );
        let later = [
            dated("Put to use", set.activated_at),
            dated("Retired", set.retired_at),
        ];
        Self {
            id: set.id.to_string(),
            label,
            look,
            is_new: set.state == CredentialsState::Entered,
            facts: facts(set),
            history: [entered]
                .into_iter()
                .chain(later.into_iter().flatten())
                .collect(),
        }
    }
}

/// What is shown of a set, by what people call it.
fn facts(set: &Credentials) -> Vec<(&'static str, Shown)> {
    let fields = set.provider.credential_fields().iter();
    let shown = fields.map(|field| (field, Shown::of(field, set)));
    let (mut facts, mut lacks) = (Vec::new(), false);
    for (field, shown) in shown {
        match shown {
            Shown::Nothing => lacks = true,
            shown @ (Shown::Plain(_) | Shown::Hidden) => facts.push((field.label, shown)),
        }
    }
    if lacks {
        facts.push(("For 3-D Secure", Shown::Nothing));
    }
    facts
}

impl Shown {
    /// What is shown of a field. Optional ones are all there or none, so whether a secret
    /// one is there shows from the others.
    fn of(field: &CredentialField, set: &Credentials) -> Self {
        let plain = set.shown.iter().find(|(name, _)| name == field.name);
        if let Some((_, value)) = plain {
            return Self::Plain(value.clone());
        }
        let is_optional = |name: &str| {
            let fields = set.provider.credential_fields().iter();
            fields
                .into_iter()
                .any(|field| field.is_optional && field.name == name)
        };
        let has_optional = set.shown.iter().any(|(name, _)| is_optional(name));
        if field.is_secret && (!field.is_optional || has_optional) {
            Self::Hidden
        } else {
            Self::Nothing
        }
    }
}

fn frame(visit: &Visit, place: &Place, what: &str) -> Frame {
    visit.frame(what).of_service(place, Tab::Settings)
}
