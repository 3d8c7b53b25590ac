//! The body of a request, read as far as JSON goes; its checks take it from there.

use std::marker::PhantomData;

use poem::error::ReadBodyError;
use poem::{Request, RequestBody, Result};
use poem_openapi::registry::{MetaMediaType, MetaRequest, Registry};
use poem_openapi::types::{ParseFromJSON, Type};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde::Deserialize;
use serde_json::Value;

/// The largest body that is read, in bytes. The fullest permitted payment, every character
/// escaped, stays below a third of it.
pub(crate) const BODY_BYTES_MAX: usize = 128 * 1024;

/// The JSON body of a request that the contract describes as `T`. Its media type has been
/// looked at before.
#[derive(Debug)]
pub struct Body<T> {
    /// What was sent.
    pub sent: Sent,
    described: PhantomData<fn() -> T>,
}

/// What stood in a body.
#[derive(Debug, PartialEq)]
pub enum Sent {
    /// Nothing at all.
    Nothing,
    /// Something that does not begin with a JSON value.
    Unreadable,
    /// This JSON value, whatever came behind it.
    Json(Value),
}

impl<T> Body<T> {
    /// A body of these bytes.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self {
            sent: Sent::read(bytes),
            described: PhantomData,
        }
    }
}

impl Sent {
    fn read(bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return Self::Nothing;
        }
        let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        // The first value counts: the deserialiser is never asked for its end.
        let mut deserialiser = serde_json::Deserializer::from_slice(text);
        Value::deserialize(&mut deserialiser).map_or(Self::Unreadable, Self::Json)
    }
}

impl<'a, T: ParseFromJSON + Type> ApiExtractor<'a> for Body<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];

    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest {
            description: None,
            content: vec![MetaMediaType {
                content_type: "application/json",
                schema: T::schema_ref(),
            }],
            required: true,
        })
    }

    async fn from_request(
        _: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> Result<Self> {
        let body = body.take()?.into_bytes_limit(BODY_BYTES_MAX).await;
        match body {
            Ok(bytes) => Ok(Self::read(&bytes)),
            Err(ReadBodyError::PayloadTooLarge) => Err(ReadBodyError::PayloadTooLarge.into()),
            // The connection broke or its encoding did: there is no body to speak of.
            Err(_) => Ok(Self {
                sent: Sent::Unreadable,
                described: PhantomData,
            }),
        }
    }
}

/// Whether a media type is JSON, whatever its parameters.
pub(crate) fn is_json(content_type: &str) -> bool {
    content_type
        .split(';')
        .next()
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn bodies_are_read_leniently() {
        for (bytes, expected) in [
            ("", Sent::Nothing),
            (" ", Sent::Unreadable),
            ("abc", Sent::Unreadable),
            ("{\"a\":1", Sent::Unreadable),
            ("{\"a\":01}", Sent::Unreadable),
            ("null", Sent::Json(json!(null))),
            ("{\"a\":1} and more", Sent::Json(json!({"a": 1}))),
            ("{\"a\":1,\"a\":2}", Sent::Json(json!({"a": 2}))),
            ("\u{feff}{}", Sent::Json(json!({}))),
        ] {
            assert_eq!(Sent::read(bytes.as_bytes()), expected, "{bytes}");
        }
    }

    #[test]
    fn json_has_one_media_type_and_any_parameters() {
        for (content_type, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/json ;x=y", true),
            ("application/problem+json", false),
            ("text/json", false),
            ("", false),
        ] {
            assert_eq!(is_json(content_type), expected, "{content_type}");
        }
    }
}
