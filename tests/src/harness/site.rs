//! A service's own site, as small as can be: one page, one redirect, or the files of a
//! folder.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A site that answers every request alike. It ends when this is dropped.
pub struct Site {
    /// Where it is, without a slash at the end.
    pub origin: String,
    task: JoinHandle<()>,
}

impl Site {
    /// A site with one page of this title, at `localhost`.
    pub async fn page(title: &str) -> Self {
        let html =
            format!("<!doctype html><html lang=en><title>{title}</title><h1>{title}</h1></html>");
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {}\r\n",
            html.len()
        );
        let answer = format!("{head}connection: close\r\n\r\n{html}");
        Self::serve("localhost", move |_| answer.clone().into_bytes()).await
    }

    /// A site of the files in a folder.
    pub async fn folder(folder: &Path) -> Self {
        let folder = folder.to_owned();
        Self::serve("127.0.0.1", move |path| file(&folder, path)).await
    }

    /// A site at `127.0.0.1` that sends everybody on to another one.
    pub async fn redirect(to: &str) -> Self {
        let answer = format!(
            "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        Self::serve("127.0.0.1", move |_| answer.clone().into_bytes()).await
    }

    async fn serve(host: &str, answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let answer = Arc::new(answer);
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = TcpListener::bind(anywhere).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let task = tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let answer = Arc::clone(&answer);
                tokio::spawn(async move {
                    let mut head = [0; 4096];
                    // Browsers that open a connection for later need no answer.
                    let read = socket.read(&mut head).await.unwrap_or_default();
                    let head = String::from_utf8_lossy(head.get(..read).unwrap_or_default());
                    if let Some(path) = head.split(' ').nth(1) {
                        let _ = socket.write_all(&answer(path)).await;
                    }
                });
            }
        });
        Self {
            origin: format!("http://{host}:{port}"),
            task,
        }
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The answer to a request for a file.
fn file(folder: &Path, path: &str) -> Vec<u8> {
    let path = path.split('?').next().unwrap_or_default();
    let parts = path
        .split('/')
        .filter(|part| !part.is_empty() && *part != "..");
    let file = parts.fold(folder.to_owned(), |folder: PathBuf, part| folder.join(part));
    let media_type = match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    let (status, body) = match std::fs::read(&file) {
        Ok(body) => ("200 OK", body),
        Err(_) => ("404 Not Found", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    [head.into_bytes(), body].concat()
}
