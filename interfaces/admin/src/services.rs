//! The services somebody belongs to: where everybody begins.

use application::staff::services::MyService;
use askama::Template;
use domain::account::Mode;
use domain::staff::Permission;
use poem::{Response, handler};

use crate::frame::Frame;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// The list of somebody's services.
#[derive(Template)]
#[template(path = "services.html")]
struct ServicesPage {
    frame: Frame,
    services: Vec<ServiceCard>,
}

/// One service.
struct ServiceCard {
    id: String,
    name: String,
    /// What the visitor is in it.
    role: &'static str,
    ways: Vec<Way>,
}

/// A way into one of its accounts.
struct Way {
    mode: &'static str,
    label: &'static str,
    href: String,
    disabled: bool,
}

/// Shows the services that the visitor belongs to.
#[handler]
pub(crate) async fn list(visit: Visit) -> Result<Response, Refusal> {
    let mine = visit.application().my_services(&visit.staff).await?;
    Ok(visit.show(&ServicesPage {
        frame: visit.frame("Your services"),
        services: mine.into_iter().map(ServiceCard::of).collect(),
    }))
}

impl ServiceCard {
    fn of(mine: MyService) -> Self {
        let service = &mine.service.id;
        let mut ways: Vec<Way> = mine
            .accounts
            .iter()
            .filter(|account| mine.role.may(Permission::SeeTransactions, account.mode))
            .map(|account| Way {
                mode: account.mode.word(),
                label: account.mode.label(),
                href: format!(
                    "/admin/service/{service}/{}/transactions",
                    account.mode.word()
                ),
                disabled: account.disabled,
            })
            .collect();
        // Live first: it is what a service is for.
        ways.sort_by_key(|way| way.mode != Mode::Live.word());
        Self {
            id: service.to_string(),
            name: mine.service.name,
            role: mine.role.label(),
            ways,
        }
    }
}
