//! Every address of the guides, and what answers it.

use std::sync::OnceLock;

use poem::http::{Method, StatusCode};
use poem::{Body, Endpoint, Request, Response};

use crate::library::Library;
use crate::pages::{self, Frame};
use crate::settings::GuidesSettings;
use crate::{assets, compression, respond, search};

/// What stands under `/docs`, apart from the explorer. It expects whole paths and answers every
/// other one with a page that says that there is nothing.
pub fn endpoint(settings: GuidesSettings) -> impl Endpoint<Output = Response> {
    Guides {
        settings,
        library: OnceLock::new(),
    }
}

struct Guides {
    settings: GuidesSettings,
    /// Rendered when somebody first looks: most processes never show it.
    library: OnceLock<Library>,
}

impl Endpoint for Guides {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return Ok(respond::method_not_allowed());
        }
        let response = respond::unless_known(&request, self.answer(&request));
        let wanted = compression::is_wanted(&request);
        let mut response = compression::compress(response, wanted).await;
        if *request.method() == Method::HEAD {
            response.set_body(Body::empty());
        }
        Ok(response)
    }
}

impl Guides {
    fn answer(&self, request: &Request) -> Response {
        let path = request.uri().path();
        if let Some(name) = path.strip_prefix(assets::ROOT) {
            return match assets::find(name) {
                Some(asset) => respond::asset(&asset),
                None => self.nothing(),
            };
        }
        let path = path.strip_suffix('/').unwrap_or(path);
        match path {
            "/docs" => self.index(),
            "/docs/search" => self.search(request),
            // Descriptions of errors name this address (as in GOV.UK Pay), with `#amount`.
            "/docs/making_payments" => respond::moved("/docs/payment-flow"),
            path => match path.strip_prefix("/docs/") {
                Some(name) => self.guide(name),
                None => self.nothing(),
            },
        }
    }

    fn index(&self) -> Response {
        let page = pages::Index {
            frame: self.frame("Documentation"),
            groups: self.library().groups(),
        };
        respond::page(StatusCode::OK, &page)
    }

    fn guide(&self, name: &str) -> Response {
        let Some(guide) = self.library().guide(name) else {
            return self.nothing();
        };
        let page = pages::GuidePage::new(self.frame(&guide.title), guide, self.library());
        respond::page(StatusCode::OK, &page)
    }

    fn search(&self, request: &Request) -> Response {
        let query = asked(request);
        let findings = search::search(self.library().guides(), &query);
        let title = match query.as_str() {
            "" => "Search".to_owned(),
            query => format!("Search: {query}"),
        };
        let mut frame = self.frame(&title);
        frame.query.clone_from(&query);
        let page = pages::SearchPage {
            frame,
            groups: self.library().groups(),
            query,
            findings,
        };
        respond::page(StatusCode::OK, &page)
    }

    fn nothing(&self) -> Response {
        let page = pages::Nothing {
            frame: self.frame("Page not found"),
            groups: self.library().groups(),
        };
        respond::page(StatusCode::NOT_FOUND, &page)
    }

    fn frame(&self, title: &str) -> Frame<'_> {
        Frame::new(title, &self.settings)
    }

    fn library(&self) -> &Library {
        self.library.get_or_init(|| Library::open(&self.settings))
    }
}

/// What a search asks for, cut to a length that is read.
fn asked(request: &Request) -> String {
    let query = request.uri().query().unwrap_or_default();
    let parameters: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let asked = parameters
        .into_iter()
        .find_map(|(name, value)| (name == "q").then_some(value))
        .unwrap_or_default();
    asked.trim().chars().take(search::QUERY_CHARS_MAX).collect()
}
