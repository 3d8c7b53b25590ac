//! What surrounds every page: the names in its bar and foot, its title, the test strip.

use domain::account::{GatewayAccount, Mode};

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
            support_address: settings.support_address.as_deref().map(SupportAddress::of),
        }
    }

    /// The same frame around a payment of this account.
    pub(crate) fn of_account(self, account: &GatewayAccount) -> Self {
        let service_name = Some(account.service_name.clone());
        Self {
            service_name,
            test: account.mode == Mode::Test,
            ..self
        }
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
