//! What surrounds every page: the names in its bar and foot, its title and colours, the
//! test strip.

use domain::account::{Mode, Service};
use domain::payment::Language;

use crate::brand::Brand;
use crate::organisation::ShownOrganisation;
use crate::settings::PagesSettings;
use crate::text::Texts;

/// The part of a page that all pages share. Templates read it as `frame`.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    /// The words of the page's language.
    pub(crate) texts: &'static Texts,
    /// The document's title, complete.
    pub(crate) title: String,
    /// The operator's name for this product.
    pub(crate) product_name: String,
    /// Who asks for the money; unknown on pages that know no payment.
    pub(crate) service_name: Option<String>,
    /// Whether to say that nobody is charged.
    pub(crate) test: bool,
    /// Whether there is a sandbox page to lead to.
    pub(crate) sandbox: bool,
    /// The service's own colours.
    pub(crate) brand: Option<Brand>,
    /// Whose service it is.
    pub(crate) organisation: Option<ShownOrganisation>,
    /// Where people can ask for help.
    pub(crate) support_address: Option<SupportAddress>,
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
    /// A frame whose title says what the page is, and whose it is.
    pub(crate) fn named(what: &str, texts: &'static Texts, settings: &PagesSettings) -> Self {
        let title = format!("{what} - {}", settings.product_name);
        Self::titled(title, texts, settings)
    }

    /// A frame with exactly this title: for the two that integrators' tests compare.
    pub(crate) fn titled(
        title: impl Into<String>,
        texts: &'static Texts,
        settings: &PagesSettings,
    ) -> Self {
        Self {
            texts,
            title: title.into(),
            product_name: settings.product_name.clone(),
            service_name: None,
            test: false,
            sandbox: settings.sandbox,
            brand: None,
            organisation: None,
            support_address: settings.support_address.as_deref().map(SupportAddress::of),
        }
    }

    /// The same frame around a payment for this service.
    pub(crate) fn of_service(self, service: &Service, mode: Mode) -> Self {
        let language = self.texts.language;
        let welsh_name = service.welsh_name.as_ref();
        let own = welsh_name.filter(|_| language == Language::Welsh);
        let organisation = service.organisation.as_ref();
        Self {
            service_name: Some(own.unwrap_or(&service.name).to_string()),
            test: mode == Mode::Test,
            brand: Brand::of(service.branding),
            organisation: organisation.map(|body| ShownOrganisation::of(body, language)),
            ..self
        }
    }

    /// The colour of the browser's own frame, where it takes one from pages.
    pub(crate) fn theme_colour(&self) -> String {
        let header = self.brand.and_then(Brand::header);
        header.map_or_else(|| "#16232e".to_owned(), |colour| colour.to_string())
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
