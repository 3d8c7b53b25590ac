//! A person with a browser that runs no scripts: opens addresses, follows
//! redirects, fills in forms, keeps cookies.

use std::net::SocketAddr;

use url::Url;

use super::cookies::{From, Jar};
use super::exchange::{Answer, Sent};
use super::form::Form;
use super::page::Page;

/// More redirects than any journey needs.
const REDIRECTS_MAX: usize = 10;

/// One browser.
#[derive(Clone, Debug)]
pub struct Visitor {
    server: SocketAddr,
    origin: Url,
    /// Its cookies.
    pub jar: Jar,
    /// Every response since it was started, the oldest first: method, address, status.
    pub trail: Vec<(String, Url, u16)>,
}

/// Where a navigation ended.
#[derive(Clone, Debug)]
pub enum Landing {
    /// On one of our pages.
    Page(Page),
    /// At somebody else's address, which was not opened.
    Away(Url),
}

impl Visitor {
    /// A fresh browser. The pages that say they are at `origin` are served at `server`.
    pub fn new(server: SocketAddr, origin: &str) -> Self {
        Self {
            server,
            origin: Url::parse(origin).expect("an address"),
            jar: Jar::default(),
            trail: Vec::new(),
        }
    }

    /// Opens an address as from a link on the service's site.
    pub async fn open(&mut self, address: &str) -> Landing {
        let url = self.origin.join(address).expect("an address");
        self.navigate("GET", url, None, From::AnotherSite).await
    }

    /// Opens an address that leads to one of our pages.
    pub async fn page(&mut self, address: &str) -> Page {
        self.open(address).await.page()
    }

    /// Follows a link by its id.
    pub async fn follow(&mut self, page: &Page, link: &str) -> Landing {
        self.navigate("GET", page.link(link), None, From::Here)
            .await
    }

    /// Presses a button of a form.
    pub async fn press(&mut self, form: &Form, button: &str) -> Landing {
        let body = form.pressed(button);
        match form.method.as_str() {
            "POST" => {
                self.navigate("POST", form.action.clone(), Some(body), From::Here)
                    .await
            }
            _ => {
                let mut url = form.action.clone();
                url.set_query(Some(&body));
                self.navigate("GET", url, None, From::Here).await
            }
        }
    }

    /// Posts a form that stands on another site's page.
    pub async fn post_from_elsewhere(&mut self, address: &str, body: &str) -> Landing {
        let url = self.origin.join(address).expect("an address");
        self.navigate("POST", url, Some(body.to_owned()), From::AnotherSite)
            .await
    }

    /// Sends one request with the jar's cookies and follows nothing.
    pub async fn send(
        &mut self,
        method: &str,
        url: &Url,
        body: Option<String>,
        from: From,
    ) -> Answer {
        let path_and_query = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let mut sent = Sent::new(method, path_and_query)
            .header("host", host)
            .header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .header("accept-encoding", "gzip")
            .header("accept-language", "en-GB,en;q=0.9")
            .header("user-agent", "Mozilla/5.0 (a test)");
        if let Some(cookies) = self.jar.header(url, method, from) {
            sent = sent.header("cookie", &cookies);
        }
        if let Some(body) = body {
            let origin = match from {
                From::Here => url.origin().ascii_serialization(),
                From::AnotherSite => "https://elsewhere.example".to_owned(),
            };
            sent = sent
                .header("content-type", "application/x-www-form-urlencoded")
                .header("origin", &origin)
                .body(body);
        }
        let answer = sent.to(self.server).await;
        self.jar.take(url, &answer.headers);
        self.trail
            .push((method.to_owned(), url.clone(), answer.status));
        answer
    }

    async fn navigate(
        &mut self,
        method: &str,
        url: Url,
        body: Option<String>,
        from: From,
    ) -> Landing {
        let (mut method, mut url, mut body) = (method.to_owned(), url, body);
        for _ in 0..REDIRECTS_MAX {
            if url.origin() != self.origin.origin() {
                return Landing::Away(url);
            }
            let answer = self.send(&method, &url, body.take(), from).await;
            let Some(location) = answer.header("location") else {
                return Landing::Page(Page { url, answer });
            };
            assert_eq!(answer.status, 303, "pages redirect with 303 only");
            url = url.join(location).expect("an address");
            method = "GET".to_owned();
        }
        panic!("redirected without end: {:?}", self.trail)
    }
}

impl Landing {
    /// The page.
    ///
    /// # Panics
    ///
    /// When it ended elsewhere.
    pub fn page(self) -> Page {
        match self {
            Self::Page(page) => page,
            Self::Away(url) => panic!("expected a page of ours, ended at {url}"),
        }
    }

    /// The address elsewhere.
    ///
    /// # Panics
    ///
    /// When it ended on one of our pages.
    pub fn away(self) -> Url {
        match self {
            Self::Away(url) => url,
            Self::Page(page) => panic!(
                "expected to leave, ended at {} ({}): {}",
                page.url,
                page.status(),
                page.title()
            ),
        }
    }
}
