//! What holds for every guide as it stands in `docs/guides/`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use domain::card::test_cards::TEST_CARDS;
use regex::Regex;

use super::*;
use crate::fill::tests::settings;
use crate::render::Destination;
use crate::samples::{self, LANGUAGES};

fn library() -> Library {
    Library::open(&settings())
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The Markdown of a guide as it was written.
fn written(name: &str) -> &'static str {
    let found = embedded::GUIDES.iter().find(|(guide, _)| *guide == name);
    found.unwrap().1
}

/// Every error code that a text names.
fn codes(text: &str) -> BTreeSet<String> {
    let code = Regex::new(r"\bP[0-9]{4}\b").unwrap();
    let found = code.find_iter(text);
    found.map(|code| code.as_str().to_owned()).collect()
}

#[test]
fn every_guide_can_be_shown_as_it_was_meant() {
    let library = library();

    assert!(library.problems.is_empty(), "{:#?}", library.problems);
    // And the revision history.
    assert_eq!(library.guides.len(), embedded::GUIDES.len() + 1);
}

#[test]
fn no_two_guides_of_a_group_want_the_same_place() {
    let mut places: Vec<_> = library()
        .guides
        .into_iter()
        .map(|guide| (guide.group, guide.order))
        .collect();
    let guides = places.len();
    places.dedup();
    assert_eq!(places.len(), guides, "{places:?}");
}

#[test]
fn no_guide_takes_an_address_that_means_something_else() {
    for name in ["search", "explorer", "assets", "revision-history"] {
        assert!(embedded::GUIDES.iter().all(|(guide, _)| *guide != name));
    }
}

#[test]
fn every_link_to_a_guide_leads_to_a_place_that_is_there() {
    let library = library();
    for guide in library.guides() {
        for link in &guide.content.links {
            let Destination::Guide { name, anchor } = link else {
                continue;
            };
            let target = match name.as_str() {
                "" => Some(guide),
                name => library.guide(name),
            };
            let target = target.unwrap_or_else(|| panic!("{}: {link:?}", guide.name));
            if let Some(anchor) = anchor {
                let places = &target.content.anchors;
                assert!(places.contains(anchor), "{}: {link:?}", guide.name);
            }
        }
    }
}

#[test]
fn every_other_link_leads_to_something_that_this_server_has() {
    let known = [
        "/docs/explorer",
        "/openapi.yaml",
        "/openapi.json",
        "/sandbox/api/openapi.yaml",
        "https://pay.example.org/sandbox",
        "https://pay.example.org/outbox",
        "https://help.example.org/pay",
    ];
    for guide in library().guides() {
        for link in &guide.content.links {
            if let Destination::Elsewhere(address) = link {
                assert!(
                    known.contains(&address.as_str()),
                    "{}: {address}",
                    guide.name
                );
            }
        }
    }
}

#[test]
fn headings_go_down_one_step_at_a_time() {
    for guide in library().guides() {
        let mut above = 1;
        for heading in &guide.content.headings {
            assert!(
                (2..=above + 1).contains(&heading.level),
                "{}: {}",
                guide.name,
                heading.text
            );
            above = heading.level;
        }
    }
}

#[test]
fn no_name_is_left_open() {
    for guide in library().guides() {
        let rest = guide.content.html.split_once("{{").map(|(_, rest)| rest);
        assert_eq!(rest, None, "{}", guide.name);
        assert!(!guide.title.contains("{{") && !guide.summary.contains("{{"));
    }
}

#[test]
fn every_json_is_json() {
    let block = Regex::new(r"(?ms)^( *)```json\n(.*?)^ *```$").unwrap();
    for (name, text) in embedded::GUIDES {
        for found in block.captures_iter(text) {
            let json: Result<serde_json::Value, _> = serde_json::from_str(&found[2]);
            assert!(json.is_ok(), "{name}: {}\n{}", json.unwrap_err(), &found[2]);
        }
    }
}

#[test]
fn the_guide_names_every_code_of_the_contract() {
    let contract = std::fs::read_to_string(repository().join("openapi/public.yaml")).unwrap();
    let guide = codes(written("api-reference"));

    let missing: Vec<_> = codes(&contract).difference(&guide).cloned().collect();
    let invented: Vec<_> = guide.difference(&codes(&contract)).cloned().collect();

    assert_eq!((missing, invented), (vec![], vec![]), "(missing, invented)");
}

#[test]
fn the_guide_names_every_code_that_the_api_answers_with() {
    let guide = codes(written("api-reference"));
    let mut folders = vec![repository().join("interfaces/api/src")];
    let mut found = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            if path.is_dir() {
                folders.push(path);
            } else if is_source {
                found.extend(codes(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }

    assert!(found.len() > 20);
    let missing: Vec<_> = found.difference(&guide).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_code_of_the_tables_can_be_linked_to() {
    let library = library();
    let anchors = &library.guide("api-reference").unwrap().content.anchors;
    for code in codes(written("api-reference")) {
        assert!(anchors.contains(&code), "{code} has no row");
    }
}

#[test]
fn the_guide_lists_every_test_card_and_no_other() {
    let number = Regex::new(r"(?m)^\| `([0-9]{14,19})` \|").unwrap();
    let listed: BTreeSet<_> = number
        .captures_iter(written("testing"))
        .map(|found| found[1].to_owned())
        .collect();
    let cards = TEST_CARDS.iter().map(|card| card.number.to_owned());

    assert_eq!(listed, cards.collect());
}

#[test]
fn every_sample_comes_in_every_language_and_stands_in_a_guide() {
    let shown: String = embedded::GUIDES.iter().map(|(_, text)| *text).collect();
    let names: BTreeSet<_> = embedded::SAMPLES
        .iter()
        .filter_map(|(path, _)| path.split_once('/'))
        .filter(|(_, file)| LANGUAGES.iter().any(|language| language.file == *file))
        .map(|(name, _)| name)
        .collect();
    for name in names {
        assert_eq!(samples::sources(name).len(), LANGUAGES.len(), "{name}");
        let include = format!("{{{{samples {name}}}}}");
        assert!(shown.contains(&include), "no guide shows {name}");
    }
}

#[test]
fn a_guide_has_a_summary_of_one_sentence() {
    for guide in library().guides() {
        let summary = &guide.summary;
        assert!(summary.ends_with('.') && summary.len() <= 120, "{summary}");
    }
}
