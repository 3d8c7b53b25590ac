//! The text around what was found.

use super::words::Word;

/// Characters shown before the first word found.
const LEAD_CHARS: usize = 60;
/// Characters shown in all, about.
const EXCERPT_CHARS: usize = 220;

/// A piece of an excerpt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece<'a> {
    /// What it says.
    pub(crate) text: &'a str,
    /// Whether it is a word that was looked for.
    pub(crate) is_found: bool,
}

/// The text around the first of the words, or the beginning where none is in it.
pub(super) fn of<'a>(text: &'a str, words: &[Word]) -> Vec<Piece<'a>> {
    let mut places: Vec<_> = words
        .iter()
        .flat_map(|word| word.places_in(text))
        .map(|(start, end)| (start, word_end(text, end)))
        .collect();
    places.sort_unstable();
    let first = places.first().map_or(0, |(start, _)| *start);
    let begin = word_start(text, back(text, first, LEAD_CHARS));
    let end = forward(text, begin, EXCERPT_CHARS);

    let mut pieces = Vec::new();
    if begin > 0 {
        pieces.push(plain("… "));
    }
    let mut at = begin;
    for (start, stop) in places {
        if start >= at && stop <= end {
            push(&mut pieces, text.get(at..start), false);
            push(&mut pieces, text.get(start..stop), true);
            at = stop;
        }
    }
    push(&mut pieces, text.get(at..end), false);
    if end < text.len() {
        pieces.push(plain(" …"));
    }
    pieces
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, text: Option<&'a str>, is_found: bool) {
    let text = text.filter(|text| !text.is_empty());
    pieces.extend(text.map(|text| Piece { text, is_found }));
}

const fn plain(text: &str) -> Piece<'_> {
    Piece {
        text,
        is_found: false,
    }
}

/// The place so many characters before another.
fn back(text: &str, from: usize, chars: usize) -> usize {
    let before = text.get(..from).unwrap_or_default();
    let place = before.char_indices().rev().nth(chars);
    place.map_or(0, |(place, _)| place)
}

/// The end of the word that stands so many characters behind a place.
fn forward(text: &str, from: usize, chars: usize) -> usize {
    let after = text.get(from..).unwrap_or_default();
    let end = after
        .char_indices()
        .skip(chars)
        .find(|(_, c)| c.is_whitespace());
    end.map_or(text.len(), |(place, _)| from + place)
}

/// The beginning of the first whole word from a place on.
fn word_start(text: &str, from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let after = text.get(from..).unwrap_or_default();
    let space = after.char_indices().find(|(_, c)| c.is_whitespace());
    space.map_or(from, |(place, c)| from + place + c.len_utf8())
}

/// The end of the word that goes on at a place.
fn word_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_alphanumeric());
    end.map_or(text.len(), |end| from + end)
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    fn shown(text: &str, query: &str) -> String {
        let words: Vec<_> = words::of(query).collect();
        of(text, &words)
            .iter()
            .map(|piece| match piece.is_found {
                true => format!("[{}]", piece.text),
                false => piece.text.to_owned(),
            })
            .collect()
    }

    #[test]
    fn an_excerpt_marks_every_word_that_was_looked_for() {
        assert_eq!(
            shown(
                "A refund gives money back. Refunds take days.",
                "refund money"
            ),
            "A [refund] gives [money] back. [Refunds] take days."
        );
    }

    #[test]
    fn a_long_text_is_cut_at_words() {
        let text = format!("{} needle {}", "hay ".repeat(100), "straw ".repeat(100));

        let shown = shown(&text, "needle");

        assert!(shown.starts_with("… hay hay "), "{shown}");
        assert!(shown.contains(" [needle] straw"), "{shown}");
        assert!(shown.ends_with(" straw …"), "{shown}");
        assert!(shown.chars().count() < 260, "{shown}");
    }

    #[test]
    fn a_text_without_the_words_is_shown_from_its_beginning() {
        assert_eq!(shown("Ünïcode täxt", "none"), "Ünïcode täxt");
    }
}
