//! One message over one connection: HTTP/1.1, and nothing around it.
//!
//! Every message has a connection of its own, so that every message's address is checked. A
//! redirect is an answer like any other; nothing is decompressed, and nothing remembered.

use std::pin::pin;

use domain::Timestamp;
use domain::ports::Source;
use domain::ports::webhooks::{ANSWER_READ_MAX, WebhookAnswer, WebhookMessage};
use futures_util::future::{Either, select};
use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST, USER_AGENT};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use url::{Position, Url};

use crate::{answer, signature};

/// What we call ourselves.
const NAME: &str = concat!("Bursar-Webhooks/", env!("CARGO_PKG_VERSION"));

/// Posts a message over a connection and reads the answer, up to [`ANSWER_READ_MAX`] bytes.
/// What follows is as if the endpoint had hung up there: an answer that had begun counts.
pub(crate) async fn post<S>(
    stream: S,
    message: &WebhookMessage,
    sent_at: Timestamp,
) -> Result<WebhookAnswer, Source>
where
    S: AsyncRead + AsyncWrite,
{
    let request = request(message, sent_at)?;
    let (reader, writer) = tokio::io::split(stream);
    let bounded = pin!(tokio::io::join(reader.take(ANSWER_READ_MAX as u64), writer));
    // Names as they are usually written: there are receivers that look for them so.
    let (mut sender, connection) = http1::Builder::new()
        .title_case_headers(true)
        .handshake(TokioIo::new(bounded))
        .await?;

    let exchange = pin!(async move {
        let response = sender.send_request(request).await?;
        Ok(answer::read(response, sent_at).await)
    });
    // The connection may end before what it carried is read.
    match select(exchange, pin!(connection)).await {
        Either::Left((answer, _)) => answer,
        Either::Right((_, exchange)) => exchange.await,
    }
}

fn request(message: &WebhookMessage, sent_at: Timestamp) -> Result<Request<Full<Bytes>>, Source> {
    let mut request = Request::post(target(&message.url))
        .header(HOST, host(&message.url))
        .header(CONTENT_TYPE, "application/json")
        .header(USER_AGENT, NAME)
        .header(ACCEPT, "*/*")
        .header(CONNECTION, "close");
    for (name, value) in signature::headers(message, sent_at) {
        request = request.header(name, value);
    }
    Ok(request.body(Full::from(message.body.clone()))?)
}

/// The path and the query.
fn target(url: &Url) -> &str {
    &url[Position::BeforePath..Position::AfterQuery]
}

/// The host, with its port where that is not the scheme's.
fn host(url: &Url) -> &str {
    &url[Position::BeforeHost..Position::AfterPort]
}
