//! One guide, rendered.

use crate::fill::fill;
use crate::front_matter::FrontMatter;
use crate::render::{Rendered, render};
use crate::settings::GuidesSettings;

/// A guide as pages show it and the search reads it.
#[derive(Debug)]
pub(crate) struct Guide {
    /// What its address ends in.
    pub(crate) name: String,
    /// What it is called.
    pub(crate) title: String,
    /// What it is for, in a line.
    pub(crate) summary: String,
    /// The group of the navigation in which it stands.
    pub(crate) group: String,
    /// Its place in that group.
    pub(crate) order: u32,
    /// Its text.
    pub(crate) content: Rendered,
}

impl Guide {
    /// Renders a guide.
    pub(crate) fn new(
        name: &str,
        front_matter: &FrontMatter<'_>,
        markdown: &str,
        settings: &GuidesSettings,
    ) -> Self {
        let title = fill(front_matter.title, settings).into_owned();
        Self {
            content: render(markdown, &title, settings),
            name: name.to_owned(),
            title,
            summary: fill(front_matter.summary, settings).into_owned(),
            group: front_matter.group.to_owned(),
            order: front_matter.order,
        }
    }

    /// Its address.
    pub(crate) fn path(&self) -> String {
        format!("/docs/{}", self.name)
    }
}
