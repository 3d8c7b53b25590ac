//! All guides in their groups.

use crate::embedded;
use crate::front_matter::{self, FrontMatter};
use crate::guide::Guide;
use crate::settings::GuidesSettings;

/// The groups of the navigation, in its order.
const GROUPS: [&str; 5] = [
    "Start here",
    "Taking payments",
    "The API",
    "Going live",
    "Background",
];

/// Where the change log of the contracts stands among the guides.
const REVISION_HISTORY: FrontMatter<'static> = FrontMatter {
    title: "Revision history",
    summary: "Every change to the contracts, written for those who integrate.",
    group: "The API",
    order: 99,
};

/// Every guide, in the order of the navigation.
#[derive(Debug)]
pub(crate) struct Library {
    guides: Vec<Guide>,
    /// What is wrong with the files, for the tests.
    #[cfg(test)]
    problems: Vec<String>,
}

/// A group of guides.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// What it is called.
    pub(crate) name: &'static str,
    /// What stands in it.
    pub(crate) guides: Vec<&'a Guide>,
}

impl Library {
    /// Renders every guide that can be placed.
    pub(crate) fn open(settings: &GuidesSettings) -> Self {
        let mut guides = Vec::new();
        let mut problems = Vec::new();
        for (name, file) in embedded::GUIDES {
            match front_matter::split(file) {
                Some((front_matter, markdown)) if GROUPS.contains(&front_matter.group) => {
                    guides.push(Guide::new(name, &front_matter, markdown, settings));
                }
                Some(_) => problems.push(format!("{name}: there is no such group")),
                None => problems.push(format!("{name}: its front matter is not as it should be")),
            }
        }
        guides.push(revision_history(settings));
        guides.sort_by_key(|guide| (place_of(&guide.group), guide.order));
        for guide in &guides {
            let found = guide.content.problems.iter();
            problems.extend(found.map(|problem| format!("{}: {problem}", guide.name)));
        }
        for problem in &problems {
            tracing::warn!(problem, "a guide is not shown as it was meant");
        }
        Self {
            guides,
            #[cfg(test)]
            problems,
        }
    }

    /// The guide with this name.
    pub(crate) fn guide(&self, name: &str) -> Option<&Guide> {
        self.guides.iter().find(|guide| guide.name == name)
    }

    /// Every guide.
    pub(crate) fn guides(&self) -> &[Guide] {
        &self.guides
    }

    /// Every group that has guides.
    pub(crate) fn groups(&self) -> Vec<Group<'_>> {
        GROUPS
            .into_iter()
            .map(|name| Group {
                name,
                guides: self
                    .guides
                    .iter()
                    .filter(|guide| guide.group == name)
                    .collect(),
            })
            .filter(|group| !group.guides.is_empty())
            .collect()
    }

    /// What to read before a guide and what after it.
    pub(crate) fn neighbours(&self, name: &str) -> (Option<&Guide>, Option<&Guide>) {
        let place = self.guides.iter().position(|guide| guide.name == name);
        let before = place.and_then(|place| place.checked_sub(1));
        let after = place.and_then(|place| place.checked_add(1));
        let at = |place: Option<usize>| place.and_then(|place| self.guides.get(place));
        (at(before), at(after))
    }
}

fn place_of(group: &str) -> usize {
    let place = GROUPS.iter().position(|name| *name == group);
    place.unwrap_or(GROUPS.len())
}

/// The change log, whose heading is its title here.
fn revision_history(settings: &GuidesSettings) -> Guide {
    let file = embedded::REVISION_HISTORY;
    let markdown = match file.split_once('\n') {
        Some((first, rest)) if first.starts_with("# ") => rest,
        Some(_) | None => file,
    };
    Guide::new("revision-history", &REVISION_HISTORY, markdown, settings)
}

#[cfg(test)]
mod tests;
