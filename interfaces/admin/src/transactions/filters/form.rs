//! The form above the list, filled in with what the list is narrowed to.

use domain::card::Brand;
use domain::ports::queries::TransactionStatus;
use strum::IntoEnumIterator;

use super::when::{FROM, FROM_TIME, SPAN, TO, TO_TIME};
use super::{AGREEMENT, BRAND, EMAIL, Filters, LAST_DIGITS, METADATA, NAME, REFERENCE, STATE};
use crate::dashboard::pictures::brand_name;
use crate::field::{Choice, Choices, Field, Problems};
use crate::transactions::standing::Tag;

/// The fields.
pub(crate) struct FilterForm {
    /// Where it is sent.
    pub(crate) action: String,
    pub(crate) reference: Field,
    /// Asked only of those who may see who pays.
    pub(crate) email: Option<Field>,
    pub(crate) name: Option<Field>,
    pub(crate) last_digits: Field,
    pub(crate) metadata: Field,
    pub(crate) agreement: Field,
    /// The usual spans of days, and the fields of a range.
    pub(crate) spans: Choices,
    pub(crate) range: [Field; 4],
    pub(crate) brands: Choices,
    pub(crate) statuses: Choices,
    /// Whether the less usual filters are open.
    pub(crate) open: bool,
}

impl FilterForm {
    /// The form for these filters.
    pub(crate) fn of(
        filters: &Filters,
        path: &str,
        shows_people: bool,
        problems: &Problems,
    ) -> Self {
        let text =
            |id, label: &str, value: &str| Field::text(id, label).value(value).problem(problems);
        let person = |field: Field| Some(field).filter(|_| shows_people);
        let when = &filters.when;
        let day = |id, label: &str, value: &str| Field {
            width: "is-date",
            ..text(id, label, value).hint("DD/MM/YYYY")
        };
        let time = |id, label: &str, value: &str| Field {
            width: "is-date",
            ..text(id, label, value).hint("HH:MM")
        };
        let statuses = TransactionStatus::iter().map(|status| Choice {
            checked: filters.statuses.contains(&status),
            ..Choice::new(status.word(), Tag::of(status).label)
        });
        let brands = Brand::iter().map(|brand| Choice {
            checked: filters.brands.contains(&brand),
            ..Choice::new(brand.id(), brand_name(brand))
        });
        Self {
            action: path.to_owned(),
            reference: text(
                REFERENCE,
                "Reference number, or part of it",
                &filters.reference,
            ),
            email: person(text(EMAIL, "E-mail address, or part of it", &filters.email)),
            name: person(text(NAME, "Name on card, or part of it", &filters.name)),
            last_digits: Field {
                width: "is-code",
                digits: true,
                max_length: 4,
                ..text(LAST_DIGITS, "Last 4 digits of card", &filters.last_digits)
            },
            metadata: text(METADATA, "Metadata, a whole value", &filters.metadata),
            agreement: text(AGREEMENT, "Agreement ID", &filters.agreement),
            spans: Choices::new(SPAN, "Date created", when.choices()),
            range: [
                day(FROM, "First day", &when.from),
                time(FROM_TIME, "From time", &when.from_time),
                day(TO, "Last day", &when.to),
                time(TO_TIME, "To time", &when.to_time),
            ],
            brands: Choices::new(BRAND, "Card brand", brands.collect()),
            statuses: Choices::new(STATE, "Status", statuses.collect()),
            open: filters.narrow_further(),
        }
    }
}
