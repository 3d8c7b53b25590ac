//! gzip, for clients that ask for it and answers that are worth it.

use poem::http::HeaderValue;
use poem::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, VARY};
use poem::web::{Compress, CompressionAlgo};
use poem::{Body, IntoResponse, Request, Response};

/// Smaller bodies are sent as they are.
const COMPRESSED_BYTES_MIN: usize = 256;

/// Whether a client asks for gzip.
pub(crate) fn is_wanted(request: &Request) -> bool {
    request
        .headers()
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(asks_for_gzip)
}

fn asks_for_gzip(coding: &str) -> bool {
    let mut parts = coding.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default();
    let refused = parts.any(|parameter| {
        parameter
            .strip_prefix("q=")
            .and_then(|quality| quality.parse::<f32>().ok())
            .is_some_and(|quality| quality <= 0.0)
    });
    !refused && name.eq_ignore_ascii_case("gzip")
}

/// Compresses a response that is large enough, if that is wanted.
pub(crate) async fn compress(mut response: Response, wanted: bool) -> Response {
    let Ok(body) = response.take_body().into_bytes().await else {
        // Our bodies are in memory already: reading one does not fail.
        return response;
    };
    let large = body.len() >= COMPRESSED_BYTES_MIN;
    response.set_body(Body::from_bytes(body));
    if !large || response.headers().contains_key(CONTENT_ENCODING) {
        return response;
    }
    if wanted {
        response = Compress::new(response, CompressionAlgo::GZIP).into_response();
    }
    response
        .headers_mut()
        .insert(VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_wanted_by_those_who_name_it() {
        for (accept, expected) in [
            ("gzip", true),
            ("deflate, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("identity", false),
            ("br", false),
        ] {
            let request = Request::builder().header(ACCEPT_ENCODING, accept).finish();
            assert_eq!(is_wanted(&request), expected, "{accept}");
        }
    }
}
