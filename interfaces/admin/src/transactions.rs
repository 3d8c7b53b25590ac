//! The transactions of an account: found by filters, newest first, a page at a time.

mod awaiting;
pub(crate) mod everywhere;
mod export;
pub(crate) mod filters;
mod list;
mod pager;
pub(crate) mod standing;

use domain::Payment;
use domain::staff::Permission;
use poem::{Response, get, handler};

use self::filters::Filters;
use self::filters::form::FilterForm;
use self::list::{ListPage, Row, Waiting, Whereabouts, nothing};
use self::pager::Pager;
use crate::addresses::Routes;
use crate::field::Problems;
use crate::form::Asked;
use crate::place::{ServiceVisit, Tab};
use crate::refusal::Refusal;
use crate::transaction;
use crate::transaction::{approval, cancel, refund};

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    const TRANSACTIONS: &str = "/admin/service/:service/:mode/transactions";
    const EVERYWHERE: &str = "/admin/transactions/:mode";
    routes
        .at(EVERYWHERE, get(everywhere::show))
        .at(format!("{EVERYWHERE}/export"), get(everywhere::download))
        .at(TRANSACTIONS, get(show))
        .at(format!("{TRANSACTIONS}/export"), get(export::download))
        .at(
            format!("{TRANSACTIONS}/awaiting-approval"),
            get(awaiting::show),
        )
        .at(format!("{TRANSACTIONS}/:payment"), get(transaction::show))
        .at(
            format!("{TRANSACTIONS}/:payment/refund"),
            get(refund::get).post(refund::post),
        )
        .at(
            format!("{TRANSACTIONS}/:payment/approval/:refund"),
            get(approval::get).post(approval::post),
        )
        .at(
            format!("{TRANSACTIONS}/:payment/cancel"),
            get(cancel::get).post(cancel::post),
        )
}

/// Shows the transactions that match.
#[handler]
pub(crate) async fn show(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    place.demand(Permission::SeeTransactions)?;
    let shows_people = place.may(Permission::SeePersonalData);
    let filters = Filters::read(&mut asked)
        .in_list_of_all(false)
        .seen_by(shows_people);
    let (application, service) = (visit.application(), &place.service.id);
    let (found, problems) = match filters.search(visit.staff.at) {
        Ok(search) => {
            let found = application.staff_transactions(&visit.staff, service, mode, search);
            (found.await?, Problems::none())
        }
        Err(problems) => (nothing(), problems),
    };
    let waiting = application.staff_awaiting_approval(&visit.staff, service, mode);
    let waiting = waiting.await?;
    let path = place.mode_path("/transactions");
    let exportable = place.may(Permission::ExportTransactions) && found.total > 0;
    let wrong = !problems.is_empty();
    let page = ListPage {
        frame: visit
            .frame("Transactions")
            .of_service(&place, Tab::Transactions)
            .with(&problems),
        heading: "Transactions",
        other_mode: None,
        waiting: waiting_in(&waiting, format!("{path}/awaiting-approval")),
        filters: FilterForm::of(&filters, &path, shows_people, &problems),
        problems,
        filtered: filters.narrow(),
        pager: Pager::of(&filters, &path, found.items.len(), found.total),
        rows: found
            .items
            .iter()
            .map(|found| {
                let payment = filters.keep(&format!("{path}/{}", found.payment.id));
                let service = String::new();
                Row::of(found, Whereabouts { payment, service })
            })
            .collect(),
        export: exportable.then(|| filters.keep_on_page(&format!("{path}/export"), 1)),
        export_lacks: None,
        all: path,
        shows_people,
        shows_services: false,
    };
    Ok(if wrong {
        visit.show_again(&page)
    } else {
        visit.show(&page)
    })
}

/// How many refunds of these payments wait for approval, if any do.
fn waiting_in(payments: &[Payment], href: String) -> Option<Waiting> {
    let open = payments.iter().flat_map(|payment| &payment.approvals);
    match open.filter(|approval| approval.holds_its_amount()).count() {
        0 => None,
        1 => Some("1 refund waits for approval".to_owned()),
        count => Some(format!("{count} refunds wait for approval")),
    }
    .map(|text| Waiting { href, text })
}
