//! The letters' HTML: whole documents, with nothing foreign or remote in them.

use domain::email::{EmailContent, StaffMessage};
use domain::payment::Language;
use domain::staff::{Role, StaffEmail};
use scraper::{Html, Selector};

use super::letters;
use crate::specimens;

/// What would be markup, or end an attribute.
const HOSTILE: &str = "<script>alert(\"1\")</script>'&amp;";

fn texts(page: &Html, selector: &str) -> Vec<String> {
    page.select(&Selector::parse(selector).unwrap())
        .map(|element| element.text().collect())
        .collect()
}

#[test]
fn each_is_a_document_in_its_language_with_a_title_and_one_heading() {
    for (name, email) in specimens::all() {
        let letter = letters().letter(&email);
        let page = Html::parse_document(&letter.html);
        let language = if name.ends_with(".cy") { "cy" } else { "en" };

        assert!(letter.html.starts_with("<!DOCTYPE html>"), "{name}");
        assert_eq!(page.root_element().attr("lang"), Some(language), "{name}");
        assert_eq!(texts(&page, "title"), [letter.subject.as_str()], "{name}");
        assert_eq!(texts(&page, "h1"), [letter.subject.as_str()], "{name}");
    }
}

#[test]
fn nothing_in_them_is_loaded_run_or_laid_out_by_tables() {
    for (name, email) in specimens::all() {
        let page = Html::parse_document(&letters().letter(&email).html);
        for element in page.root_element().descendent_elements() {
            let element = element.value();
            let is_welcome = matches!(
                element.name(),
                "html"
                    | "head"
                    | "meta"
                    | "title"
                    | "body"
                    | "main"
                    | "h1"
                    | "p"
                    | "a"
                    | "br"
                    | "div"
                    | "dl"
                    | "dt"
                    | "dd"
                    | "blockquote"
            );
            assert!(is_welcome, "{name}: {}", element.name());
            for (attribute, value) in element.attrs() {
                let is_welcome = match attribute {
                    "style" => !value.contains("url("),
                    "href" => value.starts_with("https://pay.example.org/"),
                    _ => matches!(attribute, "charset" | "name" | "content" | "lang"),
                };
                assert!(is_welcome, "{name}: {attribute}={value}");
            }
        }
    }
}

#[test]
fn a_link_can_be_read_and_not_only_followed() {
    for (name, email) in specimens::staff() {
        let EmailContent::Staff(message) = &email.content else {
            continue;
        };
        let Some(link) = message.link() else { continue };
        let page = Html::parse_document(&letters().letter(&email).html);
        assert!(texts(&page, "a").iter().any(|text| text == link), "{name}");
    }
}

#[test]
fn facts_stand_beside_their_names() {
    let email = specimens::email(EmailContent::PaymentConfirmed(specimens::receipt(
        Language::English,
    )));
    let page = Html::parse_document(&letters().letter(&email).html);

    let facts: Vec<_> = texts(&page, "dt")
        .into_iter()
        .zip(texts(&page, "dd"))
        .collect();

    let expected = [
        ("Payment for", "Fishing licence, 12 months"),
        ("Reference", "FISH-2026/17"),
        ("Date of payment", "24 June 2026 - 13:00:05"),
        ("Total amount", "£1,234.50"),
    ];
    assert_eq!(
        facts,
        expected.map(|(name, value)| (name.to_owned(), value.to_owned()))
    );
    assert_eq!(texts(&page, "blockquote p").len(), 2);
}

#[test]
fn whatever_others_wrote_is_text() {
    let hostile = || HOSTILE.to_owned();
    let mut receipt = specimens::receipt(Language::English);
    receipt.service = hostile();
    receipt.reference = hostile();
    receipt.description = hostile();
    receipt.paragraph = Some(format!("{HOSTILE}\n\n{HOSTILE}"));
    let staff = [
        StaffMessage::Invitation {
            service: hostile(),
            role: Role::Viewer,
            by: Some(StaffEmail::parse("o'hara&co@example.org").unwrap()),
            link: format!("https://pay.example.org/{HOSTILE}"),
        },
        StaffMessage::ApprovalAsked {
            service: hostile(),
            by: StaffEmail::parse("o'hara&co@example.org").unwrap(),
            link: format!("https://pay.example.org/{HOSTILE}"),
        },
        StaffMessage::GoLiveDecided {
            service: hostile(),
            refused: Some(hostile()),
        },
        StaffMessage::WebhookDisabled {
            service: hostile(),
            endpoint: hostile(),
            is_gone: true,
        },
    ];
    let mut contents = vec![
        (4, EmailContent::PaymentConfirmed(receipt.clone())),
        (3, EmailContent::RefundIssued(receipt)),
    ];
    contents.extend(staff.map(|message| (2, EmailContent::Staff(message))));

    for (times_min, content) in contents {
        let letter = letters().letter(&specimens::email(content));
        let page = Html::parse_document(&letter.html);
        assert!(!letter.html.contains("<script"), "{}", letter.html);
        assert_eq!(texts(&page, "title"), texts(&page, "h1"));
        let body = texts(&page, "body").join("");
        let times = body.matches(HOSTILE).count();
        assert!(times >= times_min, "{times} times in {body}");
        assert!(letter.text.matches(HOSTILE).count() >= times_min);
    }
}
