//! The form above the list, filled in with what the list is narrowed to.

use domain::card::Brand;
use strum::IntoEnumIterator;

use super::{BRAND, EMAIL, FROM, Filters, LAST_DIGITS, NAME, REFERENCE, STATE, TO};
use crate::field::{Choice, Choices, Field, Problems};
use crate::transactions::standing::Standing;

/// The fields.
pub(crate) struct FilterForm {
    /// Where it is sent.
    pub(crate) action: String,
    pub(crate) reference: Field,
    /// Filters that are asked less often, and only of those who may see who pays.
    pub(crate) email: Option<Field>,
    pub(crate) name: Option<Field>,
    pub(crate) last_digits: Field,
    pub(crate) from: Field,
    pub(crate) to: Field,
    pub(crate) standings: Choices,
    pub(crate) brands: Vec<Choice>,
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
        let standings = Standing::iter().map(|standing| Choice {
            checked: filters.standings.contains(&standing),
            ..Choice::new(standing.word(), standing.label())
        });
        let brands = Brand::iter().map(|brand| Choice {
            checked: filters.brand == Some(brand),
            ..Choice::new(brand.id(), brand.label())
        });
        let only_reference = Filters {
            reference: filters.reference.clone(),
            held_card_number: filters.held_card_number,
            page: filters.page,
            ..Filters::default()
        };
        Self {
            action: path.to_owned(),
            reference: text(REFERENCE, "Reference number", &filters.reference),
            email: person(text(EMAIL, "E-mail address, or part of it", &filters.email)),
            name: person(text(NAME, "Name on card, or part of it", &filters.name)),
            last_digits: Field {
                width: "is-code",
                digits: true,
                max_length: 4,
                ..text(LAST_DIGITS, "Last 4 digits of card", &filters.last_digits)
            },
            from: Field {
                width: "is-date",
                ..text(FROM, "First day", &filters.from)
            }
            .hint("DD/MM/YYYY"),
            to: Field {
                width: "is-date",
                ..text(TO, "Last day", &filters.to)
            }
            .hint("DD/MM/YYYY"),
            standings: Choices::new(STATE, "Payment status", standings.collect()),
            brands: brands.collect(),
            open: *filters != only_reference,
        }
    }

    /// The name of the choice of brands.
    pub(crate) fn brand(&self) -> &'static str {
        BRAND
    }
}
