//! Request bodies: so many bytes, in so much time, whatever reads them.

use std::io;

use futures_util::stream;
use poem::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use poem::{Body, Request};
use tokio::time::Instant;

use super::{BODY_BYTES_MAX, BODY_TIMEOUT};

/// The request announces more than any route accepts.
pub(super) struct TooLarge;

/// Puts the limits around the request's body, if it has one.
///
/// Reading on beyond a limit gives an error of kind `FileTooLarge` or
/// `TimedOut`.
pub(super) fn limit(request: &mut Request) -> Result<(), TooLarge> {
    let headers = request.headers();
    let announced = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    match announced {
        Some(bytes) if bytes > BODY_BYTES_MAX as u64 => return Err(TooLarge),
        Some(0) => return Ok(()),
        None if !headers.contains_key(TRANSFER_ENCODING) => return Ok(()),
        Some(_) | None => {}
    }
    let body = request.take_body();
    request.set_body(limited(body));
    Ok(())
}

fn limited(body: Body) -> Body {
    let chunks = Box::pin(body.into_bytes_stream());
    let deadline = Instant::now() + BODY_TIMEOUT;
    let limited = stream::try_unfold((chunks, 0), move |(mut chunks, read)| async move {
        use futures_util::StreamExt;
        let next = tokio::time::timeout_at(deadline, chunks.next())
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?;
        let Some(chunk) = next.transpose()? else {
            return Ok(None);
        };
        let read = read + chunk.len();
        if read > BODY_BYTES_MAX {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        Ok(Some((chunk, (chunks, read))))
    });
    Body::from_bytes_stream::<_, _, io::Error>(limited)
}
