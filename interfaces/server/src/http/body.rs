//! Bodies. Requests': so many bytes, in so much time, whatever reads them. Responses': those
//! that never end by themselves end when the program does.

use std::io;

use futures_util::{StreamExt, stream};
use poem::http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use poem::{Body, Request, Response};
use tokio::sync::watch;
use tokio::time::Instant;

use super::connection::closing;
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

/// Ends a stream of events once the program stops. Every other body has an end of its own.
pub(super) fn ended(mut response: Response, closed: watch::Receiver<bool>) -> Response {
    if response.content_type() == Some("text/event-stream") {
        let chunks = response.take_body().into_bytes_stream();
        let until_closed = chunks.take_until(Box::pin(closing(closed)));
        response.set_body(Body::from_bytes_stream(until_closed));
    }
    response
}
