//! The transactions of all services of somebody in one list.

use application::staff::services::MyService;
use domain::account::{GatewayAccount, Mode};
use domain::ports::queries::FoundTransaction;
use domain::staff::Permission;
use poem::{Request, Response, handler};

use super::export;
use super::filters::Filters;
use super::filters::form::FilterForm;
use super::list::{ListPage, Row, Whereabouts, nothing};
use super::pager::Pager;
use crate::field::Problems;
use crate::form::Asked;
use crate::frame::TabLink;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// In how many of the services whose transactions are listed something is permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Among {
    None,
    Some,
    All,
}

/// The address of the list.
pub(crate) fn path(mode: Mode) -> String {
    format!("/admin/transactions/{}", mode.word())
}

/// Shows the transactions that match.
#[handler]
pub(crate) async fn show(
    request: &Request,
    visit: Visit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let mode = mode(request)?;
    let services = visit.application().my_services(&visit.staff).await?;
    if !has(&services, mode, Permission::SeeTransactions) {
        return Err(Refusal::NotFound);
    }
    let among = |permission| among(&services, mode, permission);
    let shows_people = among(Permission::SeePersonalData) == Among::All;
    let filters = Filters::read(&mut asked)
        .in_list_of_all(false)
        .seen_by(shows_people);
    let (found, accounts, problems) = match filters.search(visit.staff.at) {
        Ok(search) => {
            let application = visit.application();
            let found = application.staff_all_transactions(&visit.staff, mode, search);
            let (found, accounts) = found.await?;
            (found, accounts, Problems::none())
        }
        Err(problems) => (nothing(), Vec::new(), problems),
    };
    let path = path(mode);
    let exportable = among(Permission::ExportTransactions);
    let export = (exportable != Among::None && found.total > 0)
        .then(|| filters.keep_on_page(&format!("{path}/export"), 1));
    let wrong = !problems.is_empty();
    let page = ListPage {
        frame: visit.frame("Transactions of all services").with(&problems),
        heading: "Transactions of all services",
        other_mode: other_mode(&services, mode, &filters),
        waiting: None,
        filters: FilterForm::of(&filters, &path, shows_people, &problems),
        problems,
        filtered: filters.narrow(),
        pager: Pager::of(&filters, &path, found.items.len(), found.total),
        rows: found
            .items
            .iter()
            .filter_map(|found| {
                let mut accounts = accounts.iter();
                let account = accounts.find(|account| account.id == found.payment.account)?;
                Some(Row::of(found, whereabouts(account, found, &filters)))
            })
            .collect(),
        export,
        export_lacks: (exportable == Among::Some)
            .then_some("Services of which you may not download transactions are left out."),
        all: path,
        shows_people,
        shows_services: true,
    };
    Ok(if wrong {
        visit.show_again(&page)
    } else {
        visit.show(&page)
    })
}

/// Answers the same transactions as a file.
#[handler]
pub(crate) async fn download(
    request: &Request,
    visit: Visit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let mode = mode(request)?;
    let application = visit.application();
    let services = application.my_services(&visit.staff).await?;
    if !has(&services, mode, Permission::SeeTransactions) {
        return Err(Refusal::NotFound);
    }
    if !has(&services, mode, Permission::ExportTransactions) {
        return Err(Refusal::Forbidden);
    }
    let filters = Filters::read(&mut asked).in_list_of_all(false);
    let Ok(search) = filters.search(visit.staff.at) else {
        return Ok(visit.go(&filters.keep(&path(mode))));
    };
    let export = application.staff_export_all(&visit.staff, mode, search);
    Ok(export::answer(&visit, export.await?))
}

fn mode(request: &Request) -> Result<Mode, Refusal> {
    let word = request.raw_path_param("mode").unwrap_or_default();
    word.parse().map_err(|_| Refusal::NotFound)
}

fn among(services: &[MyService], mode: Mode, permission: Permission) -> Among {
    let listed = services.iter().filter(|mine| lists(mine, mode));
    let (of, permitted) = listed.fold((0, 0), |(of, permitted), mine| {
        let may = mine.standing.may(permission, mode);
        (of + 1, permitted + usize::from(may))
    });
    match permitted {
        0 => Among::None,
        permitted if permitted == of => Among::All,
        _ => Among::Some,
    }
}

fn has(services: &[MyService], mode: Mode, permission: Permission) -> bool {
    among(services, mode, permission) != Among::None
}

fn lists(mine: &MyService, mode: Mode) -> bool {
    mine.accounts.iter().any(|account| account.mode == mode)
        && mine.standing.may(Permission::SeeTransactions, mode)
}

fn other_mode(services: &[MyService], mode: Mode, filters: &Filters) -> Option<TabLink> {
    let (other, label) = match mode {
        Mode::Test => (Mode::Live, "Switch to live"),
        Mode::Live => (Mode::Test, "Switch to test"),
    };
    has(services, other, Permission::SeeTransactions).then(|| TabLink {
        id: "switch-mode",
        label,
        href: filters.keep_on_page(&path(other), 1),
        current: false,
    })
}

fn whereabouts(
    account: &GatewayAccount,
    found: &FoundTransaction,
    filters: &Filters,
) -> Whereabouts {
    let (service, mode) = (&account.service, account.mode.word());
    let id = &found.payment.id;
    let page = format!("/admin/service/{service}/{mode}/transactions/{id}");
    Whereabouts {
        payment: filters.in_list_of_all(true).keep(&page),
        service: account.service_name.clone(),
    }
}
