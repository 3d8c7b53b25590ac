//! A server that has too much to do at first.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

const BODY: &str = r#"{"code":"P0900","description":"Too many requests"}"#;

/// Stands before the real server and turns the first requests away. It ends when
/// this is dropped.
pub(crate) struct Busy {
    /// Where it is, without a slash at the end.
    pub(crate) origin: String,
    asked: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Busy {
    /// Answers this many connections with 429, and lets the others through.
    pub(crate) async fn before(server: SocketAddr, refusals: usize) -> Self {
        let anywhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = TcpListener::bind(anywhere).await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&asked);
        let task = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let before = counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(async move {
                    if before < refusals {
                        refuse(socket).await;
                    } else {
                        let_through(socket, server).await;
                    }
                });
            }
        });
        Self {
            origin,
            asked,
            task,
        }
    }

    /// How many connections there were.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn refuse(mut socket: TcpStream) {
    let mut head = [0; 4096];
    let _ = socket.read(&mut head).await;
    let answer = format!(
        "HTTP/1.1 429 Too Many Requests\r\ncontent-type: application/json\r\nretry-after: 1\r\n\
         content-length: {}\r\nconnection: close\r\n\r\n{BODY}",
        BODY.len()
    );
    let _ = socket.write_all(answer.as_bytes()).await;
    let _ = socket.shutdown().await;
}

async fn let_through(mut socket: TcpStream, server: SocketAddr) {
    if let Ok(mut beyond) = TcpStream::connect(server).await {
        let _ = copy_bidirectional(&mut socket, &mut beyond).await;
    }
}
