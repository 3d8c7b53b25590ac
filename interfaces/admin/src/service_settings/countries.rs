//! The countries and territories of ISO 3166-1, by their everyday English names.

/// The list: on each line two letters, a space and a name, in the order of the names.
const LIST: &str = include_str!("../../data/countries.txt");

/// The country of most organisations.
pub(super) const UNITED_KINGDOM: &str = "GB";

/// A country or territory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Country {
    /// Its two letters.
    pub(super) code: &'static str,
    pub(super) name: &'static str,
}

/// Every country and territory, in alphabetical order.
pub(super) fn all() -> impl Iterator<Item = Country> {
    LIST.lines().filter_map(|line| {
        let (code, name) = line.split_once(' ')?;
        Some(Country { code, name })
    })
}

/// The country with these letters.
pub(super) fn by_code(code: &str) -> Option<Country> {
    all().find(|country| country.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_249_each_with_letters_of_its_own() {
        let codes: BTreeSet<&str> = all().map(|country| country.code).collect();

        assert_eq!((all().count(), codes.len()), (249, 249));
        assert!(codes.iter().all(|code| code.len() == 2));
        assert_eq!(LIST.lines().count(), 249);
        assert_eq!(by_code(UNITED_KINGDOM).unwrap().name, "United Kingdom");
        assert!(by_code("UK").is_none() && by_code("").is_none());
    }
}
