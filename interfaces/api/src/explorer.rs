//! The contract for people: the file itself, and pages to read it and try it out.
//!
//! Everything that the explorer needs is in its page. Its content security policy admits
//! exactly the script and the style in it, by their hashes, and requests to this server.

mod assets;
mod base64;

use poem::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use poem::http::{HeaderValue, Method, StatusCode};
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

const EXPLORER: &str = "/docs/explorer";

/// Starts the explorer on the contract that this server serves.
const START: &str = "SwaggerUIBundle({dom_id: '#explorer', url: '/openapi.json', \
                     deepLinking: true, tryItOutEnabled: true, validatorUrl: null});";

/// What can be read.
pub(crate) struct Documents {
    page: String,
    policy: HeaderValue,
}

impl Documents {
    /// The documents of a product of this name.
    pub(crate) fn new(product_name: &str) -> Self {
        let (script, style) = assets::swagger_ui();
        Self {
            policy: policy(&script, &style),
            page: page(product_name, &script, &style),
        }
    }

    /// Answers a request for a document.
    pub(crate) fn answer(&self, request: &Request) -> Response {
        let path = request.uri().path();
        let path = path.strip_suffix('/').unwrap_or(path);
        let document: fn(&Self) -> Response = match path {
            "/openapi.yaml" => |_| yaml(PUBLIC_YAML),
            "/openapi.json" => |_| of_type("application/json", PUBLIC_JSON),
            "/docs" => |_| to_explorer(),
            EXPLORER => Self::explorer,
            _ => return rejection::not_found(),
        };
        match *request.method() {
            Method::GET => document(self),
            Method::HEAD => {
                let mut response = document(self);
                response.set_body(());
                response
            }
            _ => rejection::method_not_allowed("GET, HEAD"),
        }
    }

    fn explorer(&self) -> Response {
        let mut response = of_type("text/html; charset=utf-8", self.page.clone());
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

fn to_explorer() -> Response {
    Response::builder()
        .status(StatusCode::TEMPORARY_REDIRECT)
        .header(LOCATION, EXPLORER)
        .finish()
}

fn page(product_name: &str, script: &str, style: &str) -> String {
    let title = escaped(product_name);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>API explorer - {title}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
