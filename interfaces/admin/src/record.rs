//! What everybody did in a service, newest first, in words.

pub(crate) mod filters;
mod kind;
pub(crate) mod list;
mod words;

use askama::Template;
use domain::staff::Permission;
use poem::{Response, get, handler};

use self::filters::{FilterForm, Filters};
use self::list::RecordList;
use crate::addresses::Routes;
use crate::field::Problems;
use crate::form::Asked;
use crate::frame::Frame;
use crate::place::{ServiceVisit, Tab};
use crate::refusal::Refusal;

/// The addresses of these pages.
pub(crate) fn routes(routes: Routes) -> Routes {
    routes.at("/admin/service/:service/record", get(show))
}

/// A service's record.
#[derive(Template)]
#[template(path = "record/service.html")]
struct RecordPage {
    frame: Frame,
    problems: Problems,
    filters: FilterForm,
    list: RecordList,
}

/// Shows the service's record.
#[handler]
async fn show(
    ServiceVisit { visit, place }: ServiceVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    place.demand(Permission::SeeAudit)?;
    let filters = Filters::read(&mut asked);
    let path = place.path("/record");
    let (list, problems) = match filters.search() {
        Ok(search) => {
            let application = visit.application();
            let found = application.staff_record(&visit.staff, &place.service.id, search);
            (
                RecordList::of(&found.await?, &filters, &path),
                Problems::none(),
            )
        }
        Err(problems) => (RecordList::nothing(&filters, &path), problems),
    };
    let wrong = !problems.is_empty();
    let page = RecordPage {
        frame: visit
            .frame("Record")
            .of_service(&place, Tab::Record)
            .with(&problems),
        filters: FilterForm::of_service(&filters, &path, &problems),
        problems,
        list,
    };
    Ok(if wrong {
        visit.show_again(&page)
    } else {
        visit.show(&page)
    })
}
