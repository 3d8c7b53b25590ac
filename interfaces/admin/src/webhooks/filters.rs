//! What the deliveries are narrowed to: read from the address, kept in every link.

use domain::PaymentId;
use domain::ports::queries::{DeliverySearch, Sheet};
use domain::webhook::{DeliveryStatus, EventType};
use strum::IntoEnumIterator;

use crate::field::{Choice, Choices, Field, Problems};
use crate::form::Form;
use crate::london::Day;

const STATUS: &str = "status";
const EVENT: &str = "event";
const PAYMENT: &str = "payment";
const FROM: &str = "fromDate";
const TO: &str = "toDate";
const PAGE: &str = "page";

/// Nobody has as many pages as this.
const PAGE_MAX: u64 = 10_000_000;

/// Filters as they were typed. Empty ones match everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filters {
    status: Option<DeliveryStatus>,
    event: Option<EventType>,
    payment: String,
    from: String,
    to: String,
    /// Which page, from 1.
    page: u64,
}

/// The form above the list, filled in.
pub(super) struct FilterForm {
    /// Where it is sent.
    pub(super) action: String,
    pub(super) statuses: Choices,
    pub(super) events: Choices,
    pub(super) payment: Field,
    pub(super) from: Field,
    pub(super) to: Field,
    /// Whether anything is filtered.
    pub(super) narrow: bool,
    /// Whether more than the status is filtered.
    pub(super) open: bool,
}

impl Filters {
    /// Reads what was asked. What no form of ours can send is passed over.
    pub(super) fn read(asked: &mut Form) -> Self {
        let page = asked.take(PAGE).parse().unwrap_or(1);
        Self {
            status: asked.take(STATUS).parse().ok(),
            event: asked.take(EVENT).parse().ok(),
            payment: asked.take(PAYMENT),
            from: asked.take(FROM),
            to: asked.take(TO),
            page: page.clamp(1, PAGE_MAX),
        }
    }

    /// What to look for, or what is wrong with the filters.
    pub(super) fn search(&self) -> Result<DeliverySearch, Problems> {
        let mut problems = Problems::none();
        let payment = PaymentId::parse(&self.payment);
        if payment.is_none() && !self.payment.is_empty() {
            let text = "Enter the whole ID of the payment: 26 letters and digits";
            problems.add(PAYMENT, text);
        }
        let from = day(&self.from, FROM, "first", &mut problems);
        let to = day(&self.to, TO, "last", &mut problems);
        if let (Some(from), Some(to)) = (from, to)
            && to.begins < from.begins
        {
            problems.add(TO, "The last day must not be before the first");
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(DeliverySearch {
            status: self.status,
            event: self.event,
            payment,
            from: from.map(|day| day.begins),
            to: to.map(|day| day.ends),
            sheet: Sheet {
                page: self.page,
                ..Sheet::default()
            },
        })
    }

    /// Whether anything is filtered.
    pub(super) fn narrow(&self) -> bool {
        let everything = Self {
            page: self.page,
            ..Self::default()
        };
        *self != everything
    }

    /// Which page, from 1.
    pub(super) fn page(&self) -> u64 {
        self.page
    }

    /// An address with these filters, on another page.
    pub(super) fn keep_on_page(&self, path: &str, page: u64) -> String {
        let number = page.to_string();
        let mut pairs: Vec<(&str, &str)> = vec![
            (STATUS, self.status.map(word).unwrap_or_default()),
            (EVENT, self.event.map(EventType::word).unwrap_or_default()),
            (PAYMENT, &self.payment),
            (FROM, &self.from),
            (TO, &self.to),
        ];
        if page > 1 {
            pairs.push((PAGE, &number));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            Ok(_) | Err(_) => path.to_owned(),
        }
    }

    /// The filters in a sentence's words; nothing when nothing is filtered.
    pub(super) fn in_words(&self) -> Vec<(&'static str, String)> {
        let status = self.status.map(|status| status.label().to_owned());
        let event = self.event.map(|event| event.label().to_owned());
        let typed = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        [
            ("Status", status),
            ("Event", event),
            ("Payment", typed(&self.payment)),
            ("First day", typed(&self.from)),
            ("Last day", typed(&self.to)),
        ]
        .into_iter()
        .filter_map(|(label, value)| Some((label, value?)))
        .collect()
    }
}

impl FilterForm {
    /// The form for these filters.
    pub(super) fn of(filters: &Filters, path: &str, problems: &Problems) -> Self {
        let statuses = DeliveryStatus::iter().map(|status| Choice {
            checked: filters.status == Some(status),
            ..Choice::new(word(status), status.label())
        });
        let events = EventType::offered().map(|event| Choice {
            checked: filters.event == Some(event),
            ..Choice::new(event.word(), event.label())
        });
        let day = |id, label: &str, value: &str| Field {
            width: "is-date",
            ..Field::text(id, label)
                .hint("DD/MM/YYYY")
                .value(value)
                .problem(problems)
        };
        let only_status = Self::only_status(filters);
        Self {
            action: path.to_owned(),
            statuses: Choices::new(STATUS, "Status", statuses.collect()),
            events: Choices::new(EVENT, "Event", events.collect()),
            payment: Field::text(PAYMENT, "Payment ID")
                .value(filters.payment.as_str())
                .problem(problems),
            from: day(FROM, "First day", &filters.from),
            to: day(TO, "Last day", &filters.to),
            narrow: filters.narrow(),
            open: !only_status,
        }
    }

    fn only_status(filters: &Filters) -> bool {
        let bare = Filters {
            status: filters.status,
            page: filters.page,
            ..Filters::default()
        };
        *filters == bare
    }
}

fn word(status: DeliveryStatus) -> &'static str {
    status.into()
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

    const PAYMENT_ID: &str = "abcdefghijklmnopqrstuv1234";

    fn read(query: &str) -> Filters {
        Filters::read(&mut Form::parse(query.as_bytes()).unwrap())
    }

    #[test]
    fn filters_come_back_from_the_address_they_were_put_into() {
        let query = format!(
            "status=will_not_send&event=card_payment_failed&payment={PAYMENT_ID}\
             &fromDate=1%2F6%2F2026&toDate=24%2F06%2F2026"
        );
        let filters = read(&format!("{query}&page=3"));

        assert_eq!(filters.keep_on_page("/w", 3), format!("/w?{query}&page=3"));
        assert_eq!(filters.keep_on_page("/w", 1), format!("/w?{query}"));
        let search = filters.search().unwrap();
        assert_eq!(search.status, Some(DeliveryStatus::WillNotSend));
        assert_eq!(search.payment, PaymentId::parse(PAYMENT_ID));
        assert!(search.from < search.to && filters.narrow());
        assert_eq!(filters.in_words().len(), 5);
    }

    #[test]
    fn what_no_form_sends_is_passed_over() {
        for query in ["", "page=0", "page=x", "status=lost", "event=x", "x=y"] {
            let filters = read(query);
            assert!(!filters.narrow(), "{query}");
            assert_eq!(filters.search().unwrap(), DeliverySearch::default());
            assert!(filters.in_words().is_empty());
        }
    }

    #[test]
    fn what_cannot_be_looked_for_is_said_by_its_field() {
        for (query, field) in [
            ("payment=abc", PAYMENT),
            ("fromDate=soon", FROM),
            ("toDate=31/02/2026", TO),
            ("fromDate=02/06/2026&toDate=01/06/2026", TO),
        ] {
            let problems = read(query).search().unwrap_err();
            assert!(problems.of(field).is_some(), "{query}");
        }
    }
}
