//! What the record is narrowed to: read from the address, kept in every link.

use domain::ServiceId;
use domain::audit::Chain;
use domain::ports::queries::{AuditSearch, Sheet};
use strum::IntoEnumIterator;

use super::kind::Kind;
use crate::field::{Choice, Field, Problems};
use crate::form::Form;
use crate::london::Day;

const KIND: &str = "kind";
const WHO: &str = "who";
const TARGET: &str = "target";
const FROM: &str = "fromDate";
const TO: &str = "toDate";
const SERVICE: &str = "service";
const PAGE: &str = "page";

/// Nobody has as many pages as this.
const PAGE_MAX: u64 = 10_000_000;

/// Filters as they were typed. Empty ones match everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    kind: Option<Kind>,
    who: String,
    target: String,
    from: String,
    to: String,
    /// One service's record, where those of all are searched.
    service: String,
    /// Which page, from 1.
    page: u64,
}

/// The form above the list, filled in.
pub(crate) struct FilterForm {
    /// Where it is sent.
    pub(crate) action: String,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) who: Field,
    pub(crate) target: Field,
    pub(crate) from: Field,
    pub(crate) to: Field,
    pub(crate) service: Option<Field>,
    /// Whether anything is filtered.
    pub(crate) narrow: bool,
    /// Whether more than who did it is filtered.
    pub(crate) open: bool,
}

impl Filters {
    /// Reads what was asked. What no form of ours can send is passed over.
    pub(crate) fn read(asked: &mut Form) -> Self {
        let page = asked.take(PAGE).parse().unwrap_or(1);
        Self {
            kind: asked.take(KIND).parse().ok(),
            who: asked.take(WHO),
            target: asked.take(TARGET),
            from: asked.take(FROM),
            to: asked.take(TO),
            service: asked.take(SERVICE),
            page: page.clamp(1, PAGE_MAX),
        }
    }

    /// What to look for, or what is wrong with the filters.
    pub(crate) fn search(&self) -> Result<AuditSearch, Problems> {
        let mut problems = Problems::none();
        let from = day(&self.from, FROM, "first", &mut problems);
        let to = day(&self.to, TO, "last", &mut problems);
        if let (Some(from), Some(to)) = (from, to)
            && to.begins < from.begins
        {
            problems.add(TO, "The last day must not be before the first");
        }
        let chain = given(&self.service).map(|id| ServiceId::parse(&id));
        if chain == Some(None) {
            problems.add(SERVICE, "Enter a service ID as the service’s page shows it");
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(AuditSearch {
            chain: chain.flatten().map(Chain::Service),
            actions: self
                .kind
                .map(|kind| kind.actions().collect())
                .unwrap_or_default(),
            doer: given(&self.who),
            target: given(&self.target),
            from: from.map(|day| day.begins),
            to: to.map(|day| day.ends),
            sheet: Sheet {
                page: self.page,
                ..Sheet::default()
            },
        })
    }

    /// Whether anything is filtered.
    pub(crate) fn narrow(&self) -> bool {
        let everything = Self {
            page: self.page,
            ..Self::default()
        };
        *self != everything
    }

    /// Which page, from 1.
    pub(crate) fn page(&self) -> u64 {
        self.page
    }

    /// An address with these filters on another page.
    pub(crate) fn keep_on_page(&self, path: &str, page: u64) -> String {
        let mut pairs: Vec<(&str, &str)> = vec![
            (KIND, self.kind.map(Kind::word).unwrap_or_default()),
            (WHO, &self.who),
            (TARGET, &self.target),
            (FROM, &self.from),
            (TO, &self.to),
            (SERVICE, &self.service),
        ];
        let number = page.to_string();
        if page > 1 {
            pairs.push((PAGE, &number));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            Ok(_) | Err(_) => path.to_owned(),
        }
    }
}

impl FilterForm {
    /// The form of a service's own record.
    pub(crate) fn of_service(filters: &Filters, path: &str, problems: &Problems) -> Self {
        Self::of(filters, path, problems, Kind::is_in_services)
    }

    /// The form of everybody's record.
    pub(crate) fn of_platform(filters: &Filters, path: &str, problems: &Problems) -> Self {
        let service = Field::text(SERVICE, "Service ID")
            .hint("As the service’s page shows it")
            .value(&*filters.service)
            .problem(problems);
        Self {
            service: Some(service),
            ..Self::of(filters, path, problems, |_| true)
        }
    }

    fn of(filters: &Filters, path: &str, problems: &Problems, has: impl Fn(Kind) -> bool) -> Self {
        let text =
            |id, label: &str, value: &str| Field::text(id, label).value(value).problem(problems);
        let day = |id, label: &str, value: &str| Field {
            width: "is-date",
            ..text(id, label, value).hint("DD/MM/YYYY")
        };
        let kinds = Kind::iter().filter(|kind| has(*kind)).map(|kind| Choice {
            checked: filters.kind == Some(kind),
            ..Choice::new(kind.word(), kind.label())
        });
        let only_who = Filters {
            who: filters.who.clone(),
            page: filters.page,
            ..Filters::default()
        };
        Self {
            action: path.to_owned(),
            kinds: kinds.collect(),
            who: text(WHO, "Who did it", &filters.who).hint("An e-mail address, or part of it"),
            target: text(TARGET, "To what", &filters.target)
                .hint("A payment ID, an e-mail address, or part of it"),
            from: day(FROM, "First day", &filters.from),
            to: day(TO, "Last day", &filters.to),
            service: None,
            narrow: filters.narrow(),
            open: *filters != only_who,
        }
    }
}

fn given(typed: &str) -> Option<String> {
    Some(typed.to_owned()).filter(|typed| !typed.is_empty())
}

fn day(typed: &str, field: &'static str, which: &str, problems: &mut Problems) -> Option<Day> {
    if typed.is_empty() {
        return None;
    }
    let day = Day::parse(typed).ok();
    if day.is_none() {
        problems.add(
            field,
            format!("Enter the {which} day with day, month and year, like 24/06/2026"),
        );
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Filters {
        Filters::read(&mut Form::parse(query.as_bytes()).unwrap())
    }

    #[test]
    fn filters_come_back_from_the_address_they_were_put_into() {
        let query = "kind=keys&who=ada%40example.org&target=A+%26+B&fromDate=1%2F6%2F2026\
                     &toDate=24%2F06%2F2026";
        let filters = read(&format!("{query}&page=3"));

        assert_eq!(filters.keep_on_page("/r", 3), format!("/r?{query}&page=3"));
        assert_eq!(filters.keep_on_page("/r", 1), format!("/r?{query}"));
        assert!(filters.narrow());
        let search = filters.search().unwrap();
        assert_eq!(search.actions.len(), 3);
        assert_eq!(search.sheet.page, 3);
    }

    #[test]
    fn what_no_form_sends_is_passed_over() {
        for query in ["", "page=0", "page=x", "kind=magic", "x=y"] {
            let filters = read(query);
            assert!(!filters.narrow(), "{query}");
            assert_eq!(filters.search().unwrap(), AuditSearch::default());
        }
    }

    #[test]
    fn what_cannot_be_looked_for_is_said_by_its_field() {
        for (query, field) in [
            ("fromDate=soon", FROM),
            ("toDate=31/02/2026", TO),
            ("fromDate=02/06/2026&toDate=01/06/2026", TO),
            ("service=fishing", SERVICE),
        ] {
            let problems = read(query).search().unwrap_err();
            assert!(problems.of(field).is_some(), "{query}");
        }
    }
}
