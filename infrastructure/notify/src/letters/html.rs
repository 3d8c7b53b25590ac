//! E-mails as HTML: documents of their own, without anything remote in them.

use askama::Template;

use super::draft::{Block, Draft};

#[derive(Template)]
#[template(path = "letter.html")]
struct Page<'a> {
    draft: &'a Draft,
    product: &'a str,
}

/// The whole e-mail.
pub(super) fn written(draft: &Draft, product: &str) -> String {
    // Rendering into memory fails only where a value's own `Display` does, and none here can.
    Page { draft, product }.render().unwrap_or_default()
}
