//! The lines at the top of a guide that say where it belongs.

/// What a guide says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FrontMatter<'a> {
    /// Its name in the navigation, and its only first-level heading.
    pub(crate) title: &'a str,
    /// What it is for, in a line.
    pub(crate) summary: &'a str,
    /// The group of the navigation in which it stands.
    pub(crate) group: &'a str,
    /// Its place in that group, counted from 1.
    pub(crate) order: u32,
}

/// Splits a file into its front matter and the Markdown after it. `None` when a line is missing,
/// doubtful or unknown: a guide that cannot be placed is not shown.
pub(crate) fn split(file: &str) -> Option<(FrontMatter<'_>, &str)> {
    let (lines, body) = file.strip_prefix("---\n")?.split_once("\n---\n")?;
    let (mut title, mut summary, mut group, mut order) = (None, None, None, None);
    for line in lines.lines() {
        let (name, value) = line.split_once(": ")?;
        let place = match name {
            "title" => &mut title,
            "summary" => &mut summary,
            "group" => &mut group,
            "order" => &mut order,
            _ => return None,
        };
        if place.replace(value.trim()).is_some() {
            return None;
        }
    }
    let front_matter = FrontMatter {
        title: title?,
        summary: summary?,
        group: group?,
        order: order?.parse().ok()?,
    };
    Some((front_matter, body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guide_says_what_it_is_and_where_it_belongs() {
        let file =
            "---\ntitle: Refunds\nsummary: Give it back.\ngroup: Payments\norder: 3\n---\nText\n";

        let (front_matter, body) = split(file).unwrap();

        assert_eq!(body, "Text\n");
        assert_eq!(
            front_matter,
            FrontMatter {
                title: "Refunds",
                summary: "Give it back.",
                group: "Payments",
                order: 3,
            }
        );
    }

    #[test]
    fn a_guide_that_leaves_doubt_is_none() {
        for file in [
            "Text\n",
            "---\ntitle: Refunds\n---\nText\n",
            "---\ntitle: a\nsummary: b\ngroup: c\norder: first\n---\n",
            "---\ntitle: a\ntitle: a\nsummary: b\ngroup: c\norder: 1\n---\n",
            "---\ntitle: a\nsummary: b\ngroup: c\norder: 1\nauthor: d\n---\n",
        ] {
            assert_eq!(split(file), None, "{file}");
        }
    }
}
