//! One page of the record, and the ways to its other pages.

use application::staff::platform::record::LINKS_A_PAGE;
use domain::audit::{Chain, Doer, Link};
use domain::ports::queries::Page;

use super::filters::Filters;
use super::words;
use crate::london;
use crate::newer_older::{Cut, NewerOlder};

/// One page of a record.
pub(crate) struct RecordList {
    pub(crate) rows: Vec<Row>,
    pub(crate) part: NewerOlder,
    /// The list without filters.
    pub(crate) all: String,
    /// Whether anything is filtered.
    pub(crate) narrow: bool,
}

/// One deed.
pub(crate) struct Row {
    /// Its place in its chain, which `bursar audit verify` names.
    pub(crate) position: u64,
    pub(crate) at: String,
    pub(crate) at_machine: String,
    pub(crate) who: String,
    /// The network address it came from.
    pub(crate) address: Option<String>,
    pub(crate) what: String,
    pub(crate) reason: Option<String>,
    pub(crate) facts: Vec<(String, String)>,
    /// The service whose record it is in; `None` for the platform's.
    pub(crate) service: Option<ServiceLink>,
}

/// A way to a service.
pub(crate) struct ServiceLink {
    pub(crate) id: String,
    /// Its name, or its id while that is not known.
    pub(crate) name: String,
}

impl RecordList {
    /// What was found.
    pub(crate) fn of(found: &Page<Link>, filters: &Filters, path: &str) -> Self {
        let cut = Cut {
            page: filters.page(),
            size: LINKS_A_PAGE,
            what: ("entry", "entries"),
        };
        let href = |page| filters.keep_on_page(path, page);
        Self {
            rows: found.items.iter().map(Row::of).collect(),
            part: NewerOlder::of(&cut, found.items.len(), found.total, href),
            all: path.to_owned(),
            narrow: filters.narrow(),
        }
    }

    /// Nothing, since the filters could not be read.
    pub(crate) fn nothing(filters: &Filters, path: &str) -> Self {
        let nothing = Page {
            items: Vec::new(),
            total: 0,
        };
        Self {
            narrow: filters.narrow(),
            ..Self::of(&nothing, &Filters::default(), path)
        }
    }
}

impl Row {
    fn of(link: &Link) -> Self {
        let deed = &link.deed;
        let told = words::tell(deed);
        Self {
            position: link.position,
            at: london::date_time(deed.at),
            at_machine: london::machine(deed.at),
            who: match &deed.by {
                Doer::Staff { email, .. } => email.clone(),
                Doer::Operator => "The operator, at the command line".to_owned(),
                Doer::Stranger(typed) => format!("Somebody who typed “{typed}”"),
            },
            address: deed.address.clone(),
            what: told.what,
            reason: deed.reason.clone(),
            facts: told.facts,
            service: match &deed.chain {
                Chain::Platform => None,
                Chain::Service(id) => Some(ServiceLink {
                    id: id.to_string(),
                    name: id.to_string(),
                }),
            },
        }
    }
}
