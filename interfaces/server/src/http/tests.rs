//! The listener over real sockets, with a clock that runs ahead while nothing
//! happens.

use std::time::Duration;

use poem::{Request, Response, endpoint::make};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use super::*;

struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    ended: tokio::task::JoinHandle<()>,
}

impl Server {
    async fn start() -> Self {
        Self::with_places(16).await
    }

    async fn with_places(connections_max: usize) -> Self {
        let endpoint = Entry::new(make(answer), true);
        let listener = bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let options = Options {
            connections_max,
            trusted_proxies: TrustedProxies::new(vec!["127.0.0.1".parse().unwrap()]),
            drain: Duration::from_secs(5),
        };
        let ended = tokio::spawn(serve(listener, endpoint, options, async {
            let _ = stopped.await;
        }));
        Self {
            address,
            stop: Some(stop),
            ended,
        }
    }

    async fn send(&self, text: &str) -> TcpStream {
        let mut socket = TcpStream::connect(self.address).await.unwrap();
        socket.write_all(text.as_bytes()).await.unwrap();
        socket
    }

    /// Sends a request that asks for the connection to be closed.
    async fn answer_to(&self, text: &str) -> String {
        to_end(self.send(text).await).await
    }
}

async fn to_end(mut socket: TcpStream) -> String {
    let mut answer = String::new();
    let _ = socket.read_to_string(&mut answer).await;
    answer
}

async fn answer(mut request: Request) -> poem::Result<Response> {
    match request.uri().path() {
        "/panic" => panic!("on purpose"),
        "/slow" => tokio::time::sleep(Duration::from_secs(1)).await,
        _ => {}
    }
    let body = request.take_body().into_string().await;
    let body = body.unwrap_or_else(|error| format!("error: {error}"));
    Ok(Response::builder().body(format!(
        "{} sent {} bytes",
        request.remote_addr(),
        body.len()
    )))
}

#[tokio::test(start_paused = true)]
async fn a_silent_connection_is_closed() {
    let server = Server::start().await;
    for head in ["", "GET / HTTP/1.1\r\nHost: x\r\n"] {
        let started = tokio::time::Instant::now();
        let socket = server.send(head).await;
        to_end(socket).await;
        assert!(started.elapsed() < HEAD_TIMEOUT * 2, "{head:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_body_that_never_ends_is_given_up() {
    let server = Server::start().await;
    let answer = server
        .answer_to(
            "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 10\r\n\r\nhalf",
        )
        .await;
    assert!(answer.contains("200 OK"), "{answer}");
    assert!(!answer.contains("sent 10 bytes"), "{answer}");
}

#[tokio::test]
async fn every_answer_carries_the_request_id_and_hsts() {
    let server = Server::start().await;
    let answer = server
        .answer_to("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: abc-1\r\n\r\n")
        .await;
    assert!(answer.contains("x-request-id: abc-1"), "{answer}");
    assert!(
        answer.contains("strict-transport-security: max-age="),
        "{answer}"
    );
}

#[tokio::test]
async fn a_trusted_proxy_is_believed_about_the_client() {
    let server = Server::start().await;
    let answer = server
        .answer_to("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n")
        .await;
    assert!(answer.contains("203.0.113.9"), "{answer}");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_before_it_is_read() {
    let server = Server::start().await;
    let answer = server
        .answer_to("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30000000\r\n\r\n")
        .await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("{\"code\":413,"), "{answer}");
}

#[tokio::test]
async fn a_panic_is_one_answer_and_not_the_end() {
    let server = Server::start().await;
    let request = "GET /panic HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    for _ in 0..2 {
        let answer = server.answer_to(request).await;
        assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
        assert!(!answer.contains("on purpose"), "{answer}");
    }
}

#[tokio::test]
async fn connections_beyond_the_limit_wait_their_turn() {
    let server = Server::with_places(1).await;
    let request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let (first, second) = tokio::join!(server.answer_to(request), server.answer_to(request));
    assert!(first.contains("200 OK") && second.contains("200 OK"));
}

#[tokio::test]
async fn a_request_under_way_is_finished_and_an_idle_connection_closed() {
    let mut server = Server::start().await;
    let _idle = server.send("").await;
    let slow = server.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(server.stop.take());
    let answer = to_end(slow).await;
    assert!(answer.contains("200 OK"), "{answer}");
    tokio::time::timeout(Duration::from_secs(6), server.ended)
        .await
        .unwrap()
        .unwrap();
}
