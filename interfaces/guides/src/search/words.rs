//! The words of a query, and where they stand in a text.

/// A word that is looked for: at the beginning of a word in the text, upper and lower case
/// being the same, singular or plural.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// In lower case, without the `s` of a plural.
    stem: String,
}

/// A word as long as this may lose the `s` at its end.
const PLURAL_BYTES_MIN: usize = 4;

/// The words of a query.
pub(super) fn of(query: &str) -> impl Iterator<Item = Word> + '_ {
    query
        .split(|c: char| c.is_whitespace() || "\"'`,;:()[]{}?!".contains(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(Word::of)
}

impl Word {
    fn of(word: &str) -> Self {
        let mut stem = word.to_ascii_lowercase();
        if stem.len() >= PLURAL_BYTES_MIN && stem.ends_with('s') {
            stem.pop();
        }
        Self { stem }
    }

    /// Where the word stands in a text: its first byte and the one behind what matches.
    pub(super) fn places_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> {
        let length = self.stem.len();
        text.char_indices().filter_map(move |(start, _)| {
            let end = start.checked_add(length)?;
            let candidate = text.get(start..end)?;
            let before = text.get(..start)?.chars().next_back();
            let begins = !before.is_some_and(char::is_alphanumeric);
            (begins && candidate.eq_ignore_ascii_case(&self.stem)).then_some((start, end))
        })
    }

    /// Whether a text holds the word.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.places_in(text).next().is_some()
    }

    /// How well a short text matches: 2 for the whole word, 1 for its beginning.
    pub(super) fn weight_in(&self, text: &str) -> usize {
        self.places_in(text)
            .map(|(_, end)| {
                let rest = text.get(end..).unwrap_or_default();
                let rest = rest.strip_prefix('s').unwrap_or(rest);
                let ends = !rest.starts_with(char::is_alphanumeric);
                1 + usize::from(ends)
            })
            .max()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_at_the_beginning_of_words() {
        for (word, text, expected) in [
            ("refund", "Refunds and a refund", 2),
            ("refunds", "Refunds and a refund", 2),
            ("fund", "Refunds", 0),
            ("url", "the return_url", 1),
            ("return_url", "the `return_url`, once", 1),
            ("p0102", "P0102 or P01020", 2),
            ("é", "café é", 1),
        ] {
            let word = of(word).next().unwrap();

            assert_eq!(word.places_in(text).count(), expected, "{word:?} in {text}");
        }
    }

    #[test]
    fn a_whole_word_weighs_more_than_its_beginning() {
        let word = of("pay").next().unwrap();

        for (text, weight) in [
            ("How to pay", 2),
            ("pays", 2),
            ("Payments", 1),
            ("repay", 0),
        ] {
            assert_eq!(word.weight_in(text), weight, "{text}");
        }
    }

    #[test]
    fn a_query_is_read_without_its_punctuation() {
        let stems: Vec<_> = of(" \"return_url\", (https)? - ")
            .map(|word| word.stem)
            .collect();

        assert_eq!(stems, ["return_url", "http"]);
    }
}
