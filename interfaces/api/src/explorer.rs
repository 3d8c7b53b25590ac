//! The contract for people: the file itself, and pages to read it and try it out.
//!
//! Everything that the explorer needs is in its page. Its content security policy admits
//! exactly the script and the style in it, by their hashes, and requests to this server.

mod assets;
mod base64;

use std::sync::LazyLock;

use poem::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use poem::http::{HeaderValue, Method};
use poem::{Request, Response};
use sha2::{Digest, Sha256};

use crate::endpoint::of_type;
use crate::rejection;

/// The contract of the public API, as it stands in the repository.
pub(crate) const PUBLIC_YAML: &str = include_str!("../../../openapi/public.yaml");
/// The same in JSON, which the generator writes.
pub(crate) const PUBLIC_JSON: &str = include_str!("generated/public.json");
/// The contract of the sandbox API.
pub(crate) const SANDBOX_YAML: &str = include_str!("../../../openapi/sandbox.yaml");
/// The contract of what can be listened to.
pub(crate) const LISTEN_YAML: &str = include_str!("../../../openapi/listen.yaml");

/// The version of the public API's contract, as the contract says it: `1.1.0`.
pub fn contract_version() -> &'static str {
    let mut lines = PUBLIC_YAML.lines();
    let version = lines.find_map(|line| line.strip_prefix("  version: "));
    version.unwrap_or_default()
}

const EXPLORER_PATH: &str = "/docs/explorer";

/// Starts the explorer on the contract that this server serves.
const START: &str = "SwaggerUIBundle({dom_id: '#explorer', url: '/openapi.json', \
                     deepLinking: true, tryItOutEnabled: true, validatorUrl: null});";

/// Built when somebody first looks at it: it is large, and most processes never show it.
static EXPLORER: LazyLock<Explorer> = LazyLock::new(Explorer::build);

struct Explorer {
    page: String,
    policy: HeaderValue,
}

/// Answers a request for a document.
pub(crate) fn answer(request: &Request) -> Response {
    let path = request.uri().path();
    let document: fn() -> Response = match path.strip_suffix('/').unwrap_or(path) {
        "/openapi.yaml" => || yaml(PUBLIC_YAML),
        "/openapi.json" => || of_type("application/json", PUBLIC_JSON),
        EXPLORER_PATH => || EXPLORER.response(),
        _ => return rejection::not_found(),
    };
    match *request.method() {
        Method::GET => document(),
        Method::HEAD => {
            let mut response = document();
            response.set_body(());
            response
        }
        _ => rejection::method_not_allowed("GET, HEAD"),
    }
}

impl Explorer {
    fn build() -> Self {
        let (script, style) = assets::swagger_ui();
        Self {
            policy: policy(&script, &style),
            page: page(&script, &style),
        }
    }

    fn response(&'static self) -> Response {
        let mut response = of_type("text/html; charset=utf-8", self.page.as_bytes());
        let headers = response.headers_mut();
        headers.insert(CONTENT_SECURITY_POLICY, self.policy.clone());
        headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response
    }
}

/// A YAML document.
pub(crate) fn yaml(document: &'static str) -> Response {
    of_type("application/yaml", document)
}

fn page(script: &str, style: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>API explorer</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <style>{style}</style>\n</head>\n<body>\n<div id=\"explorer\"></div>\n\
         <noscript><p>The explorer needs JavaScript. The contract itself is at \
         <a href=\"/openapi.yaml\">/openapi.yaml</a>.</p></noscript>\n\
         <script>{script}</script>\n<script>{START}</script>\n</body>\n</html>\n"
    )
}

fn policy(script: &str, style: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src {} {}; style-src {}; img-src data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        source(script),
        source(START),
        source(style)
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// A script or style as a policy names it.
fn source(text: &str) -> String {
    format!("'sha256-{}'", base64::encode(&Sha256::digest(text)))
}
