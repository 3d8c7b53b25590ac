//! What the operator decides about the guides.

/// The names and addresses that guides mention, so that what a team reads on its own
/// installation can be pasted and works there.
#[derive(Clone, Debug)]
pub struct GuidesSettings {
    /// The operator's name for this product (`BURSAR_PRODUCT_NAME`).
    pub product_name: String,
    /// The public address of the API, without a slash at its end (`BURSAR_API_URL`).
    pub api_url: String,
    /// The public address of the payment pages, without a slash at its end
    /// (`BURSAR_PAGES_URL`).
    pub pages_url: String,
    /// Where people find help, as a link. Without one, guides speak of the operator.
    pub support_url: Option<String>,
    /// Whether this is a sandbox: guides then link to its page with the test cards and the clock.
    pub sandbox: bool,
}
