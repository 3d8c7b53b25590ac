//! The countries and territories of ISO 3166-1, by the names people look for.
//!
//! The codes are the standard's, 249 of them; the names are everyday words of
//! each language, in the order in which its list shows them.

mod english;
mod welsh;

use domain::payment::Language;

/// A country or territory that a billing address can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Country {
    /// Two letters of ISO 3166-1.
    pub(crate) code: &'static str,
    /// The name shown.
    pub(crate) name: &'static str,
}

/// The country that a form shows when nothing says otherwise.
pub(crate) const UNITED_KINGDOM: &str = "GB";

/// Every country and territory, in alphabetical order of their names.
pub(crate) fn in_language(language: Language) -> &'static [Country] {
    match language {
        Language::English => &english::ENGLISH,
        Language::Welsh => &welsh::WELSH,
    }
}

/// Whether a code names a country of the list.
pub(crate) fn is_known(code: &str) -> bool {
    name_of(code, Language::English).is_some()
}

/// The name of a country of the list.
pub(crate) fn name_of(code: &str, language: Language) -> Option<&'static str> {
    in_language(language)
        .iter()
        .find(|country| country.code == code)
        .map(|country| country.name)
}

const fn country(code: &'static str, name: &'static str) -> Country {
    Country { code, name }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_249_countries_each_with_a_code_and_a_name_in_every_language() {
        let codes = |language| -> BTreeSet<&str> {
            let countries = in_language(language).iter();
            countries.map(|country| country.code).collect()
        };
        let english = codes(Language::English);

        assert_eq!(english.len(), 249);
        assert_eq!(english, codes(Language::Welsh));
        assert!(english.iter().all(|code| code.len() == 2));
        assert!(is_known(UNITED_KINGDOM) && !is_known("UK") && !is_known(""));
    }
}
