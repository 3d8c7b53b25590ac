//! What the operator decides about the pages.

use secrecy::SecretString;

/// Names, addresses and the mode that pages need to know.
#[derive(Clone, Debug)]
pub struct PagesSettings {
    /// The operator's name for this product (`BURSAR_PRODUCT_NAME`).
    pub product_name: String,
    /// The public address of the pages, without a slash at its end
    /// (`BURSAR_PAGES_URL`). When its scheme is https, cookies are `Secure` and
    /// carry the `__Host-` prefix.
    pub public_url: String,
    /// The public address of the API, for the sandbox page's curl call (`BURSAR_API_URL`).
    pub api_url: String,
    /// An e-mail or web address for people who need help.
    pub support_address: Option<String>,
    /// Whether this is a sandbox: then there are `/sandbox`, to which test pages link,
    /// and `/outbox`.
    pub sandbox: bool,
    /// The sandbox's API key, shown ready to use on `/sandbox`. `None` in production.
    pub sandbox_api_key: Option<SecretString>,
}

impl PagesSettings {
    /// Whether browsers reach the pages over https.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("https://"))
    }
}
