//! What of a page is a contract: its title and its elements.

use scraper::{ElementRef, Html};

/// What stands in the document's title.
pub(super) fn title(html: &str) -> String {
    let page = Html::parse_document(html);
    let title = named(&page, "title").map(|title| title.inner_html());
    title.unwrap_or_default()
}

/// The page's title, then its elements: tag, id, classes, and what forms send
/// by what name, each under its parent. Countries, texts and looks are left out.
pub(super) fn outline(html: &str) -> String {
    let page = Html::parse_document(html);
    let mut lines = format!("title {:?}\n", title(html));
    add(&mut lines, named(&page, "body").unwrap(), 0);
    lines
}

fn named<'a>(page: &'a Html, tag: &str) -> Option<ElementRef<'a>> {
    page.root_element()
        .descendent_elements()
        .find(|element| element.value().name() == tag)
}

fn add(lines: &mut String, element: ElementRef<'_>, depth: usize) {
    let tag = element.value().name();
    if matches!(tag, "option" | "svg") {
        return;
    }
    lines.push_str(&"  ".repeat(depth));
    lines.push_str(tag);
    if let Some(id) = element.attr("id") {
        lines.push_str(&format!("#{id}"));
    }
    for class in element.attr("class").unwrap_or_default().split_whitespace() {
        lines.push_str(&format!(".{class}"));
    }
    for attribute in [
        "name",
        "type",
        "method",
        "action",
        "href",
        "value",
        "hidden",
        "checked",
        "data-amount",
    ] {
        if let Some(value) = element.attr(attribute) {
            lines.push_str(&format!(" {attribute}={value}"));
        }
    }
    lines.push('\n');
    for child in element.child_elements() {
        add(lines, child, depth + 1);
    }
}
