//! Why somebody cannot listen, in the shape of the API's errors. The codes are of a row of
//! their own, so that none ever means something else in the public API.

use application::listening::ListenError;
use poem::Response;
use poem::http::header::RETRY_AFTER;
use poem::http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::wanted::Unreadable;

/// How long a client waits before it tries again whether there is a place, in seconds.
const RETRY_AFTER_SECS: &str = "10";

/// The use case refuses.
pub(super) fn refused(error: &ListenError) -> Response {
    match error {
        ListenError::LiveKey => coded(
            StatusCode::FORBIDDEN,
            json!({
                "code": "L0001",
                "description": "Only test payments can be listened to. Use an API key of a test account",
            }),
        ),
        ListenError::Store(error) => {
            tracing::error!(
                error = error as &dyn std::error::Error,
                "a listener could not be let in"
            );
            coded(
                StatusCode::INTERNAL_SERVER_ERROR,
                json!({ "code": "L0098", "description": "Downstream system error" }),
            )
        }
    }
}

/// The request says what nobody understands.
pub(super) fn unreadable(what: Unreadable) -> Response {
    let mut body = match what {
        Unreadable::LastEventId => json!({ "header": "Last-Event-ID" }),
        Unreadable::After => json!({ "field": "after" }),
        Unreadable::Events => json!({ "field": "events" }),
        Unreadable::Query => json!({}),
    };
    let words = match what {
        Unreadable::LastEventId => {
            "Invalid header value: Last-Event-ID. Must be the id of an event"
        }
        Unreadable::After => "Invalid attribute value: after. Must be the id of an event",
        Unreadable::Events => {
            "Invalid attribute value: events. Must be event types, separated by commas"
        }
        Unreadable::Query => "Invalid parameters. Each may be sent once",
    };
    if let Some(members) = body.as_object_mut() {
        members.insert("code".to_owned(), "L0002".into());
        members.insert("description".to_owned(), words.into());
    }
    coded(StatusCode::BAD_REQUEST, body)
}

/// There is no place left.
pub(super) fn full() -> Response {
    let mut response = coded(
        StatusCode::TOO_MANY_REQUESTS,
        json!({
            "code": "L0003",
            "description": "Too many are listening already. Try again when one of them has ended",
        }),
    );
    let wait = HeaderValue::from_static(RETRY_AFTER_SECS);
    response.headers_mut().insert(RETRY_AFTER, wait);
    response
}

fn coded(status: StatusCode, body: Value) -> Response {
    Response::builder()
        .status(status)
        .content_type("application/json")
        .body(body.to_string())
}
