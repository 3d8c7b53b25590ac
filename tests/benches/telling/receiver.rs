//! A receiver of webhooks on this machine that does nothing but take the time.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Context;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What every message is answered.
const TAKEN: &[u8] = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";

/// When each message arrived, after what it tells of.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    lags: Arc<Mutex<HashMap<String, Duration>>>,
}

impl Receiver {
    pub(crate) async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let address = listener.local_addr()?;
        let lags = Arc::new(Mutex::new(HashMap::new()));
        let heard = Arc::clone(&lags);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let heard = Arc::clone(&heard);
                tokio::spawn(async move {
                    if let Ok((id, lag)) = take(socket).await {
                        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
                        heard.entry(id).or_insert(lag);
                    }
                });
            }
        });
        Ok(Self { address, lags })
    }

    /// How many different messages have arrived.
    pub(crate) fn count(&self) -> usize {
        let lags = self.lags.lock().unwrap_or_else(PoisonError::into_inner);
        lags.len()
    }

    /// How long each took since its event, in order of length; forgets them.
    pub(crate) fn take_lags(&self) -> Vec<Duration> {
        let mut lags = self.lags.lock().unwrap_or_else(PoisonError::into_inner);
        let mut lags: Vec<_> = lags.drain().map(|(_, lag)| lag).collect();
        lags.sort_unstable();
        lags
    }
}

/// Reads one message; answers with its name and its age.
async fn take(mut socket: TcpStream) -> anyhow::Result<(String, Duration)> {
    let mut read = Vec::new();
    let body = loop {
        let mut part = [0; 16 * 1024];
        let length = socket.read(&mut part).await?;
        anyhow::ensure!(length > 0, "the message breaks off");
        read.extend_from_slice(part.get(..length).unwrap_or_default());
        if let Some(body) = body_of(&read)? {
            break body;
        }
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    socket.write_all(TAKEN).await?;
    let text = |name: &str| body.get(name).and_then(Value::as_str).context("a member");
    let created = time::OffsetDateTime::parse(
        text("created_date")?,
        &time::format_description::well_known::Rfc3339,
    )?;
    let created = Duration::from_millis(u64::try_from(created.unix_timestamp_nanos() / 1_000_000)?);
    let id = text("webhook_message_id")?.to_owned();
    Ok((id, now.saturating_sub(created)))
}

/// The body, once it is there as a whole.
fn body_of(read: &[u8]) -> anyhow::Result<Option<Value>> {
    let end = read.windows(4).position(|four| four == b"\r\n\r\n");
    let Some(end) = end else {
        return Ok(None);
    };
    let (head, rest) = read.split_at(end + 4);
    let head = String::from_utf8_lossy(head).to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.context("a length")?.trim().parse()?;
    let body = rest.get(..length);
    Ok(body.map(serde_json::from_slice).transpose()?)
}
