//! What the operator decides about the staff site.

use secrecy::{ExposeSecret, SecretString};

/// Names, addresses and the mode that the pages need to know.
#[derive(Clone, Debug)]
pub struct AdminSettings {
    /// The operator's name for this product (`BURSAR_PRODUCT_NAME`).
    pub product_name: String,
    /// The public address that `/admin` stands under, without a slash at its end.
    /// When its scheme is https, cookies are `Secure`. Links in messages begin with it.
    pub public_url: String,
    /// The public address of the payment pages, without a slash at its end
    /// (`BURSAR_PAGES_URL`).
    pub pages_url: String,
    /// The public address of the API, without a slash at its end.
    pub api_url: String,
    /// The version of the public API's contract.
    pub api_version: String,
    /// An e-mail or web address for people who need help.
    pub support_address: Option<String>,
    /// Whether this is a sandbox, in which no money moves.
    pub sandbox: bool,
}

impl AdminSettings {
    /// Whether browsers reach the pages over https.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url
            .get(..8)
            .is_some_and(|start| start.eq_ignore_ascii_case("https://"))
    }

    /// A complete address, for a link in a message.
    pub(crate) fn link(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }
}

/// The address at which somebody accepts an invitation, under a public address without
/// a slash at its end.
pub fn invitation_link(public_url: &str, secret: &SecretString) -> String {
    format!("{public_url}/admin/invitation/{}", secret.expose_secret())
}
