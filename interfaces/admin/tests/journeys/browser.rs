//! As much of a browser as the pages need: cookies, redirects, forms.

use std::collections::BTreeMap;
use std::sync::Arc;

use poem::endpoint::BoxEndpoint;
use poem::http::{HeaderMap, StatusCode, header};
use poem::{Endpoint, Request, Response};
use scraper::{ElementRef, Html, Selector};

/// More redirects than this are a loop.
const REDIRECTS_MAX: usize = 5;

/// A browser. A clone is another tab: same cookies, from then on its own.
#[derive(Clone)]
pub(crate) struct Browser {
    endpoint: Arc<BoxEndpoint<'static, Response>>,
    cookies: BTreeMap<String, String>,
}

/// What an address answered.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) address: String,
    pub(crate) status: StatusCode,
    pub(crate) html: String,
    headers: HeaderMap,
}

impl Browser {
    pub(crate) fn new(endpoint: Arc<BoxEndpoint<'static, Response>>) -> Self {
        Self {
            endpoint,
            cookies: BTreeMap::new(),
        }
    }

    pub(crate) fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    /// Opens an address and follows where it leads.
    pub(crate) async fn open(&mut self, address: &str) -> Page {
        let page = self.send("GET", address, None, &[]).await;
        self.follow_redirects(page).await
    }

    /// Follows a link.
    pub(crate) async fn follow(&mut self, page: &Page, selector: &str) -> Page {
        let address = page.attribute(selector, "href").expect("a link");
        self.open(&address).await
    }

    /// Submits the form with this id. Fields given here replace what stands in it.
    pub(crate) async fn submit(
        &mut self,
        page: &Page,
        form: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let (action, body) = {
            let html = Html::parse_document(&page.html);
            let found = html
                .select(&selector(&format!("form#{form}")))
                .next()
                .expect("the form");
            filled(found, fields)
        };
        let answer = self.send("POST", &action, Some(&body), &[]).await;
        self.follow_redirects(answer).await
    }

    /// Submits a form that only asks for something.
    pub(crate) async fn submit_get(
        &mut self,
        page: &Page,
        form: &str,
        fields: &[(&str, &str)],
    ) -> Page {
        let (action, query) = {
            let html = Html::parse_document(&page.html);
            let form = format!("form#{form}[method=get]");
            let found = html.select(&selector(&form)).next().expect("the form");
            filled(found, fields)
        };
        self.open(&format!("{action}?{query}")).await
    }

    /// Submits the form around an element.
    pub(crate) async fn submit_containing(&mut self, page: &Page, inside: &str) -> Page {
        let (action, body) = {
            let html = Html::parse_document(&page.html);
            let element = html.select(&selector(inside)).next().expect("the element");
            let form = element
                .ancestors()
                .filter_map(ElementRef::wrap)
                .find(|parent| parent.value().name() == "form");
            filled(form.expect("a form"), &[])
        };
        let answer = self.send("POST", &action, Some(&body), &[]).await;
        self.follow_redirects(answer).await
    }

    /// Sends one request, with the cookies, and keeps the cookies it brings.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        address: &str,
        body: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method.parse().unwrap())
            .uri(address.parse().unwrap())
            .header(header::COOKIE, cookies.join("; "))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.unwrap_or_default().to_owned());
        let mut response = self.endpoint.get_response(request).await;
        let html = response.take_body().into_string().await.unwrap();
        let page = Page {
            address: address.to_owned(),
            status: response.status(),
            html,
            headers: response.headers().clone(),
        };
        for cookie in page.set_cookies() {
            self.keep(&cookie);
        }
        page
    }

    fn keep(&mut self, cookie: &str) {
        let (pair, attributes) = cookie.split_once(';').unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    async fn follow_redirects(&mut self, mut page: Page) -> Page {
        for _ in 0..REDIRECTS_MAX {
            match page.location() {
                Some(away) if !away.starts_with('/') => {
                    return Page {
                        address: away,
                        ..page
                    };
                }
                Some(next) => page = self.send("GET", &next, None, &[]).await,
                None => return page,
            }
        }
        panic!("a loop of redirects at {}", page.address);
    }
}

impl Page {
    pub(crate) fn title(&self) -> String {
        self.text("title")
    }

    pub(crate) fn has(&self, selected: &str) -> bool {
        Html::parse_document(&self.html)
            .select(&selector(selected))
            .next()
            .is_some()
    }

    /// An element's text, white space around it left out.
    pub(crate) fn text(&self, selected: &str) -> String {
        let html = Html::parse_document(&self.html);
        let element = html
            .select(&selector(selected))
            .next()
            .unwrap_or_else(|| panic!("{selected} in {}", self.html));
        words(element.text())
    }

    pub(crate) fn attribute(&self, selected: &str, name: &str) -> Option<String> {
        let html = Html::parse_document(&self.html);
        html.select(&selector(selected))
            .next()?
            .attr(name)
            .map(str::to_owned)
    }

    pub(crate) fn value(&self, selected: &str) -> String {
        self.attribute(selected, "value").expect("a value")
    }

    /// The text of every element that is selected.
    pub(crate) fn texts(&self, selected: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let selected = selector(selected);
        let found = html.select(&selected);
        found.map(|element| words(element.text())).collect()
    }

    pub(crate) fn header(&self, name: &str) -> String {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default()
    }

    pub(crate) fn location(&self) -> Option<String> {
        self.status
            .is_redirection()
            .then(|| self.header("location"))
    }

    pub(crate) fn set_cookies(&self) -> Vec<String> {
        self.headers
            .get_all(header::SET_COOKIE)
            .iter()
            .map(|cookie| cookie.to_str().unwrap().to_owned())
            .collect()
    }
}

/// Where a form goes, and what it sends.
fn filled(form: ElementRef<'_>, fields: &[(&str, &str)]) -> (String, String) {
    let mut values: Vec<(String, String)> = Vec::new();
    let chosen = "input[name]:not([type=radio]):not([type=checkbox]), input[checked]";
    for input in form.select(&selector(chosen)) {
        values.push((
            input.attr("name").unwrap().to_owned(),
            input.attr("value").unwrap_or_default().to_owned(),
        ));
    }
    for area in form.select(&selector("textarea[name]")) {
        let text: String = area.text().collect();
        values.push((area.attr("name").unwrap().to_owned(), text));
    }
    for select in form.select(&selector("select[name]")) {
        let (selected, first) = (
            selector("option[selected]"),
            selector("option:not([disabled])"),
        );
        let option = select.select(&selected).chain(select.select(&first)).next();
        values.push((
            select.attr("name").unwrap().to_owned(),
            option.unwrap().attr("value").unwrap_or_default().to_owned(),
        ));
    }
    values.retain(|(known, _)| !fields.iter().any(|(name, _)| name == known));
    for (name, value) in fields {
        let named = form.select(&selector(&format!("[name='{name}']"))).next();
        assert!(named.is_some(), "the form has no {name}");
        values.push(((*name).to_owned(), (*value).to_owned()));
    }
    (
        form.attr("action").unwrap().to_owned(),
        serde_urlencoded::to_string(&values).unwrap(),
    )
}

/// A text as people read it: white space between words is one space.
fn words<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let text: String = texts.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}
