//! Which part of a list this is, newest first, and the ways to its newer and older parts.

/// A part of a list.
pub(crate) struct NewerOlder {
    /// `21 to 40 of 45 messages`; empty when there is nothing to show.
    pub(crate) showing: String,
    pub(crate) newer: Option<String>,
    pub(crate) older: Option<String>,
}

/// How a list is cut into parts.
pub(crate) struct Cut {
    /// Which part, from 1.
    pub(crate) page: u64,
    /// How much a part has.
    pub(crate) size: u64,
    /// What one of its things is called, and several.
    pub(crate) what: (&'static str, &'static str),
}

impl NewerOlder {
    /// The ways from a part that has so many of so many in all, by the addresses of parts.
    pub(crate) fn of(cut: &Cut, shown: usize, total: u64, href: impl Fn(u64) -> String) -> Self {
        let shown = u64::try_from(shown).unwrap_or(u64::MAX);
        let before = cut.page.saturating_sub(1).saturating_mul(cut.size);
        let last = before.saturating_add(shown);
        let (one, several) = cut.what;
        let showing = match (shown, total) {
            (0, _) => String::new(),
            (_, 1) => format!("1 {one}"),
            (_, total) => format!("{} to {last} of {total} {several}", before + 1),
        };
        Self {
            showing,
            newer: (cut.page > 1).then(|| href(cut.page - 1)),
            older: (last < total && shown > 0).then(|| href(cut.page.saturating_add(1))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_say_which_they_are_and_lead_to_their_neighbours() {
        for (page, shown, total, says, newer, older) in [
            (1, 0, 0, "", None, None),
            (1, 1, 1, "1 message", None, None),
            (1, 20, 45, "1 to 20 of 45 messages", None, Some("2")),
            (3, 5, 45, "41 to 45 of 45 messages", Some("2"), None),
            (9, 0, 45, "", Some("8"), None),
        ] {
            let cut = Cut {
                page,
                size: 20,
                what: ("message", "messages"),
            };
            let part = NewerOlder::of(&cut, shown, total, |page| page.to_string());
            assert_eq!(part.showing, says);
            assert_eq!(part.newer.as_deref(), newer, "{page}");
            assert_eq!(part.older.as_deref(), older, "{page}");
        }
    }
}
