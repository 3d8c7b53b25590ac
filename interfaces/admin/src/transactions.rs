//! The payments of an account: found by filters, newest first, a page at a time.

pub(crate) mod filters;
mod pager;
pub(crate) mod standing;

use askama::Template;
use domain::dispute::Dispute;
use domain::ports::queries::Page;
use domain::staff::Permission;
use domain::{Amount, Payment};
use poem::{Response, handler};

use self::filters::Filters;
use self::filters::form::FilterForm;
use self::pager::{Pager, Step};
use self::standing::Standing;
use crate::field::Problems;
use crate::form::Asked;
use crate::frame::Frame;
use crate::london;
use crate::place::{ServiceVisit, Tab};
use crate::refusal::Refusal;

/// A page of the list.
#[derive(Template)]
#[template(path = "transactions.html")]
struct TransactionsPage {
    frame: Frame,
    problems: Problems,
    filters: FilterForm,
    /// Whether anything narrows the list.
    filtered: bool,
    /// Where the list is without filters.
    all: String,
    /// Whether the visitor may see who pays.
    shows_people: bool,
    rows: Vec<Row>,
    pager: Pager,
}

/// One payment, as the list shows it.
struct Row {
    id: String,
    href: String,
    reference: String,
    email: String,
    /// What is paid in all.
    amount: String,
    with_fee: bool,
    refunded: Option<String>,
    brand: &'static str,
    standing: Standing,
    disputed: bool,
    created: String,
    created_machine: String,
}

/// Shows the payments that match.
#[handler]
pub(crate) async fn list(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let mode = place.required_mode()?;
    place.demand(Permission::SeeTransactions)?;
    let filters = Filters::read(&mut asked);
    let (found, problems) = match filters.search() {
        Ok(search) => {
            let (application, service) = (visit.application(), &place.service.id);
            let found = application.staff_transactions(&visit.staff, service, mode, search);
            (found.await?, Problems::none())
        }
        Err(problems) => (
            Page {
                items: Vec::new(),
                total: 0,
            },
            problems,
        ),
    };
    let path = place.mode_path("/transactions");
    let shows_people = place.may(Permission::SeePersonalData);
    let wrong = !problems.is_empty();
    let page = TransactionsPage {
        frame: visit
            .frame("Transactions")
            .of_service(&place, Tab::Transactions)
            .with(&problems),
        filters: FilterForm::of(&filters, &path, shows_people, &problems),
        problems,
        filtered: filters.narrow(),
        pager: Pager::of(&filters, &path, found.items.len(), found.total),
        rows: found
            .items
            .iter()
            .map(|payment| Row::of(payment, &path, &filters))
            .collect(),
        all: path,
        shows_people,
    };
    Ok(if wrong {
        visit.show_again(&page)
    } else {
        visit.show(&page)
    })
}

impl Row {
    fn of(payment: &Payment, path: &str, filters: &Filters) -> Self {
        let card = payment.card.as_ref();
        let email = payment.email.as_ref();
        Self {
            id: payment.id.to_string(),
            href: filters.keep(&format!("{path}/{}", payment.id)),
            reference: payment.reference.as_str().to_owned(),
            email: email
                .map(|email| email.as_str().to_owned())
                .unwrap_or_default(),
            amount: payment.total().to_string(),
            with_fee: payment.surcharge.is_some(),
            refunded: refunded(payment),
            brand: card
                .and_then(|card| card.brand)
                .map(|brand| brand.label())
                .unwrap_or_default(),
            standing: Standing::of(payment.status()),
            disputed: payment.disputes.iter().any(Dispute::holds_the_payment),
            created: london::short(payment.created_at),
            created_machine: london::machine(payment.created_at),
        }
    }
}

/// What was given back of a payment, if anything was.
pub(crate) fn refunded(payment: &Payment) -> Option<String> {
    let refunded = Amount::from_minor(payment.amount_refunded()).ok()?;
    (refunded > Amount::ZERO).then(|| refunded.to_string())
}
