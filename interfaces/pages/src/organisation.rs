//! Whose service it is, as the foot of its pages says it.

use domain::account::Organisation;
use domain::payment::Language;

use crate::countries;

/// A public body, as far as it has described itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ShownOrganisation {
    /// Its name and address, in one line.
    pub(crate) whereabouts: String,
    pub(crate) telephone: Option<String>,
    /// The address of its website.
    pub(crate) website: Option<String>,
}

impl ShownOrganisation {
    /// The body in the words of a page's language.
    pub(crate) fn of(organisation: &Organisation, language: Language) -> Self {
        let country = countries::name_of(&organisation.country, language);
        let parts = [
            Some(organisation.name.as_str()),
            Some(organisation.line1.as_str()),
            organisation.line2.as_deref(),
            Some(organisation.city.as_str()),
            Some(organisation.postcode.as_str()),
            Some(country.unwrap_or(&organisation.country)),
        ];
        let given = parts.into_iter().flatten().filter(|part| !part.is_empty());
        Self {
            whereabouts: given.collect::<Vec<_>>().join(", "),
            telephone: organisation.telephone.clone(),
            website: organisation.website.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete() -> Organisation {
        Organisation {
            name: "Rivers Agency".to_owned(),
            line1: "1 Water Lane".to_owned(),
            line2: Some("Floor 2".to_owned()),
            city: "Cardiff".to_owned(),
            postcode: "CF10 1AA".to_owned(),
            country: "GB".to_owned(),
            telephone: Some("029 2000 0000".to_owned()),
            website: Some("https://rivers.example.org/".to_owned()),
        }
    }

    #[test]
    fn parts_that_are_not_there_leave_no_gap() {
        for (organisation, language, expected) in [
            (
                complete(),
                Language::English,
                "Rivers Agency, 1 Water Lane, Floor 2, Cardiff, CF10 1AA, United Kingdom",
            ),
            (
                Organisation {
                    line2: None,
                    ..complete()
                },
                Language::Welsh,
                "Rivers Agency, 1 Water Lane, Cardiff, CF10 1AA, Y Deyrnas Unedig",
            ),
            (
                Organisation {
                    country: "XX".to_owned(),
                    ..complete()
                },
                Language::English,
                "Rivers Agency, 1 Water Lane, Floor 2, Cardiff, CF10 1AA, XX",
            ),
        ] {
            let shown = ShownOrganisation::of(&organisation, language);

            assert_eq!(shown.whereabouts, expected);
            assert_eq!(shown.telephone, organisation.telephone);
        }
    }
}
