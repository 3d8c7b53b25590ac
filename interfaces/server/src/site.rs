//! Everything that is served, under one roof: which part answers which path.

use std::sync::Arc;

use admin::AdminSettings;
use api::ApiSettings;
use application::Application;
use guides::GuidesSettings;
use pages::PagesSettings;
use poem::endpoint::BoxEndpoint;
use poem::http::{StatusCode, Uri, header};
use poem::{Endpoint, EndpointExt, Request, Response, Route, get};
use secrecy::SecretString;

use crate::health;
use crate::metrics::Scrape;
use crate::roles::Roles;
use crate::security_txt::SecurityTxt;
use crate::settings::Settings;
use crate::settings::urls::Urls;

/// What the parts are made from.
pub struct Site<'a> {
    /// The core.
    pub application: &'a Application,
    /// What the program was told.
    pub settings: &'a Settings,
    /// Which parts run here.
    pub roles: Roles,
    /// The addresses in force.
    pub urls: &'a Urls,
    /// The demo service's key, in sandbox mode.
    pub api_key: Option<&'a SecretString>,
    /// The numbers.
    pub scrape: &'a Scrape,
}

/// The main listener's endpoint.
pub fn endpoint(site: &Site<'_>) -> impl Endpoint<Output = Response> + 'static {
    let sandbox = site.settings.is_sandbox();
    let api = || api::endpoint(Arc::new(site.application.clone()), site.api_settings());
    let listening = || api::listening_endpoint(Arc::new(site.application.clone()));
    let sandbox_api = || api::sandbox_endpoint(Arc::new(site.application.clone()));
    let guides = || guides::endpoint(site.guides_settings());
    let pages = || pages::routes(site.application.clone(), site.pages_settings());
    let admin = || admin::routes(site.application.clone(), site.admin_settings());
    let (roles, and) = (site.roles, |role: bool, there: bool| role && there);
    Roof {
        machinery: site.machinery(),
        api: roles.api.then(|| api().boxed()),
        listening: roles.api.then(|| listening().boxed()),
        sandbox_api: and(roles.api, sandbox).then(|| sandbox_api().boxed()),
        guides: roles.api.then(|| guides().boxed()),
        pages: roles.pages.then(|| pages().boxed()),
        admin: roles.admin.then(|| admin().boxed()),
        welcomes: and(roles.pages, sandbox),
    }
}

/// The endpoint of the listener for metrics and health checks.
pub fn metrics_endpoint(scrape: &Scrape) -> Route {
    let route = Route::new().at("/metrics", get(scrape.clone()));
    health::routes(route, &scrape.queries())
}

impl Site<'_> {
    /// What belongs to no part: health checks, `security.txt` and, where only
    /// people who try things out can see them, metrics.
    fn machinery(&self) -> Route {
        let contact = &self.settings.security;
        let security_txt = || get(SecurityTxt::new(contact.clone(), &self.urls.public));
        let route = Route::new()
            .at("/.well-known/security.txt", security_txt())
            .at("/security.txt", security_txt());
        let route = health::routes(route, &self.scrape.queries());
        if self.settings.is_sandbox() {
            route.at("/metrics", get(self.scrape.clone()))
        } else {
            route
        }
    }

    fn api_settings(&self) -> ApiSettings {
        let product = &self.settings.product;
        let api_url = self.urls.api.as_str().to_owned();
        let documentation_url = self
            .settings
            .documentation_url
            .clone()
            .unwrap_or_else(|| format!("{api_url}/docs"));
        let mailto = |address: &String| format!("mailto:{address}");
        let support_url = product
            .support_url
            .clone()
            .or(product.support_email.as_ref().map(mailto))
            .unwrap_or_else(|| documentation_url.clone());
        ApiSettings {
            api_url,
            pages_url: self.urls.pages.as_str().to_owned(),
            product_name: product.name.clone(),
            support_url,
            documentation_url,
            extra_refusals: self.settings.extra_refusals.api,
        }
    }

    fn guides_settings(&self) -> GuidesSettings {
        let product = &self.settings.product;
        let mailto = |address: &String| format!("mailto:{address}");
        GuidesSettings {
            product_name: product.name.clone(),
            api_url: self.urls.api.as_str().to_owned(),
            pages_url: self.urls.pages.as_str().to_owned(),
            support_url: product
                .support_url
                .clone()
                .or(product.support_email.as_ref().map(mailto)),
            sandbox: self.settings.is_sandbox(),
        }
    }

    fn pages_settings(&self) -> PagesSettings {
        let product = &self.settings.product;
        PagesSettings {
            product_name: product.name.clone(),
            public_url: self.urls.pages.as_str().to_owned(),
            api_url: self.urls.api.as_str().to_owned(),
            support_address: product
                .support_email
                .clone()
                .or(product.support_url.clone()),
            sandbox: self.settings.is_sandbox(),
            sandbox_api_key: self.api_key.cloned(),
        }
    }

    fn admin_settings(&self) -> AdminSettings {
        let product = &self.settings.product;
        AdminSettings {
            product_name: product.name.clone(),
            public_url: self.urls.admin.as_str().to_owned(),
            pages_url: self.urls.pages.as_str().to_owned(),
            api_url: self.urls.api.as_str().to_owned(),
            api_version: api::contract_version().to_owned(),
            support_address: product
                .support_email
                .clone()
                .or(product.support_url.clone()),
            sandbox: self.settings.is_sandbox(),
        }
    }
}

/// The parts that run here.
struct Roof {
    machinery: Route,
    api: Option<BoxEndpoint<'static, Response>>,
    listening: Option<BoxEndpoint<'static, Response>>,
    sandbox_api: Option<BoxEndpoint<'static, Response>>,
    guides: Option<BoxEndpoint<'static, Response>>,
    pages: Option<BoxEndpoint<'static, Response>>,
    admin: Option<BoxEndpoint<'static, Response>>,
    /// Whether the root leads to the sandbox's page.
    welcomes: bool,
}

/// Paths of [`Roof::machinery`].
const MACHINERY: &[&str] = &[
    "/.well-known/security.txt",
    "/security.txt",
    "/healthcheck",
    "/health/live",
    "/health/ready",
    "/metrics",
];

impl Endpoint for Roof {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let path = request.uri().path();
        let bare = path.strip_suffix('/').unwrap_or(path);
        if let Some(known) = MACHINERY.iter().find(|known| **known == bare) {
            // A slash at the end is accepted everywhere.
            *request.uri_mut() = Uri::from_static(known);
            return self.machinery.call(request).await;
        }
        if self.welcomes && path == "/" {
            return Ok(Response::builder()
                .status(StatusCode::SEE_OTHER)
                .header(header::LOCATION, "/sandbox")
                .finish());
        }
        let part = match &self.sandbox_api {
            Some(sandbox_api) if is_under(path, "/sandbox/api") => Some(sandbox_api),
            Some(_) | None if is_the_apis(path) => self.api.as_ref(),
            Some(_) | None if path == REQUEST_DENIED && !wants_a_page(&request) => {
                self.api.as_ref()
            }
            Some(_) | None if is_under(path, "/listen") => self.listening.as_ref(),
            Some(_) | None if is_under(path, "/docs") => self.guides.as_ref(),
            Some(_) | None if is_under(path, "/admin") => self.admin.as_ref(),
            Some(_) | None => self.pages.as_ref().or(self.api.as_ref()),
        };
        match part {
            Some(part) => part.call(request).await,
            None => Err(StatusCode::NOT_FOUND.into()),
        }
    }
}

/// Where a firewall sends what it refuses. Programs and people go the same way.
const REQUEST_DENIED: &str = "/request-denied";

/// Whether a person's browser asks.
fn wants_a_page(request: &Request) -> bool {
    let accept = request.header(header::ACCEPT).unwrap_or_default();
    accept.contains("text/html")
}

fn is_the_apis(path: &str) -> bool {
    ["/v1", "/docs/explorer"]
        .iter()
        .any(|root| is_under(path, root))
        || path.starts_with("/openapi.")
}

fn is_under(path: &str, root: &str) -> bool {
    path.strip_prefix(root)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
