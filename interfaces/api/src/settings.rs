//! What the operator's name and addresses are, for answers that contain them, and what the
//! operator wants refused besides.

/// What the API needs to know of its operator and its surroundings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiSettings {
    /// Where clients reach the API; every link to it begins with this. No slash at the end.
    pub api_url: String,
    /// Where people reach the payment pages. No slash at the end.
    pub pages_url: String,
    /// What the product is called.
    pub product_name: String,
    /// Where an integrator gets help.
    pub support_url: String,
    /// Where the integrators' documentation begins. No slash at the end.
    pub documentation_url: String,
    /// What is refused besides.
    pub extra_refusals: ExtraRefusals,
}

/// Requests that are refused with 400 `P0920` only where the operator wishes, as the firewall of
/// GOV.UK Pay is said to refuse them. Nothing is, by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ExtraRefusals {
    /// Bodies that are not JSON by their media type, which are otherwise 415.
    pub wrong_media_type: bool,
    /// Bodies without a media type, and clients that do not take JSON, which are otherwise 406.
    pub missing_media_type: bool,
    /// Web addresses in the reference or description of a payment.
    pub urls_in_texts: bool,
    /// Return URLs that are not https, on test accounts as well.
    pub http_return_urls: bool,
}
