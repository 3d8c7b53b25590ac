//! The services somebody belongs to: where everybody begins.

use application::staff::services::MyService;
use askama::Template;
use domain::account::{GatewayAccount, Mode};
use domain::staff::Permission;
use poem::{Response, get, handler};

use crate::addresses::Routes;
use crate::dashboard::state::AccountState;
use crate::field::Field;
use crate::form::Asked;
use crate::frame::Frame;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// With more services than these, they can be searched.
const SEARCHED_ABOVE: usize = 7;
const SEARCH: &str = "search";

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .at("/admin", get(list))
        .at("/admin/services", get(list))
}

/// The list of somebody's services.
#[derive(Template)]
#[template(path = "services.html")]
struct ServicesPage {
    frame: Frame,
    services: Vec<ServiceCard>,
    /// Whether there is none, found or not.
    none: bool,
    /// What they are searched by, where there are many.
    search: Option<Field>,
    /// Where the transactions of all of them are.
    all_transactions: Option<String>,
}

/// One service.
struct ServiceCard {
    id: String,
    name: String,
    /// Its tag, and how that looks.
    state: Option<(String, &'static str)>,
    /// What the visitor is in it.
    role: &'static str,
    /// Its dashboard: the live one, if there is one.
    href: Option<String>,
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
pub(crate) async fn list(visit: Visit, Asked(mut asked): Asked) -> Result<Response, Refusal> {
    let mut mine = visit.application().my_services(&visit.staff).await?;
    // Live first: it is what a service is for.
    mine.sort_by_key(|mine| account(mine, Mode::Live).is_none());
    let (none, many) = (mine.is_empty(), mine.len() > SEARCHED_ABOVE);
    let all_transactions = all_transactions(&mine);
    let search = if many {
        asked.take(SEARCH)
    } else {
        String::new()
    };
    mine.retain(|mine| is_called(mine, &search));
    let field = Field {
        kind: "search",
        ..Field::text(SEARCH, "Find a service by its name").value(search)
    };
    Ok(visit.show(&ServicesPage {
        frame: visit.frame("Your services"),
        services: mine.iter().map(ServiceCard::of).collect(),
        none,
        search: Some(field).filter(|_| many),
        all_transactions,
    }))
}

fn account(mine: &MyService, mode: Mode) -> Option<&GatewayAccount> {
    mine.accounts.iter().find(|account| account.mode == mode)
}

/// Whether a name of the service has this in it, whatever its case.
fn is_called(mine: &MyService, search: &str) -> bool {
    let search = search.to_lowercase();
    let names = [Some(&mine.service.name), mine.service.welsh_name.as_ref()];
    let mut names = names.into_iter().flatten();
    names.any(|name| name.as_str().to_lowercase().contains(&search))
}

/// Where the transactions of all services are, for those who see them in more than one:
/// the live ones, if any are.
fn all_transactions(mine: &[MyService]) -> Option<String> {
    let seen_in = |mode: Mode| {
        let sees = |mine: &&MyService| {
            mine.standing.may(Permission::SeeTransactions, mode) && account(mine, mode).is_some()
        };
        mine.iter().filter(sees).count()
    };
    let mode = match (seen_in(Mode::Live), seen_in(Mode::Test)) {
        (0 | 1, 0 | 1) => return None,
        (0, _) => Mode::Test,
        (_, _) => Mode::Live,
    };
    Some(format!("/admin/transactions/{}", mode.word()))
}

impl ServiceCard {
    fn of(mine: &MyService) -> Self {
        let service = &mine.service.id;
        let mut ways: Vec<Way> = mine
            .accounts
            .iter()
            .filter(|account| mine.standing.may(Permission::SeeTransactions, account.mode))
            .map(|account| Way {
                mode: account.mode.word(),
                label: account.mode.label(),
                href: format!("/admin/service/{service}/{}/dashboard", account.mode.word()),
                disabled: account.disabled,
            })
            .collect();
        ways.sort_by_key(|way| way.mode != Mode::Live.word());
        let main = account(mine, Mode::Live).or_else(|| account(mine, Mode::Test));
        let state = main.map(|main| AccountState::of(main, &mine.accounts, true));
        Self {
            id: service.to_string(),
            name: mine.service.name.to_string(),
            state: state.map(|state| (state.label(), state.look())),
            role: mine.standing.label(),
            href: ways.first().map(|way| way.href.clone()),
            ways,
        }
    }
}
