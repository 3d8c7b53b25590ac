//! Markdown to the HTML of a guide, and what the pages around it need to know of it.
//!
//! A guide may hold headings, text, lists, tables, notes, pictures, links, JSON and
//! samples. Whatever else stands in it, such as raw HTML, is shown as text and reported.

mod anchors;
mod links;
mod text;
mod writer;

use pulldown_cmark::{Options, Parser, TextMergeStream};

pub(crate) use self::links::Destination;
pub(crate) use self::text::Section;
use self::writer::Writer;
use crate::settings::GuidesSettings;

/// A rendered guide.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    /// Its HTML, from below the title.
    pub(crate) html: String,
    /// Its headings in order.
    pub(crate) headings: Vec<Heading>,
    /// Its text for the search, section by section.
    pub(crate) sections: Vec<Section>,
    /// Every place in it that an address can name.
    pub(crate) anchors: Vec<String>,
    /// Where its links lead within the guides.
    pub(crate) links: Vec<Destination>,
    /// What cannot be shown as it was meant.
    pub(crate) problems: Vec<String>,
}

/// A heading of a guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 2 for a section, 3 for a part of one.
    pub(crate) level: u8,
    /// What an address calls it.
    pub(crate) anchor: String,
    /// What it says.
    pub(crate) text: String,
}

/// Renders the Markdown of a guide.
pub(crate) fn render(markdown: &str, title: &str, settings: &GuidesSettings) -> Rendered {
    let options = Options::ENABLE_TABLES | Options::ENABLE_GFM;
    let events = TextMergeStream::new(Parser::new_ext(markdown, options));
    let mut writer = Writer::new(title, settings);
    writer.write(&events.collect::<Vec<_>>());
    writer.finish()
}

#[cfg(test)]
mod tests;
