//! The pages as their templates read them.

use askama::Template;

use crate::guide::Guide;
use crate::library::{Group, Library};
use crate::render::Heading;
use crate::search::{Findings, QUERY_CHARS_MAX};
use crate::settings::GuidesSettings;

/// The part of a page that all pages share.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    /// The document's title, complete.
    pub(crate) title: String,
    /// Names and addresses.
    pub(crate) settings: &'a GuidesSettings,
    /// What the box of the search holds.
    pub(crate) query: String,
    /// The name of the guide that is shown.
    pub(crate) here: String,
}

impl<'a> Frame<'a> {
    /// A frame whose title says what the page is, and whose it is.
    pub(crate) fn new(what: &str, settings: &'a GuidesSettings) -> Self {
        Self {
            title: format!("{what} - {} documentation", settings.product_name),
            settings,
            query: String::new(),
            here: String::new(),
        }
    }

    /// The most that the box of the search takes.
    pub(crate) fn query_max(&self) -> usize {
        QUERY_CHARS_MAX
    }
}

/// All guides at a glance.
#[derive(Debug, Template)]
#[template(path = "index.html")]
pub(crate) struct Index<'a> {
    pub(crate) frame: Frame<'a>,
    pub(crate) groups: Vec<Group<'a>>,
}

/// One guide.
#[derive(Debug, Template)]
#[template(path = "guide.html")]
pub(crate) struct GuidePage<'a> {
    frame: Frame<'a>,
    groups: Vec<Group<'a>>,
    guide: &'a Guide,
    /// Its headings, unless there are too few to choose from.
    contents: Vec<&'a Heading>,
    before: Option<&'a Guide>,
    after: Option<&'a Guide>,
}

/// What a search found.
#[derive(Debug, Template)]
#[template(path = "search.html")]
pub(crate) struct SearchPage<'a> {
    pub(crate) frame: Frame<'a>,
    pub(crate) groups: Vec<Group<'a>>,
    pub(crate) query: String,
    pub(crate) findings: Findings<'a>,
}

/// The page for addresses that lead nowhere.
#[derive(Debug, Template)]
#[template(path = "nothing.html")]
pub(crate) struct Nothing<'a> {
    pub(crate) frame: Frame<'a>,
    pub(crate) groups: Vec<Group<'a>>,
}

/// A table of contents needs at least so many headings.
const CONTENTS_MIN: usize = 2;

impl<'a> GuidePage<'a> {
    /// The page of a guide.
    pub(crate) fn new(mut frame: Frame<'a>, guide: &'a Guide, library: &'a Library) -> Self {
        frame.here.clone_from(&guide.name);
        let mut contents: Vec<_> = guide
            .content
            .headings
            .iter()
            .filter(|heading| heading.level <= 3)
            .collect();
        if contents.len() < CONTENTS_MIN {
            contents.clear();
        }
        let (before, after) = library.neighbours(&guide.name);
        Self {
            frame,
            groups: library.groups(),
            guide,
            contents,
            before,
            after,
        }
    }
}
