//! A service's own site, as small as can be: one page, or one redirect.

use std::net::SocketAddr;

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
        Self::serve(
            "localhost",
            format!("{head}connection: close\r\n\r\n{html}"),
        )
        .await
    }

    /// A site at `127.0.0.1` that sends everybody on to another one.
    pub async fn redirect(to: &str) -> Self {
        let answer = format!(
            "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        Self::serve("127.0.0.1", answer).await
    }

    async fn serve(host: &str, answer: String) -> Self {
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = TcpListener::bind(anywhere).await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let task = tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let answer = answer.clone();
                tokio::spawn(async move {
                    let mut head = [0; 4096];
                    // Browsers that open a connection for later need no answer.
                    if socket.read(&mut head).await.is_ok_and(|read| read > 0) {
                        let _ = socket.write_all(answer.as_bytes()).await;
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
