//! A page of search results, as it must be for what was asked.

use serde_json::{Value, json};
use system_tests::client::ApiClient;
use url::form_urlencoded;

use crate::row::{Row, get};
use crate::steady::steady;

/// Days on which money was paid out, and their names in rows.
pub(super) const PAYDAYS: [(&str, &str); 2] = [
    ("2026-03-04", "<first payday>"),
    ("2026-03-06", "<second payday>"),
];

/// A search of what an account has.
pub(super) struct Search<'a> {
    pub(super) api: &'a ApiClient,
    pub(super) path: &'a str,
    /// Ids that must be these very ones, and their names in rows.
    pub(super) names: &'a [(String, String)],
}

impl Search<'_> {
    /// A row in which all results fit on one page.
    pub(super) fn finds(&self, rule: impl Into<String>, query: &str, results: Vec<Value>) -> Row {
        let total = results.len();
        self.finds_of(rule, query, total, results)
    }

    /// A row in which these results are on the page, of so many in all.
    pub(super) fn finds_of(
        &self,
        rule: impl Into<String>,
        query: &str,
        total: usize,
        results: Vec<Value>,
    ) -> Row {
        let body = self.page(query, total, results);
        let sent = get(format!("{}?{query}", self.path));
        let row = Row::new(rule, self.api, sent, 200, body);
        let row = PAYDAYS
            .iter()
            .fold(row, |row, (day, name)| row.named(day, name));
        self.names
            .iter()
            .fold(row, |row, (id, name)| row.named(id, name))
    }

    fn page(&self, query: &str, total: usize, results: Vec<Value>) -> Value {
        let asked = Asked::read(self.path, query);
        let links = self.links(&asked, total);
        let mut page = json!({
            "total": total,
            "count": results.len(),
            "page": asked.page,
            "results": results,
            "_links": links,
        });
        if self.path == "/v1/disputes" {
            page["links"] = links;
        }
        page
    }

    /// Pages that do not exist are absent from searches of payments, and empty in
    /// all others.
    fn links(&self, asked: &Asked, total: usize) -> Value {
        let last = total.div_ceil(asked.size).max(1);
        let to = |page: usize| json!({ "href": asked.link(self.path, page) });
        let mut links =
            json!({ "self": to(asked.page), "first_page": to(1), "last_page": to(last) });
        let absent = ["/v1/payments", "/v1/transactions"].contains(&self.path);
        let previous = (2..=last + 1).contains(&asked.page).then(|| asked.page - 1);
        let next = (asked.page < last).then_some(asked.page + 1);
        for (name, page) in [("prev_page", previous), ("next_page", next)] {
            match page {
                Some(page) => links[name] = to(page),
                None if absent => {}
                None => links[name] = json!({}),
            }
        }
        links
    }
}

/// What a query asks for.
struct Asked {
    filters: Vec<(String, String)>,
    page: usize,
    size: usize,
}

impl Asked {
    fn read(path: &str, query: &str) -> Self {
        let most = if path == "/v1/agreements" { 20 } else { 500 };
        let mut asked = Self {
            filters: Vec::new(),
            page: 1,
            size: most,
        };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if value.trim().is_empty() || name.starts_with("made_up") {
                continue;
            }
            match &*name {
                "page" => asked.page = value.parse().unwrap(),
                "display_size" => asked.size = most.min(value.parse().unwrap()),
                _ => asked.filters.push((name.into_owned(), value.into_owned())),
            }
        }
        asked
    }

    /// Everything that was asked for, on another page.
    fn link(&self, path: &str, page: usize) -> String {
        let mut query = String::new();
        for (name, value) in &self.filters {
            let value: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            query.push_str(&format!("{name}={}&", value.replace('+', "%20")));
        }
        let link = format!("<here>{path}?{query}page={page}&display_size={}", self.size);
        let named = PAYDAYS
            .iter()
            .fold(link, |link, (day, name)| link.replace(day, name));
        steady(&named)
    }
}

/// A text as it may stand in a query.
pub(super) fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
