//! What a list is narrowed to: read from the address, kept in every link.

pub(crate) mod form;

use domain::card::{Brand, CardProduct};
use domain::ports::queries::{PaymentSearch, Sheet};

use super::standing::Standing;
use crate::field::Problems;
use crate::form::Form;
use crate::london::Day;

pub(super) const REFERENCE: &str = "reference";
pub(super) const EMAIL: &str = "email";
pub(super) const STATE: &str = "state";
pub(super) const FROM: &str = "fromDate";
pub(super) const TO: &str = "toDate";
pub(super) const NAME: &str = "cardholderName";
pub(super) const LAST_DIGITS: &str = "lastDigitsCardNumber";
pub(super) const BRAND: &str = "brand";
pub(super) const PAGE: &str = "page";

/// Nobody has as many pages as this.
const PAGE_MAX: u64 = 10_000_000;

/// Filters as they were typed. Empty ones match everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    reference: String,
    /// Whether a card's number was typed for a reference. It is not kept.
    held_card_number: bool,
    email: String,
    standings: Vec<Standing>,
    from: String,
    to: String,
    name: String,
    last_digits: String,
    brand: Option<Brand>,
    /// Which page, from 1.
    page: u64,
}

impl Filters {
    /// Reads what was asked. What no form of ours can send is passed over.
    pub(crate) fn read(asked: &mut Form) -> Self {
        let reference = asked.take(REFERENCE);
        let held_card_number = CardProduct::is_number_of_one(&reference);
        let states = asked.take_all(STATE);
        let mut standings: Vec<Standing> = Vec::new();
        for standing in states.iter().filter_map(|word| word.parse().ok()) {
            if !standings.contains(&standing) {
                standings.push(standing);
            }
        }
        let page = asked.take(PAGE).parse().unwrap_or(1);
        Self {
            reference: if held_card_number {
                String::new()
            } else {
                reference
            },
            held_card_number,
            email: asked.take(EMAIL),
            standings,
            from: asked.take(FROM),
            to: asked.take(TO),
            name: asked.take(NAME),
            last_digits: asked.take(LAST_DIGITS),
            brand: Brand::by_id(&asked.take(BRAND)),
            page: page.clamp(1, PAGE_MAX),
        }
    }

    /// What to look for, or what is wrong with the filters.
    pub(crate) fn search(&self) -> Result<PaymentSearch, Problems> {
        let mut problems = Problems::none();
        if self.held_card_number {
            problems.add(
                REFERENCE,
                "That looks like a card number, so we have not searched for it. \
                 Search by the last 4 digits instead",
            );
        }
        let from = day(&self.from, FROM, "first", &mut problems);
        let to = day(&self.to, TO, "last", &mut problems);
        if let (Some(from), Some(to)) = (from, to)
            && to.begins < from.begins
        {
            problems.add(TO, "The last day must not be before the first");
        }
        let digits = &self.last_digits;
        let four = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !digits.is_empty() && !four {
            problems.add(LAST_DIGITS, "Enter the last 4 digits of the card number");
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(PaymentSearch {
            reference: given(&self.reference),
            email: given(&self.email),
            statuses: self
                .standings
                .iter()
                .flat_map(|standing| standing.statuses())
                .collect(),
            card_brand: self.brand.map(|brand| brand.id().to_owned()),
            cardholder_name: given(&self.name),
            last_digits: given(digits),
            from: from.map(|day| day.begins),
            to: to.map(|day| day.ends),
            sheet: Sheet {
                page: self.page,
                ..Sheet::default()
            },
            ..PaymentSearch::default()
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

    /// An address with these filters and this page.
    pub(crate) fn keep(&self, path: &str) -> String {
        self.keep_on_page(path, self.page)
    }

    /// An address with these filters on another page.
    pub(crate) fn keep_on_page(&self, path: &str, page: u64) -> String {
        let mut pairs: Vec<(&str, String)> = vec![
            (REFERENCE, self.reference.clone()),
            (EMAIL, self.email.clone()),
            (FROM, self.from.clone()),
            (TO, self.to.clone()),
            (NAME, self.name.clone()),
            (LAST_DIGITS, self.last_digits.clone()),
        ];
        let brand = self.brand.map(|brand| brand.id().to_owned());
        pairs.push((BRAND, brand.unwrap_or_default()));
        for standing in &self.standings {
            pairs.push((STATE, standing.word().to_owned()));
        }
        if page > 1 {
            pairs.push((PAGE, page.to_string()));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            Ok(_) | Err(_) => path.to_owned(),
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
        let query = "reference=A+%26+B&email=ada%40example.org&fromDate=1%2F6%2F2026\
                     &toDate=24%2F06%2F2026&cardholderName=Lovelace&lastDigitsCardNumber=4242\
                     &brand=visa&state=success&state=timed_out&page=3";
        let filters = read(query);

        assert_eq!(filters.keep("/t"), format!("/t?{query}"));
        assert_eq!(read(&filters.keep("/t")[3..]), filters);
        assert!(filters.narrow());
        assert_eq!(filters.search().unwrap().statuses.len(), 2);
        assert_eq!(filters.search().unwrap().sheet.page, 3);
    }

    #[test]
    fn what_no_form_sends_is_passed_over() {
        for query in [
            "",
            "page=0",
            "page=-1",
            "page=x",
            "brand=cash",
            "state=paid",
            "x=y",
        ] {
            let filters = read(query);
            assert!(!filters.narrow(), "{query}");
            assert_eq!(filters.keep("/t"), "/t");
        }
    }

    #[test]
    fn a_card_number_is_neither_searched_for_nor_kept() {
        for typed in [
            "4242424242424242",
            "4242+4242+4242+4242",
            "4242-4242-4242-4242",
        ] {
            let filters = read(&format!("reference={typed}"));
            assert!(filters.search().unwrap_err().of(REFERENCE).is_some());
            assert!(!format!("{filters:?}{}", filters.keep("/t")).contains("4242"));
        }
        assert!(read("reference=4242424242424241").search().is_ok());
    }

    #[test]
    fn days_are_whole_days_of_london() {
        let search = read("fromDate=24/06/2026&toDate=24/06/2026")
            .search()
            .unwrap();
        let (from, to) = (search.from.unwrap(), search.to.unwrap());

        assert_eq!(to.as_millis() - from.as_millis(), 24 * 3_600_000);
        for (query, field) in [
            ("fromDate=soon", FROM),
            ("toDate=31/02/2026", TO),
            ("fromDate=02/06/2026&toDate=01/06/2026", TO),
            ("lastDigitsCardNumber=42", LAST_DIGITS),
            ("lastDigitsCardNumber=42424", LAST_DIGITS),
        ] {
            let problems = read(query).search().unwrap_err();
            assert!(problems.of(field).is_some(), "{query}");
        }
    }
}
