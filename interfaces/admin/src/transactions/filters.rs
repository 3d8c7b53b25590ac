//! What a list is narrowed to: read from the address, kept in every link.

pub(crate) mod form;
mod when;

use domain::card::{Brand, CardProduct};
use domain::ports::queries::{Sheet, TransactionSearch, TransactionStatus};
use domain::{AgreementId, Timestamp};

use self::when::When;
use crate::field::Problems;
use crate::form::Form;

pub(super) const REFERENCE: &str = "reference";
pub(super) const EMAIL: &str = "email";
pub(super) const NAME: &str = "cardholderName";
pub(super) const LAST_DIGITS: &str = "lastDigitsCardNumber";
pub(super) const BRAND: &str = "brand";
pub(super) const STATE: &str = "state";
pub(super) const METADATA: &str = "metadataValue";
pub(super) const AGREEMENT: &str = "agreementId";
pub(super) const PAGE: &str = "page";
/// Which list a page was reached from.
const LIST: &str = "list";
/// The list of all services.
const ALL: &str = "all";

/// Nobody has as many pages as this.
const PAGE_MAX: u64 = 10_000_000;

/// Filters as they were typed. Empty ones match everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    reference: String,
    email: String,
    name: String,
    last_digits: String,
    brands: Vec<Brand>,
    statuses: Vec<TransactionStatus>,
    metadata: String,
    agreement: String,
    when: When,
    /// The fields into which a card's number was typed. It is not kept.
    held_card_number: Vec<&'static str>,
    /// Which page, from 1.
    page: u64,
    /// Whether they are of the list of all services.
    of_all: bool,
}

impl Filters {
    /// Reads what was asked. What no form of ours can send is passed over.
    pub(crate) fn read(asked: &mut Form) -> Self {
        let mut held_card_number = Vec::new();
        let mut text = |field: &'static str| {
            let typed = asked.take(field);
            if CardProduct::is_number_of_one(&typed) {
                held_card_number.push(field);
                return String::new();
            }
            typed
        };
        let (reference, email, name) = (text(REFERENCE), text(EMAIL), text(NAME));
        let metadata = text(METADATA);
        let page = asked.take(PAGE).parse().unwrap_or(1);
        Self {
            reference,
            email,
            name,
            metadata,
            held_card_number,
            last_digits: asked.take(LAST_DIGITS),
            brands: known(asked.take_all(BRAND), Brand::by_id),
            statuses: known(asked.take_all(STATE), |word| word.parse().ok()),
            agreement: asked.take(AGREEMENT),
            when: When::read(asked),
            page: page.clamp(1, PAGE_MAX),
            of_all: asked.take(LIST) == ALL,
        }
    }

    /// What to look for as of now, or what is wrong with the filters.
    pub(crate) fn search(&self, now: Timestamp) -> Result<TransactionSearch, Problems> {
        let mut problems = Problems::none();
        for field in &self.held_card_number {
            problems.add(
                field,
                "That looks like a card number, so we have not searched for it. \
                 Search by the last 4 digits instead",
            );
        }
        let digits = &self.last_digits;
        let four = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !digits.is_empty() && !four {
            problems.add(LAST_DIGITS, "Enter the last 4 digits of the card number");
        }
        let (from, to) = self.when.limits(now, &mut problems);
        let agreement = AgreementId::parse(&self.agreement);
        if agreement.is_none() && !self.agreement.is_empty() {
            let text = "Enter the whole ID of the agreement: 26 letters and digits";
            problems.add(AGREEMENT, text);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(TransactionSearch {
            reference: given(&self.reference),
            email: given(&self.email),
            cardholder_name: given(&self.name),
            last_digits: given(digits),
            brands: self.brands.iter().map(|b| b.id().to_owned()).collect(),
            metadata_value: given(&self.metadata),
            agreement,
            statuses: self.statuses.clone(),
            from,
            to,
            sheet: Sheet {
                page: self.page,
                ..Sheet::default()
            },
        })
    }

    /// The same for somebody who may see who pays, or may not: they do not search for
    /// people either.
    pub(crate) fn seen_by(self, sees_people: bool) -> Self {
        if sees_people {
            return self;
        }
        let held = self.held_card_number.iter().copied();
        Self {
            email: String::new(),
            name: String::new(),
            held_card_number: held
                .filter(|field| ![EMAIL, NAME].contains(field))
                .collect(),
            ..self
        }
    }

    /// The filters that leave what belongs to this agreement.
    pub(crate) fn of_agreement(agreement: &AgreementId) -> Self {
        Self {
            agreement: agreement.to_string(),
            page: 1,
            ..Self::default()
        }
    }

    /// The same, of the list of all services or of one service's.
    pub(crate) fn in_list_of_all(&self, of_all: bool) -> Self {
        Self {
            of_all,
            ..self.clone()
        }
    }

    /// Whether they are of the list of all services.
    pub(crate) fn are_of_all(&self) -> bool {
        self.of_all
    }

    /// Whether anything is filtered.
    pub(crate) fn narrow(&self) -> bool {
        *self != self.without()
    }

    /// Whether anything but the reference is filtered.
    fn narrow_further(&self) -> bool {
        let reference = |field: &&&str| **field == REFERENCE;
        let held = self.held_card_number.iter().filter(reference);
        *self
            != Self {
                reference: self.reference.clone(),
                held_card_number: held.copied().collect(),
                ..self.without()
            }
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
        let mut pairs = self.pairs();
        if page > 1 {
            pairs.push((PAGE, page.to_string()));
        }
        match serde_urlencoded::to_string(&pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            Ok(_) | Err(_) => path.to_owned(),
        }
    }

    /// What stands in an address for them, the page left out.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = vec![
            (REFERENCE, self.reference.clone()),
            (EMAIL, self.email.clone()),
            (NAME, self.name.clone()),
            (LAST_DIGITS, self.last_digits.clone()),
        ];
        pairs.extend(self.brands.iter().map(|b| (BRAND, b.id().to_owned())));
        let words = self.statuses.iter().map(|status| status.word().to_owned());
        pairs.extend(words.map(|word| (STATE, word)));
        pairs.extend(self.when.pairs());
        pairs.push((METADATA, self.metadata.clone()));
        pairs.push((AGREEMENT, self.agreement.clone()));
        if self.of_all {
            pairs.push((LIST, ALL.to_owned()));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }

    fn without(&self) -> Self {
        Self {
            page: self.page,
            of_all: self.of_all,
            ..Self::default()
        }
    }
}

/// The words that name something, each once.
fn known<T: PartialEq>(words: Vec<String>, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut known = Vec::new();
    for found in words.iter().filter_map(|word| read(word)) {
        if !known.contains(&found) {
            known.push(found);
        }
    }
    known
}

fn given(typed: &str) -> Option<String> {
    Some(typed.to_owned()).filter(|typed| !typed.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 24 June 2026, 13:00 in London.
    const NOW: Timestamp = Timestamp::from_millis(1_782_302_400_000);

    fn read(query: &str) -> Filters {
        Filters::read(&mut Form::parse(query.as_bytes()).unwrap())
    }

    #[test]
    fn filters_come_back_from_the_address_they_were_put_into() {
        let query = "reference=A+%26+B&email=ada%40example.org&cardholderName=Lovelace\
                     &lastDigitsCardNumber=4242&brand=visa&brand=jcb&state=success\
                     &state=dispute_awaiting_evidence&dateFilter=custom-range\
                     &fromDate=1%2F6%2F2026&fromTime=9%3A30&toDate=24%2F06%2F2026\
                     &toTime=10%3A00&metadataValue=carp\
                     &agreementId=abcdefghijklmnopqrstuv1234&list=all&page=3";
        let filters = read(query);

        assert_eq!(filters.keep("/t"), format!("/t?{query}"));
        assert_eq!(read(&filters.keep("/t")[3..]), filters);
        assert!(filters.narrow() && filters.are_of_all());
        let search = filters.search(NOW).unwrap();
        assert_eq!(search.statuses.len(), 2);
        assert_eq!(search.brands, ["visa", "jcb"]);
        assert_eq!(search.sheet.page, 3);
        assert!(search.from.is_some() && search.to.is_some() && search.agreement.is_some());
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
            "list=mine",
            "dateFilter=soon",
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
            for field in [REFERENCE, EMAIL, NAME, METADATA] {
                let filters = read(&format!("{field}={typed}"));
                assert!(filters.search(NOW).unwrap_err().of(field).is_some());
                assert!(!format!("{filters:?}{}", filters.keep("/t")).contains("4242"));
            }
        }
        assert!(read("reference=4242424242424241").search(NOW).is_ok());
    }

    #[test]
    fn what_is_no_filter_is_asked_for_again() {
        for (query, field) in [
            ("lastDigitsCardNumber=42", LAST_DIGITS),
            ("lastDigitsCardNumber=42424", LAST_DIGITS),
            ("lastDigitsCardNumber=424x", LAST_DIGITS),
            ("agreementId=licence", AGREEMENT),
        ] {
            let problems = read(query).search(NOW).unwrap_err();
            assert!(problems.of(field).is_some(), "{query}");
        }
    }
}
