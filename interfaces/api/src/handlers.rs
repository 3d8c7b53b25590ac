//! The operations of the contracts, one file per tag: who asks, what for, do it, show it.

mod agreements;
mod authorise_card_payments;
mod card_payments;
mod disputes;
mod refunding_card_payments;
mod sandbox;
mod telephone_payments;

use std::sync::Arc;

use application::Application;

use crate::settings::ApiSettings;

pub(crate) use sandbox::SandboxHandlers;

/// What implements the public contract.
#[derive(Clone)]
pub(crate) struct Handlers {
    application: Arc<Application>,
    settings: Arc<ApiSettings>,
}

impl Handlers {
    pub(crate) fn new(application: Arc<Application>, settings: ApiSettings) -> Self {
        Self {
            application,
            settings: Arc::new(settings),
        }
    }
}
