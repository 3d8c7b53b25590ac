//! The bodies of errors, and the sentences that name the operator.

use std::error::Error;

use super::{SYSTEM_ERROR, log};
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

/// Something failed on our side; the log says what.
pub(super) fn system_error(code: &str, error: &(dyn Error + 'static)) -> Json<RequestError> {
    log(error);
    plain(code, SYSTEM_ERROR)
}

/// The idempotency key stands for another request. The words speak of a payment, whatever was
/// made.
pub(super) fn key_in_use() -> Json<RequestError> {
    plain(
        "P0191",
        "The `Idempotency-Key` you sent in the request header has already been used to create a \
         payment.",
    )
}

/// Where to turn. The space before the full stop has always been there.
pub(super) fn contact(settings: &ApiSettings) -> String {
    let support = &settings.support_url;
    format!("Contact support with your error code - {support} .")
}

/// Why nothing is created on a disabled account.
pub(super) fn disabled(settings: &ApiSettings) -> Json<RequestError> {
    let description = format!(
        "{} has disabled payment and refund creation on this account. {}",
        settings.product_name,
        contact(settings)
    );
    plain("P0941", description)
}

/// Why there are no agreements. This one has never ended in a full stop.
pub(super) fn recurring_disabled(settings: &ApiSettings) -> Json<RequestError> {
    let description = format!(
        "Recurring card payments are currently disabled for this service. \
         Contact support with your error code - {}",
        settings.support_url
    );
    plain("P0942", description)
}
