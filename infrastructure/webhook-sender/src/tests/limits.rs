//! Endpoints that take too long, at every stage.

use std::future::pending;
use std::time::Instant;

use tokio::net::TcpSocket;

use super::*;

/// More than the operating system takes off our hands, in bytes.
const MORE_THAN_IS_BUFFERED: usize = 8 * 1_024 * 1_024;

/// Sends, and sees to it that it ends when it should.
async fn timed_out(sender: &HttpWebhookSender, message: &WebhookMessage) {
    let began = Instant::now();
    let outcome = sender.send(message).await;
    assert_eq!(kind(&outcome), "timed out", "{outcome:?}");
    assert!(began.elapsed() >= IMPATIENT);
    assert!(began.elapsed() < PATIENT / 2);
}

#[test]
fn the_limit_is_three_seconds() {
    let sender = HttpWebhookSender::trusting(Reach::Public, RootCertStore::empty()).unwrap();

    assert_eq!(sender.within, Duration::from_secs(3));
}

#[tokio::test]
async fn an_endpoint_that_says_nothing_is_not_waited_for() {
    let endpoint = Endpoint::doing(|stream| async move {
        let _held = stream;
        pending().await
    })
    .await;

    timed_out(&impatient(Reach::Local), &message(&endpoint.url())).await;
    // As little is one that says nothing of TLS.
    let url = endpoint.url().replace("http:", "https:");
    timed_out(&impatient(Reach::Local), &message(&url)).await;
}

#[tokio::test]
async fn nor_is_one_whose_answer_drips() {
    for head in [
        "HTTP/1.1 200 OK\r\nA: ",
        "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
    ] {
        let endpoint = Endpoint::doing(move |mut stream| async move {
            request(&mut stream).await;
            stream.write_all(head.as_bytes()).await.unwrap();
            while stream.write_all(b"a").await.is_ok() {
                tokio::time::sleep(IMPATIENT / 20).await;
            }
        })
        .await;
        timed_out(&impatient(Reach::Local), &message(&endpoint.url())).await;
    }
}

#[tokio::test]
async fn nor_is_one_that_does_not_read() {
    let endpoint = Endpoint::doing(|stream| async move {
        let _held = stream;
        pending().await
    })
    .await;
    let message = WebhookMessage {
        body: "a".repeat(MORE_THAN_IS_BUFFERED),
        ..message(&endpoint.url())
    };

    timed_out(&impatient(Reach::Local), &message).await;
}

#[tokio::test]
async fn nor_is_one_that_does_not_let_us_connect() {
    let (address, _queue) = deaf().await;

    let message = message(&format!("http://{address}/"));

    timed_out(&impatient(Reach::Local), &message).await;
}

#[tokio::test]
async fn another_address_of_the_same_name_is_tried_meanwhile() {
    let (deaf, _queue) = deaf().await;
    let endpoint = Endpoint::at(([127, 0, 0, 3], deaf.port()), |mut stream| async move {
        request(&mut stream).await;
        stream.write_all(OK.as_bytes()).await.unwrap();
    })
    .await;
    let sender = HttpWebhookSender {
        names: Box::new(Scripted::names(&[&["127.0.0.1", "127.0.0.2", "127.0.0.3"]])),
        ..sender(Reach::Local)
    };

    // Nobody listens at the second, which makes way at once.
    let url = format!("http://hooks.example:{}/", deaf.port());
    let answer = send(&sender, &url).await.unwrap();

    assert_eq!((answer.status, endpoint.connections()), (200, 1));
}

#[tokio::test]
async fn nor_are_names_waited_for() {
    struct Forgetful;

    #[async_trait]
    impl Names for Forgetful {
        async fn addresses(&self, _: &str, _: u16) -> io::Result<Vec<SocketAddr>> {
            pending().await
        }
    }

    let sender = HttpWebhookSender {
        names: Box::new(Forgetful),
        ..impatient(Reach::Public)
    };

    timed_out(&sender, &message("https://hooks.example/")).await;
}

/// An address where nobody takes a connection and the queue for it is full, so that the
/// next is kept waiting; and what keeps it so.
async fn deaf() -> (SocketAddr, (TcpListener, Vec<TcpStream>)) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    while let Ok(stream) = tokio::time::timeout(IMPATIENT / 2, TcpStream::connect(address)).await {
        queue.push(stream.unwrap());
    }
    (address, (listener, queue))
}
