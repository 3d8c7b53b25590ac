//! What to do next, from the dashboard. The way to the other mode is in the service's bar,
//! above every page.

use domain::account::{GoingLive, Mode};
use domain::staff::Permission;

use super::state::AccountState;
use crate::place::Place;

/// A way on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ActionBox {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    pub(crate) href: String,
}

/// The ways on that are open to the visitor.
pub(crate) fn of(place: &Place, state: AccountState) -> Vec<ActionBox> {
    let is_live = |mode| place.accounts.iter().any(|account| account.mode == mode);
    let tries = place.mode == Some(Mode::Test) && state != AccountState::Stopped;
    let wants_live = match place.service.going_live {
        GoingLive::NotAsked | GoingLive::Refused { .. } => !is_live(Mode::Live),
        GoingLive::Asked { .. } | GoingLive::Granted { .. } => false,
    };
    let in_service = |permission| place.standing.may(permission, Mode::Live);
    let asks = wants_live && in_service(Permission::ChangeService);
    let opens = state == AccountState::Unopened && place.may(Permission::ChangeCredentials);
    let way = |shown: bool, id, label, href| shown.then_some(ActionBox { id, label, href });
    [
        way(
            tries,
            "demo-payment-link",
            "Make a test payment",
            place.mode_path("/demo-payment"),
        ),
        way(
            opens,
            "psp-link",
            "Enter the credentials",
            place.mode_path("/psp"),
        ),
        way(
            asks,
            "request-to-go-live-link",
            "Ask to go live",
            place.path("/go-live"),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
