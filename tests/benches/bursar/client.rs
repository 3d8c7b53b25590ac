//! An HTTP client that keeps its connection and does little else, so that what
//! is measured is the server.

use std::net::SocketAddr;

use anyhow::{Context, ensure};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use hyper::{HeaderMap, Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// One connection.
pub(crate) struct Client {
    sender: SendRequest<Full<Bytes>>,
    address: SocketAddr,
    /// The cookies of the payment that is being paid.
    pub(crate) cookies: Vec<String>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self {
            sender,
            address,
            cookies: vec![],
        })
    }

    /// A request of the API.
    pub(crate) async fn api(
        &mut self,
        method: Method,
        path: &str,
        key: &str,
        json: String,
    ) -> anyhow::Result<Answer> {
        let mut request = self.request(method, path, json)?;
        let headers = request.headers_mut();
        headers.insert("authorization", format!("Bearer {key}").parse()?);
        headers.insert(CONTENT_TYPE, "application/json".parse()?);
        self.send(request).await
    }

    /// A request of the pages. Cookies are taken and given back.
    pub(crate) async fn page(
        &mut self,
        method: Method,
        path: &str,
        form: String,
    ) -> anyhow::Result<Answer> {
        let mut request = self.request(method, path, form)?;
        let origin = format!("http://{}", self.address).parse()?;
        let cookies = self.cookies.join("; ");
        let headers = request.headers_mut();
        headers.insert(ORIGIN, origin);
        headers.insert(CONTENT_TYPE, "application/x-www-form-urlencoded".parse()?);
        headers.insert(COOKIE, cookies.parse()?);
        let answer = self.send(request).await?;
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
            self.cookies.push(pair.to_owned());
        }
        Ok(answer)
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        body: String,
    ) -> anyhow::Result<Request<Full<Bytes>>> {
        Ok(Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, self.address.to_string())
            .body(Full::from(body))?)
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> anyhow::Result<Answer> {
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        let (parts, body) = response.into_parts();
        let body = body.collect().await?.to_bytes();
        Ok(Answer {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8(body.to_vec())?,
        })
    }
}

impl Answer {
    /// Itself, if it has this status.
    pub(crate) fn with(self, status: u16) -> anyhow::Result<Self> {
        ensure!(
            self.status == status,
            "{} instead of {status}: {}",
            self.status,
            self.body
        );
        Ok(self)
    }

    /// Where it sends the browser.
    pub(crate) fn location(&self) -> anyhow::Result<&str> {
        let location = self.headers.get(LOCATION).context("no redirect")?;
        Ok(location.to_str()?)
    }

    /// The value of a hidden field.
    pub(crate) fn field(&self, name: &str) -> anyhow::Result<&str> {
        let (_, rest) = self
            .body
            .split_once(&format!("name=\"{name}\" type=\"hidden\" value=\""))
            .with_context(|| format!("no field {name}"))?;
        rest.split('"').next().context("no end of the field")
    }
}
