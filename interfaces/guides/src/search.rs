//! Finding a place in the guides by words.

mod excerpt;
mod words;

use std::cmp::Reverse;

pub(crate) use self::excerpt::Piece;
use self::words::Word;
use crate::guide::Guide;
use crate::render::Section;

/// Characters of a query that are read.
pub(crate) const QUERY_CHARS_MAX: usize = 100;
/// Words of a query that are looked for.
const WORDS_MAX: usize = 8;
/// Guides that are shown.
const HITS_MAX: usize = 12;
/// Places that are shown of one guide.
const PLACES_MAX: usize = 3;
/// How much more the beginning of a guide weighs whose title holds a word.
const BEGINNING: usize = 6;
/// Times that a word counts within one section.
const TIMES_MAX: usize = 5;

/// A guide that holds what was asked for.
#[derive(Debug)]
pub(crate) struct Hit<'a> {
    /// The guide.
    pub(crate) guide: &'a Guide,
    /// Where in it, the best place first.
    pub(crate) places: Vec<Place<'a>>,
}

/// A place in a guide that holds what was asked for.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    /// Its address.
    pub(crate) href: String,
    /// The heading above it.
    pub(crate) heading: &'a str,
    /// Whether it is under a heading of its own.
    pub(crate) is_part: bool,
    /// The text around the first word found.
    pub(crate) excerpt: Vec<Piece<'a>>,
}

/// What a search found.
#[derive(Debug, Default)]
pub(crate) struct Findings<'a> {
    /// The guides, the best first.
    pub(crate) hits: Vec<Hit<'a>>,
    /// Whether they hold only some of the words, because no place holds all of them.
    pub(crate) some_words_only: bool,
}

/// Looks for the words of a query. Every one of them must be somewhere in a section, its heading
/// or the guide's title; where no section holds all, those that hold some are found.
pub(crate) fn search<'a>(guides: &'a [Guide], query: &str) -> Findings<'a> {
    let words: Vec<Word> = words::of(query).take(WORDS_MAX).collect();
    if words.is_empty() {
        return Findings::default();
    }
    let all = hits(guides, &words, words.len());
    if !all.is_empty() || words.len() == 1 {
        return Findings {
            hits: all,
            some_words_only: false,
        };
    }
    Findings {
        hits: hits(guides, &words, 1),
        some_words_only: true,
    }
}

fn hits<'a>(guides: &'a [Guide], words: &[Word], words_min: usize) -> Vec<Hit<'a>> {
    let mut hits: Vec<_> = guides
        .iter()
        .filter_map(|guide| hit(guide, words, words_min))
        .collect();
    hits.sort_by_key(|(score, _)| Reverse(*score));
    hits.truncate(HITS_MAX);
    hits.into_iter().map(|(_, hit)| hit).collect()
}

fn hit<'a>(guide: &'a Guide, words: &[Word], words_min: usize) -> Option<(usize, Hit<'a>)> {
    let mut found: Vec<_> = guide
        .content
        .sections
        .iter()
        .map(|section| (score(guide, section, words, words_min), section))
        .filter(|(score, _)| *score > 0)
        .collect();
    found.sort_by_key(|(score, _)| Reverse(*score));
    found.dedup_by_key(|(_, section)| section.anchor.clone());
    let (best, _) = *found.first()?;
    let places = found
        .into_iter()
        .take(PLACES_MAX)
        .map(|(_, section)| place(guide, section, words))
        .collect();
    Some((best, Hit { guide, places }))
}

fn score(guide: &Guide, section: &Section, words: &[Word], words_min: usize) -> usize {
    let mut score = 0_usize;
    let mut matched = 0_usize;
    let begins = usize::from(section.anchor.is_none());
    for word in words {
        let in_title = word.weight_in(&guide.title);
        let of_word = in_title.saturating_mul(6 + begins * BEGINNING)
            + word.weight_in(&section.heading).saturating_mul(5)
            + word.weight_in(&guide.summary)
            + word.places_in(&section.text).take(TIMES_MAX).count();
        matched += usize::from(of_word > 0);
        score += of_word;
    }
    let has_text = words
        .iter()
        .any(|word| word.is_in(&section.text) || word.is_in(&section.heading));
    // The beginning of a guide stands for its title.
    let is_place = has_text || section.anchor.is_none();
    if matched >= words_min && is_place {
        score.saturating_mul(matched)
    } else {
        0
    }
}

fn place<'a>(guide: &Guide, section: &'a Section, words: &[Word]) -> Place<'a> {
    let path = guide.path();
    Place {
        href: match &section.anchor {
            Some(anchor) => format!("{path}#{anchor}"),
            None => path,
        },
        heading: &section.heading,
        is_part: section.anchor.is_some(),
        excerpt: excerpt::of(&section.text, words),
    }
}

#[cfg(test)]
mod tests;
