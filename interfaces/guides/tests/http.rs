//! The guides as a browser finds them.
#![cfg(test)]

use guides::GuidesSettings;
use poem::http::{Method, StatusCode};
use poem::{Endpoint, Request, Response};
use scraper::{Html, Selector};

fn settings() -> GuidesSettings {
    GuidesSettings {
        product_name: "Northport Pay".to_owned(),
        api_url: "https://api.pay.example.org".to_owned(),
        pages_url: "https://pay.example.org".to_owned(),
        support_url: None,
        sandbox: true,
    }
}

/// An answer that was read to its end.
struct Answer {
    response: Response,
    body: Vec<u8>,
}

impl Answer {
    fn status(&self) -> StatusCode {
        self.response.status()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.response.header(name)
    }

    fn page(&self) -> Html {
        Html::parse_document(std::str::from_utf8(&self.body).unwrap())
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let page = self.page();
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector);
        found
            .map(|element| element.text().collect::<String>().trim().to_owned())
            .collect()
    }

    fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = self.page();
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector);
        found
            .filter_map(|element| element.attr(name).map(str::to_owned))
            .collect()
    }
}

async fn ask_with(
    settings: GuidesSettings,
    method: Method,
    uri: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = Request::builder().method(method).uri_str(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let endpoint = guides::endpoint(settings);
    let mut response = endpoint.call(request.finish()).await.unwrap();
    let body = response.take_body().into_vec().await.unwrap();
    Answer { response, body }
}

async fn get(uri: &str) -> Answer {
    ask_with(settings(), Method::GET, uri, &[]).await
}

#[tokio::test]
async fn the_index_leads_to_every_guide_and_every_guide_is_there() {
    let index = get("/docs").await;
    assert_eq!(index.texts("h1"), ["Take payments with Northport Pay"]);

    let guides = index.attributes(".cards a", "href");
    assert!(guides.len() > 25);
    for guide in guides {
        let answer = get(&guide).await;

        assert_eq!(answer.status(), StatusCode::OK, "{guide}");
        assert_eq!(answer.texts("h1").len(), 1, "{guide}");
        assert_eq!(answer.texts(".side [aria-current]").len(), 1, "{guide}");
    }
}

#[tokio::test]
async fn every_asset_and_every_picture_of_a_page_is_there_for_ever() {
    let page = get("/docs/payment-flow").await;
    let mut assets = page.attributes("link, script", "href");
    assets.extend(page.attributes("script, img", "src"));
    assert!(assets.len() >= 4, "{assets:?}");
    for asset in assets {
        let answer = get(&asset).await;

        assert_eq!(answer.status(), StatusCode::OK, "{asset}");
        let keep = answer.header("cache-control").unwrap();
        assert!(keep.contains("immutable"), "{asset}: {keep}");
    }
}

#[tokio::test]
async fn nothing_inline_runs_and_nothing_foreign_is_loaded() {
    for uri in [
        "/docs",
        "/docs/api-reference",
        "/docs/search?q=refund",
        "/docs/no",
    ] {
        let answer = get(uri).await;

        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"));
        assert!(!policy.contains("unsafe") && !policy.contains("http"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(
            answer.texts("style, script:not([src])"),
            Vec::<String>::new()
        );
        assert_eq!(answer.attributes("[style]", "style"), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_sample_has_a_tab_for_each_language_and_one_is_open() {
    let answer = get("/docs/first-payment").await;

    let tabs = answer.texts(".samples:first-of-type label");
    assert_eq!(
        tabs.get(..7).unwrap(),
        ["curl", "Python", "JavaScript", "Java", "Ruby", "PHP", "Go"]
    );
    let blocks = answer.texts(".samples").len();
    assert_eq!(
        answer.attributes(".samples input[checked]", "id").len(),
        blocks
    );
    let ids = answer.attributes(".samples input", "id");
    for target in answer.attributes(".samples label", "for") {
        assert!(ids.contains(&target), "{target}");
    }
}

#[tokio::test]
async fn no_id_of_a_page_is_given_twice() {
    for uri in [
        "/docs/api-reference",
        "/docs/recurring-payments",
        "/docs/testing",
    ] {
        let mut ids = get(uri).await.attributes("[id]", "id");
        let all = ids.len();
        ids.sort();
        ids.dedup();

        assert_eq!(ids.len(), all, "{uri}");
    }
}

#[tokio::test]
async fn a_search_shows_places_and_marks_what_was_asked_for() {
    let answer = get("/docs/search?q=P0604").await;

    assert_eq!(answer.texts("h1"), ["Results for “P0604”"]);
    let places = answer.attributes(".hits__place a", "href");
    assert_eq!(places.first().unwrap(), "/docs/api-reference#P0604");
    assert_eq!(answer.texts("mark").first().unwrap(), "P0604");
    assert_eq!(answer.attributes("#q", "value"), ["P0604"]);
}

#[tokio::test]
async fn a_search_for_nothing_or_for_nonsense_helps_on() {
    for (uri, title) in [
        ("/docs/search", "Search"),
        ("/docs/search?q=+", "Search"),
        ("/docs/search?q=xyzzy", "Nothing found for “xyzzy”"),
        (
            "/docs/search?q=%3Cxyzzy%3E%22",
            "Nothing found for “<xyzzy>\"”",
        ),
    ] {
        let answer = get(uri).await;

        assert_eq!(answer.status(), StatusCode::OK, "{uri}");
        assert_eq!(answer.texts("h1"), [title]);
    }
}

#[tokio::test]
async fn a_query_is_cut_to_what_is_read() {
    let answer = get(&format!("/docs/search?q={}", "y".repeat(5_000))).await;

    assert_eq!(answer.attributes("#q", "value"), ["y".repeat(100)]);
}

#[tokio::test]
async fn what_is_not_there_is_said_in_words() {
    for uri in [
        "/docs/no-such-guide",
        "/docs/about/more",
        "/docs/assets/x.css",
    ] {
        let answer = get(uri).await;

        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{uri}");
        assert_eq!(answer.texts("h1"), ["Page not found"]);
    }
}

#[tokio::test]
async fn a_page_that_the_browser_has_is_not_sent_again() {
    let first = get("/docs/refunds").await;
    let tag = first.header("etag").unwrap();

    let known = [("if-none-match", tag)];
    let again = ask_with(settings(), Method::GET, "/docs/refunds", &known).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
    assert_eq!(again.header("etag"), Some(tag));

    let other = [("if-none-match", "W/\"0\"")];
    let fresh = ask_with(settings(), Method::GET, "/docs/refunds", &other).await;
    assert_eq!(fresh.status(), StatusCode::OK);
}

#[tokio::test]
async fn head_is_get_without_the_body_and_nothing_else_is_answered() {
    let head = ask_with(settings(), Method::HEAD, "/docs/", &[]).await;
    assert_eq!((head.status(), head.body.len()), (StatusCode::OK, 0));
    assert!(head.header("etag").is_some());

    let post = ask_with(settings(), Method::POST, "/docs", &[]).await;
    assert_eq!(post.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(post.header("allow"), Some("GET, HEAD"));
}

#[tokio::test]
async fn text_is_compressed_for_those_who_ask() {
    let gzip = [("accept-encoding", "gzip")];
    let packed = ask_with(settings(), Method::GET, "/docs/refunds", &gzip).await;
    let plain = get("/docs/refunds").await;

    assert_eq!(packed.header("content-encoding"), Some("gzip"));
    assert_eq!(packed.header("vary"), Some("Accept-Encoding"));
    assert!(packed.body.len() * 3 < plain.body.len());
    assert_eq!(plain.header("content-encoding"), None);
    assert_eq!(plain.header("vary"), Some("Accept-Encoding"));
}

#[tokio::test]
async fn production_leads_to_no_sandbox() {
    let production = GuidesSettings {
        sandbox: false,
        ..settings()
    };
    for uri in ["/docs", "/docs/testing", "/docs/disputes"] {
        let answer = ask_with(production.clone(), Method::GET, uri, &[]).await;

        let links = answer.attributes("a", "href");
        let to_sandbox = links.iter().find(|link| link.ends_with("/sandbox"));
        assert_eq!(to_sandbox, None, "{uri}");
    }
}

#[tokio::test]
async fn the_revision_history_is_the_change_log_of_the_contracts() {
    let answer = get("/docs/revision-history").await;

    assert_eq!(answer.texts("h1"), ["Revision history"]);
    let versions = answer.texts(".prose h2");
    assert!(versions.iter().any(|version| version == "Public API 1.0.0"));
}

#[tokio::test]
async fn the_address_in_the_description_of_an_error_leads_somewhere() {
    let answer = get("/docs/making_payments/").await;
    assert_eq!(answer.status(), StatusCode::PERMANENT_REDIRECT);

    let guide = get(answer.header("location").unwrap()).await;
    assert!(guide.attributes("h3", "id").contains(&"amount".to_owned()));
}
