//! What surrounds every page: names, who is signed in, where in a service one is,
//! and news of what was just done.

use domain::account::Mode;

use crate::field::Problems;
use crate::place::{Place, Tab};
use crate::settings::AdminSettings;

/// The part of a page that all pages share. Templates read it as `frame`.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// What the page is.
    pub(crate) what: String,
    /// Whether a form on it must be looked at again.
    pub(crate) wrong: bool,
    /// The operator's name for this product.
    pub(crate) product_name: String,
    /// Where people can ask for help.
    pub(crate) support_address: Option<SupportAddress>,
    /// Whether this is a sandbox.
    pub(crate) sandbox: bool,
    /// The address of whoever is signed in.
    pub(crate) person: Option<String>,
    /// Whether they look after the platform.
    pub(crate) looks_after_platform: bool,
    /// What this browser's forms carry.
    pub(crate) csrf: String,
    /// What was just done.
    pub(crate) news: Option<String>,
    /// The service that the page belongs to.
    pub(crate) service: Option<ServiceBar>,
}

/// The bar of a service: its name, its mode, and ways to its other pages.
#[derive(Clone, Debug)]
pub(crate) struct ServiceBar {
    /// The service's name for people.
    pub(crate) name: String,
    /// Which mode, on pages of one.
    pub(crate) mode: Option<Mode>,
    /// The way to the service's other mode.
    pub(crate) other_mode: Option<TabLink>,
    /// Until when a platform administrator is here.
    pub(crate) entered_until: Option<String>,
    /// Where else one may go.
    pub(crate) tabs: Vec<TabLink>,
}

/// A way to another page of the service.
#[derive(Clone, Debug)]
pub(crate) struct TabLink {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    pub(crate) href: String,
    pub(crate) current: bool,
}

/// A link to whoever helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SupportAddress {
    /// Where the link leads.
    pub(crate) href: String,
    /// What it says.
    pub(crate) text: String,
}

impl Frame {
    /// The frame of a page that nobody need be signed in for.
    pub(crate) fn named(what: &str, settings: &AdminSettings) -> Self {
        Self {
            what: what.to_owned(),
            wrong: false,
            product_name: settings.product_name.clone(),
            support_address: settings.support_address.as_deref().map(SupportAddress::of),
            sandbox: settings.sandbox,
            person: None,
            looks_after_platform: false,
            csrf: String::new(),
            news: None,
            service: None,
        }
    }

    /// The same around a page of a service, with this tab marked.
    pub(crate) fn of_service(self, place: &Place, current: Tab) -> Self {
        Self {
            service: Some(place.bar(current)),
            ..self
        }
    }

    /// The same, saying in the title that the form must be looked at again.
    pub(crate) fn with(self, problems: &Problems) -> Self {
        Self {
            wrong: !problems.is_empty(),
            ..self
        }
    }

    /// The document's title: what is wrong, what the page is, and whose it is.
    pub(crate) fn title(&self) -> String {
        let wrong = if self.wrong { "Error: " } else { "" };
        let service = self.service.as_ref().map(|bar| format!("{} - ", bar.name));
        let service = service.unwrap_or_default();
        format!("{wrong}{} - {service}{}", self.what, self.product_name)
    }
}

impl SupportAddress {
    /// An e-mail address becomes a `mailto:` link; anything else is taken for a web address.
    fn of(address: &str) -> Self {
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        let href = if is_web {
            address.to_owned()
        } else {
            format!("mailto:{address}")
        };
        Self {
            href,
            text: address.to_owned(),
        }
    }
}
