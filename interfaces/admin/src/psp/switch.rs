//! Sending new payments elsewhere, after one more look.

use application::staff::credentials::CredentialsError;
use askama::Template;
use domain::account::{Credentials, CredentialsState, Mode, Provider};
use domain::staff::Permission;
use poem::{Request, Response, handler};

use super::frame;
use crate::frame::Frame;
use crate::place::{Place, ServicePost, ServiceVisit};
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The question.
#[derive(Template)]
#[template(path = "psp/switch.html")]
struct SwitchPage {
    frame: Frame,
    heading: String,
    /// The PSP that new payments will go to.
    to: Provider,
    /// The PSP that they go to now.
    from: Provider,
    mode: Mode,
    /// What shows which credentials these are.
    facts: Vec<(String, String)>,
    /// Whether this program can talk to the PSP.
    spoken: bool,
    action: String,
    back: String,
}

/// Asks whether new payments are to go with these credentials.
#[handler]
pub(super) async fn ask(
    request: &Request,
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    Ok(visit.show(&for_credentials(request, &visit, &place).await?))
}

/// Sends new payments with these credentials.
#[handler]
pub(super) async fn switch(request: &Request, posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost { visit, place, .. } = posted;
    let (mode, service) = (place.required_mode()?, &place.service.id);
    let id = named(request);
    let application = visit.application();
    match application
        .switch_psp(&visit.staff, service, mode, id)
        .await
    {
        Ok(set) => Ok(done(&visit, &place, set.provider)),
        Err(CredentialsError::NotSpoken) => {
            let page = for_credentials(request, &visit, &place).await?;
            Ok(visit.show_again(&page))
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks whether new payments are to go to the sandbox.
#[handler]
pub(super) async fn ask_for_sandbox(
    ServiceVisit { visit, place }: ServiceVisit,
) -> Result<Response, Refusal> {
    place.demand(Permission::ChangeCredentials)?;
    let mode = place.required_mode()?;
    let application = visit.application();
    let found = application
        .staff_psp(&visit.staff, &place.service.id, mode)
        .await?;
    let from = found.account.provider;
    if mode == Mode::Live || from == Provider::Sandbox {
        return Err(Refusal::NotFound);
    }
    Ok(visit.show(&SwitchPage {
        frame: frame(&visit, &place, "Go back to the sandbox"),
        heading: "Go back to the sandbox".to_owned(),
        to: Provider::Sandbox,
        from,
        mode,
        facts: Vec::new(),
        spoken: true,
        action: place.mode_path("/psp/sandbox"),
        back: place.mode_path("/psp"),
    }))
}

/// Sends new payments to the sandbox.
#[handler]
pub(super) async fn to_sandbox(posted: ServicePost) -> Result<Response, Refusal> {
    let ServicePost { visit, place, .. } = posted;
    let (mode, service) = (place.required_mode()?, &place.service.id);
    let application = visit.application();
    application
        .switch_to_sandbox(&visit.staff, service, mode)
        .await?;
    Ok(done(&visit, &place, Provider::Sandbox))
}

/// The page about the set in the address, which was not in use yet.
async fn for_credentials(
    request: &Request,
    visit: &Visit,
    place: &Place,
) -> Result<SwitchPage, Refusal> {
    place.demand(Permission::ChangeCredentials)?;
    let mode = place.required_mode()?;
    let application = visit.application();
    let found = application
        .staff_psp(&visit.staff, &place.service.id, mode)
        .await?;
    let id = named(request);
    let is_it =
        |set: &&Credentials| set.id.as_str() == id && set.state == CredentialsState::Entered;
    let set = found
        .credentials
        .iter()
        .find(is_it)
        .ok_or(Refusal::NotFound)?;
    let heading = format!("Use these {} credentials", set.provider.label());
    Ok(SwitchPage {
        frame: frame(visit, place, &heading),
        heading,
        to: set.provider,
        from: found.account.provider,
        mode,
        facts: labelled(set),
        spoken: found.spoken.contains(&set.provider),
        action: place.mode_path(&format!("/psp/use/{}", set.id)),
        back: place.mode_path("/psp"),
    })
}

/// What is no secret of a set, by what people call it.
fn labelled(set: &Credentials) -> Vec<(String, String)> {
    let fields = set.provider.credential_fields();
    let label = |name: &str| {
        let field = fields.iter().find(|field| field.name == name);
        field.map_or(name, |field| field.label).to_owned()
    };
    let shown = set.shown.iter();
    shown
        .map(|(name, value)| (label(name), value.clone()))
        .collect()
}

fn named(request: &Request) -> &str {
    request.raw_path_param("credentials").unwrap_or_default()
}

fn done(visit: &Visit, place: &Place, to: Provider) -> Response {
    let whither = match to {
        Provider::Sandbox => "the sandbox",
        Provider::Worldpay | Provider::Stripe => to.label(),
    };
    let news = format!("New payments go to {whither} from now on.");
    visit.go_with_news(&place.mode_path("/psp"), &news)
}
