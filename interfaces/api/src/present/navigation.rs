//! The ways from one page of results to the others. They say no method.

use domain::ports::queries::Sheet;

use crate::generated::public::{
    Link, LinkOrEmpty, SearchNavigationLinks, SearchNavigationLinksOrEmpty,
};

/// The pages of one search.
pub(super) struct Pages {
    /// Where the search is, with everything but the page in its query.
    pub(super) search: String,
    /// Which page this is, and how large they are.
    pub(super) sheet: Sheet,
    /// How many results there are in all.
    pub(super) total: u64,
}

impl Pages {
    /// The pages of the search at this address, with these filters.
    pub(super) fn of(address: &str, filters: &str, sheet: Sheet, total: u64) -> Self {
        Self {
            search: format!("{address}?{filters}"),
            sheet,
            total,
        }
    }

    /// The ways; a page that does not exist is left out.
    pub(super) fn links(&self) -> SearchNavigationLinks {
        SearchNavigationLinks {
            self_: self.link(self.sheet.page),
            first_page: self.link(1),
            last_page: self.link(self.last()),
            prev_page: self.previous().map(|page| self.link(page)),
            next_page: self.next().map(|page| self.link(page)),
        }
    }

    /// The ways; a page that does not exist is an empty object.
    pub(super) fn links_or_empty(&self) -> SearchNavigationLinksOrEmpty {
        let or_empty = |page: Option<u64>| LinkOrEmpty {
            href: page.map(|page| self.href(page)),
        };
        SearchNavigationLinksOrEmpty {
            self_: self.link(self.sheet.page),
            first_page: self.link(1),
            last_page: self.link(self.last()),
            prev_page: or_empty(self.previous()),
            next_page: or_empty(self.next()),
        }
    }

    fn last(&self) -> u64 {
        self.total.div_ceil(self.sheet.display_size.max(1)).max(1)
    }

    fn previous(&self) -> Option<u64> {
        let before = self.sheet.page.checked_sub(1)?;
        (1..=self.last()).contains(&before).then_some(before)
    }

    fn next(&self) -> Option<u64> {
        (self.sheet.page < self.last()).then(|| self.sheet.page + 1)
    }

    fn link(&self, page: u64) -> Link {
        Link {
            href: self.href(page),
            method: None,
        }
    }

    fn href(&self, page: u64) -> String {
        let size = self.sheet.display_size;
        format!("{}page={page}&display_size={size}", self.search)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_do_not_exist_are_absent_or_empty() {
        for (page, total, previous, next) in [
            (1, 0, None, None),
            (7, 0, None, None),
            (1, 30, None, Some(2)),
            (2, 30, Some(1), Some(3)),
            (3, 30, Some(2), None),
        ] {
            let sheet = Sheet {
                page,
                display_size: 10,
            };
            let pages = Pages::of("https://api/v1/refunds", "a=b&", sheet, total);
            let to = |page: u64| format!("https://api/v1/refunds?a=b&page={page}&display_size=10");
            let links = pages.links();
            assert_eq!(links.self_.href, to(page));
            assert_eq!(links.last_page.href, to(if total == 0 { 1 } else { 3 }));
            assert_eq!(links.prev_page.map(|link| link.href), previous.map(to));
            assert_eq!(links.next_page.map(|link| link.href), next.map(to));
            let links = pages.links_or_empty();
            assert_eq!(links.prev_page.href, previous.map(to));
            assert_eq!(links.next_page.href, next.map(to));
        }
    }
}
