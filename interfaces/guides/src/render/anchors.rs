//! The places in a guide that addresses can name, each once.

use std::collections::BTreeSet;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    given: BTreeSet<String>,
}

impl Anchors {
    /// A name for a heading: its words in lower case with hyphens, and a number behind it
    /// where that is taken. It follows what repository hosts do, so that links work there too.
    pub(super) fn of_heading(&mut self, text: &str) -> String {
        let name: String = text
            .chars()
            .filter_map(|c| match c {
                ' ' | '-' => Some('-'),
                '_' => Some('_'),
                c if c.is_alphanumeric() => Some(c.to_ascii_lowercase()),
                _ => None,
            })
            .collect();
        let mut free = name.clone();
        let mut number = 1_u32;
        while !self.claim(&free) {
            free = format!("{name}-{number}");
            number += 1;
        }
        free
    }

    /// Takes this very name, if it is free.
    pub(super) fn claim(&mut self, name: &str) -> bool {
        self.given.insert(name.to_owned())
    }

    /// Every name given.
    pub(super) fn all(self) -> Vec<String> {
        self.given.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_named_by_their_words() {
        let mut anchors = Anchors::default();
        for (text, name) in [
            ("Users who never return", "users-who-never-return"),
            ("What `return_url` may be?", "what-return_url-may-be"),
            ("Dates", "dates"),
            ("Dates", "dates-1"),
            ("Dates", "dates-2"),
        ] {
            assert_eq!(anchors.of_heading(text), name);
        }
        assert!(!anchors.claim("dates-1"));
    }
}
