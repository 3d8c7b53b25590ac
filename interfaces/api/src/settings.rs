//! What the operator's name and addresses are, for answers that contain them.

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
}
