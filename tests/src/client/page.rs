//! A page as it was received, read by ids and selectors.

use scraper::{ElementRef, Html, Selector};
use url::Url;

use super::exchange::Answer;
use super::form::Form;

/// A page that a visitor looks at.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it is.
    pub url: Url,
    /// The response it came in.
    pub answer: Answer,
}

impl Page {
    /// The HTTP status it came with.
    pub fn status(&self) -> u16 {
        self.answer.status
    }

    /// The document's title.
    pub fn title(&self) -> String {
        self.text("title").unwrap_or_default()
    }

    /// The one main heading.
    ///
    /// # Panics
    ///
    /// When there is none, or more than one.
    pub fn heading(&self) -> String {
        assert_eq!(self.count("h1"), 1, "a page has one main heading");
        self.text("h1").unwrap_or_default()
    }

    /// The text of the first element that a CSS selector finds.
    pub fn text(&self, selector: &str) -> Option<String> {
        self.first(selector, |element| {
            let words = element.text().collect::<String>();
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    /// An attribute of the first element that a CSS selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        self.first(selector, |element| element.attr(name).map(str::to_owned))?
    }

    /// Whether a CSS selector finds anything.
    pub fn has(&self, selector: &str) -> bool {
        self.count(selector) > 0
    }

    /// How many elements a CSS selector finds.
    pub fn count(&self, selector: &str) -> usize {
        self.document().select(&parsed(selector)).count()
    }

    /// The texts of every element that a CSS selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.document()
            .select(&parsed(selector))
            .map(|element| element.text().collect::<String>().trim().to_owned())
            .collect()
    }

    /// Where the link with this id leads.
    ///
    /// # Panics
    ///
    /// When there is no such link.
    pub fn link(&self, id: &str) -> Url {
        let href = self
            .attribute(&format!("a#{id}"), "href")
            .unwrap_or_else(|| panic!("{} has no link {id}", self.url));
        self.url.join(&href).expect("an address")
    }

    /// The form with this id.
    ///
    /// # Panics
    ///
    /// When there is no such form.
    pub fn form(&self, id: &str) -> Form {
        self.form_at(&format!("form#{id}"))
    }

    /// The form that a CSS selector finds.
    ///
    /// # Panics
    ///
    /// When it finds none.
    pub fn form_at(&self, selector: &str) -> Form {
        self.first(selector, |element| Form::read(&self.url, element))
            .unwrap_or_else(|| panic!("{} has no form {selector}:\n{}", self.url, self.html()))
    }

    /// The page's source.
    pub fn html(&self) -> String {
        self.answer.text()
    }

    fn first<T>(&self, selector: &str, read: impl FnOnce(ElementRef<'_>) -> T) -> Option<T> {
        self.document().select(&parsed(selector)).next().map(read)
    }

    fn document(&self) -> Html {
        Html::parse_document(&self.html())
    }
}

fn parsed(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}
