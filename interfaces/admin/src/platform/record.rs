//! The record of everybody: what was done in every service, and what concerns none.

use std::collections::BTreeMap;

use askama::Template;
use poem::{Response, handler};

use super::{Part, PlatformVisit};
use crate::field::Problems;
use crate::form::Asked;
use crate::frame::Frame;
use crate::record::filters::{FilterForm, Filters};
use crate::record::list::RecordList;
use crate::refusal::Refusal;
use crate::visit::Visit;

/// Everybody's record.
#[derive(Template)]
#[template(path = "platform/record.html")]
struct RecordPage {
    frame: Frame,
    here: Part,
    problems: Problems,
    filters: FilterForm,
    list: RecordList,
}

/// Shows everybody's record.
#[handler]
pub(super) async fn show(
    PlatformVisit(visit): PlatformVisit,
    Asked(mut asked): Asked,
) -> Result<Response, Refusal> {
    let filters = Filters::read(&mut asked);
    let path = Part::Record.href();
    let (list, problems) = match filters.search() {
        Ok(search) => {
            let application = visit.application();
            let found = application.platform_record(&visit.staff, search).await?;
            let mut list = RecordList::of(&found, &filters, path);
            name_services(&visit, &mut list).await?;
            (list, Problems::none())
        }
        Err(problems) => (RecordList::nothing(&filters, path), problems),
    };
    let wrong = !problems.is_empty();
    let page = RecordPage {
        frame: visit.frame("Record").with(&problems),
        here: Part::Record,
        filters: FilterForm::of_platform(&filters, path, &problems),
        problems,
        list,
    };
    Ok(if wrong {
        visit.show_again(&page)
    } else {
        visit.show(&page)
    })
}

/// Puts the names of services in place of their ids.
async fn name_services(visit: &Visit, list: &mut RecordList) -> Result<(), Refusal> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for service in list.rows.iter_mut().filter_map(|row| row.service.as_mut()) {
        if !names.contains_key(&service.id) {
            let application = visit.application();
            let found = application.platform_service(&visit.staff, &service.id);
            let name = found.await?.service.name.to_string();
            names.insert(service.id.clone(), name);
        }
        if let Some(name) = names.get(&service.id) {
            service.name.clone_from(name);
        }
    }
    Ok(())
}
