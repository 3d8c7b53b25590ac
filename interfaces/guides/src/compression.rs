//! gzip, for browsers that ask for it and answers that are worth it.

use poem::http::HeaderValue;
use poem::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use poem::web::{Compress, CompressionAlgo};
use poem::{Body, IntoResponse, Request, Response};

/// Smaller bodies are sent as they are.
const COMPRESSED_BYTES_MIN: usize = 256;

/// Whether a browser asks for gzip.
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
    let refused = parts
        .filter_map(|parameter| parameter.strip_prefix("q="))
        .filter_map(|quality| quality.parse::<f32>().ok())
        .any(|quality| quality <= 0.0);
    !refused && name.eq_ignore_ascii_case("gzip")
}

/// Compresses text that is long enough, if that is wanted.
pub(crate) async fn compress(mut response: Response, wanted: bool) -> Response {
    if !is_text(&response) || response.headers().contains_key(CONTENT_ENCODING) {
        return response;
    }
    let Ok(body) = response.take_body().into_bytes().await else {
        // Our bodies are in memory already: reading one does not fail.
        return response;
    };
    let large = body.len() >= COMPRESSED_BYTES_MIN;
    response.set_body(Body::from_bytes(body));
    if large && wanted {
        response = Compress::new(response, CompressionAlgo::GZIP).into_response();
    }
    let vary = HeaderValue::from_static("Accept-Encoding");
    response.headers_mut().insert(VARY, vary);
    response
}

/// Whether this is not packed already, as photographs are.
fn is_text(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/") || kind.starts_with("image/svg")
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
            ("", false),
        ] {
            let request = Request::builder().header(ACCEPT_ENCODING, accept).finish();

            assert_eq!(is_wanted(&request), expected, "{accept}");
        }
    }
}
