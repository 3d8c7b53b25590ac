//! Every page in every language, rendered from fixed payments: for the golden
//! files of its elements, for the glossary, and for looking at.
//!
//! `BURSAR_PAGES_GALLERY=<folder> cargo test -p pages gallery` writes the pages
//! and their assets there, to be served from the folder's root.

mod glossary;
mod made_up;
mod mistakes;
mod outbox;
mod outline;
mod scenes;

use std::path::Path;

use domain::payment::Language;
use scraper::Html;

use self::made_up::{described, service};
use self::outbox::{LETTER, letter_in_file, outbox_pages};
use self::outline::{outline, title};
use self::scenes::{every_page, sandbox_page};
use crate::assets;
use crate::brand::Brand;

/// The elements that integrators' tests select by, on the pages that have them.
#[test]
fn elements_names_and_titles_are_a_contract() {
    for (name, html) in english_pages() {
        insta::assert_snapshot!(name, outline(&html));
    }
}

/// Welsh pages are the same pages, with titles of their own.
#[test]
fn elements_and_names_are_the_same_in_welsh() {
    let mut titles = String::new();
    let welsh = every_page(Language::Welsh);
    let english = every_page(Language::English);
    assert_eq!(welsh.len(), english.len());
    for ((name, welsh), (_, english)) in welsh.iter().zip(&english) {
        let elements = |html| outline(html).split_once('\n').unwrap().1.to_owned();
        let welsh_elements = elements(welsh).replace("cymorth@", "help@");
        assert_eq!(welsh_elements, elements(english), "{name}");
        assert!(welsh.contains(r#"<html lang="cy">"#), "{name}");
        assert!(english.contains(r#"<html lang="en">"#), "{name}");
        titles.push_str(&format!("{name}: {}\n", title(welsh)));
    }
    insta::assert_snapshot!("titles_in_welsh", titles);
}

#[test]
fn no_page_has_script_or_style_of_its_own() {
    for (name, html) in english_pages() {
        let page = Html::parse_document(&html);
        for element in page.root_element().descendent_elements() {
            let inline = match element.value().name() {
                "style" => true,
                "script" => element.attr("src").is_none(),
                _ => false,
            };
            let handlers = element
                .value()
                .attrs()
                .any(|(attribute, _)| attribute == "style" || attribute.starts_with("on"));
            assert!(!inline && !handlers, "{name}: {:?}", element.value());
        }
    }
}

#[test]
fn no_id_stands_twice_on_a_page() {
    for (name, html) in english_pages() {
        let page = Html::parse_document(&html);
        let mut ids: Vec<&str> = page
            .root_element()
            .descendent_elements()
            .filter_map(|element| element.attr("id"))
            .collect();
        ids.sort_unstable();
        assert!(
            ids.windows(2).all(|pair| pair[0] != pair[1]),
            "{name}: {ids:?}"
        );
    }
}

#[test]
fn card_number_and_security_code_never_come_back() {
    let html = scenes::wrong_card_details(Language::English);

    assert!(!html.contains("4242424242424241") && !html.contains("98765"));
    assert!(
        html.contains("Ada Lovelace"),
        "what else was typed comes back"
    );
}

#[test]
fn the_gallery_is_written_where_it_is_asked_for() {
    let Ok(folder) = std::env::var("BURSAR_PAGES_GALLERY") else {
        return;
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("pages/assets")).unwrap();
    for asset in assets::ALL {
        std::fs::write(
            folder.join(asset.path().trim_start_matches('/')),
            asset.content(),
        )
        .unwrap();
    }
    let brand = Brand::of(described(service()).branding).unwrap();
    std::fs::write(
        folder.join(brand.path().trim_start_matches('/')),
        brand.rules(),
    )
    .unwrap();
    std::fs::write(folder.join("outbox_letter.html"), LETTER).unwrap();
    for (name, html) in english_pages() {
        std::fs::write(folder.join(format!("{name}.html")), letter_in_file(&html)).unwrap();
    }
    for (name, html) in every_page(Language::Welsh) {
        std::fs::write(folder.join(format!("{name}.cy.html")), html).unwrap();
    }
}

/// What paying users see, and the pages for those who build services.
fn english_pages() -> Vec<(&'static str, String)> {
    let mut pages = every_page(Language::English);
    pages.push(("sandbox", sandbox_page()));
    pages.extend(outbox_pages());
    pages
}
