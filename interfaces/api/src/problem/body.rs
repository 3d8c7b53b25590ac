//! The bodies of errors, and the sentences that name the operator.

use crate::contract::Json;
use crate::generated::public::RequestError;
use crate::settings::ApiSettings;

/// A code and its description.
pub(super) fn plain(code: &str, description: impl Into<String>) -> Json<RequestError> {
    Json(RequestError {
        field: None,
        header: None,
        code: code.to_owned(),
        description: description.into(),
    })
}

/// A code, and what is wrong with the value of a field.
pub(super) fn about_field(field: &str, code: &str, words: &str) -> Json<RequestError> {
    Json(RequestError {
        field: Some(field.to_owned()),
        header: None,
        code: code.to_owned(),
        description: format!("Invalid attribute value: {field}. {words}"),
    })
}

/// Where to turn. The space before the full stop has always been there.
pub(super) fn contact(settings: &ApiSettings) -> String {
    let support = &settings.support_url;
    format!("Contact support with your error code - {support} .")
}

/// Why nothing is created on a disabled account.
pub(super) fn disabled(settings: &ApiSettings) -> String {
    format!(
        "{} has disabled payment and refund creation on this account. {}",
        settings.product_name,
        contact(settings)
    )
}
