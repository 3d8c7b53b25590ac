//! No English word is left on a Welsh page.
//!
//! English words are those of the English texts, and whatever else English pages
//! show. Every Welsh page is read as a paying user would see or hear it.

use std::collections::BTreeSet;

use domain::payment::Language;
use scraper::{ElementRef, Html, Node};

use super::made_up::FOREIGN;
use super::mistakes::every_mistake;
use super::scenes::every_page;
use crate::countries;
use crate::text::Texts;

const ENGLISH: &str = include_str!("../text/english.rs");
const WELSH: &str = include_str!("../text/welsh.rs");
const SCRIPT: &str = include_str!("../../assets/pages.js");

/// The attributes that are seen or heard, those that scripts show included.
const SPOKEN: [&str; 6] = [
    "title",
    "alt",
    "aria-label",
    "placeholder",
    "data-still",
    "data-mistake",
];

/// Words of both languages, and names of cards.
const SHARED: [&str; 14] = [
    "a",
    "at",
    "problem",
    "tab",
    "american",
    "express",
    "visa",
    "mastercard",
    "jcb",
    "diners",
    "club",
    "discover",
    "unionpay",
    "maestro",
];

/// The words of English country names that are no names themselves.
const OF_PLACES: [&str; 33] = [
    "African",
    "American",
    "and",
    "Arab",
    "British",
    "Central",
    "City",
    "Coast",
    "Democratic",
    "Dominican",
    "Dutch",
    "Emirates",
    "Equatorial",
    "French",
    "Islands",
    "Island",
    "Isle",
    "Indian",
    "Kingdom",
    "Minor",
    "New",
    "North",
    "Northern",
    "Ocean",
    "Outlying",
    "part",
    "Republic",
    "South",
    "Southern",
    "States",
    "Territory",
    "United",
    "Western",
];

#[test]
fn no_english_word_is_left_on_a_welsh_page() {
    let mut english = words(&texts_of(ENGLISH));
    for page in shown(Language::English) {
        english.extend(words(&page));
    }
    for shared in SHARED {
        assert!(english.remove(shared), "{shared} need not be excepted");
    }

    let mut checked = 0;
    for page in shown(Language::Welsh).into_iter().chain([texts_of(WELSH)]) {
        for word in all_words(&page) {
            assert!(!english.contains(&word), "{word:?} is English, in {page}");
            checked += 1;
        }
    }

    println!(
        "{checked} Welsh words checked against {} English words",
        english.len()
    );
    assert!(checked > 5_000 && english.len() > 200);
}

#[test]
fn the_gallery_shows_every_text_there_is() {
    for (language, source) in [(Language::English, ENGLISH), (Language::Welsh, WELSH)] {
        let shown = shown(language).join("\n");
        for text in literals(source) {
            for part in text.split(['{', '}']).step_by(2).map(str::trim) {
                assert!(shown.contains(part), "{part:?} is nowhere to be seen");
            }
        }
    }
}

#[test]
fn countries_have_their_welsh_names() {
    let names = |language| {
        let countries = countries::in_language(language).iter();
        countries
            .map(|country| country.name)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let (english, welsh) = (
        words(&names(Language::English)),
        all_words(&names(Language::Welsh)),
    );

    for word in OF_PLACES.map(str::to_lowercase) {
        assert!(english.contains(&word), "{word} is in no English name");
        assert!(!welsh.contains(&word), "{word} is English");
    }
    println!("{} words of Welsh country names checked", welsh.len());
}

#[test]
fn scripts_bring_no_words_of_their_own() {
    for text in literals(SCRIPT).filter(|text| *text != "use strict") {
        let sentence = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.contains(' ');
        assert!(!sentence, "{text:?}");
    }
}

/// The pages of a language as paying users see and hear them, and what scripts
/// show on them.
fn shown(language: Language) -> Vec<String> {
    let pages = every_page(language).into_iter().map(|(_, html)| html);
    let texts = &Texts::of(language).summary;
    let told = [(texts.credit_fee)("£2.50"), (texts.debit_fee)("£2.50")];
    pages
        .chain(every_mistake(language))
        .map(|html| visible(&html))
        .chain(told)
        .collect()
}

/// What is seen or heard of a page and is ours. Countries are looked at by themselves.
fn visible(html: &str) -> String {
    let page = Html::parse_document(html);
    let mut text = String::new();
    for element in page.root_element().descendent_elements() {
        let tag = element.value().name();
        let is_country = tag == "option" && element.attr("value") != Some("");
        if matches!(tag, "script" | "style") || is_country {
            continue;
        }
        if tag == "noscript" {
            // The parser takes it for a text, as browsers with scripts do.
            text.push_str(&visible(&own_text(element)));
            continue;
        }
        text.push_str(&own_text(element));
        for spoken in SPOKEN
            .iter()
            .filter_map(|attribute| element.attr(attribute))
        {
            text.push_str(spoken);
            text.push('\n');
        }
    }
    for foreign in FOREIGN {
        text = text.replace(foreign, " ");
    }
    text
}

/// The text in an element that is in none of its children.
fn own_text(element: ElementRef<'_>) -> String {
    let texts = element.children().filter_map(|child| match child.value() {
        Node::Text(text) => Some(text.trim()),
        _ => None,
    });
    texts
        .filter(|text| !text.is_empty())
        .map(|text| format!("{text}\n"))
        .collect()
}

/// The texts of a source file, without what they take in.
fn texts_of(source: &str) -> String {
    let texts = literals(source).flat_map(|text| text.split(['{', '}']).step_by(2));
    texts.collect::<Vec<_>>().join("\n")
}

/// The string literals of a source file.
fn literals(source: &str) -> impl Iterator<Item = &str> {
    source
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| {
            let quoted = line.split('"').skip(1).step_by(2);
            quoted.filter(|text| !text.is_empty())
        })
}

fn words(text: &str) -> BTreeSet<String> {
    all_words(text).into_iter().collect()
}

/// The words of a text. What holds a digit is no word.
fn all_words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'')
        .map(|word| word.trim_matches(['’', '\'']).to_lowercase())
        .filter(|word| !word.is_empty() && !word.contains(|c: char| c.is_numeric()))
        .collect()
}
