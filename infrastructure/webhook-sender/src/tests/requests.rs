//! What endpoints are sent.

use std::sync::Mutex;

use super::*;

/// An endpoint that keeps what it was sent.
async fn listening(address: &str) -> (Endpoint, Arc<Mutex<Vec<String>>>) {
    let received = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&received);
    let address: SocketAddr = address.parse().unwrap();
    let endpoint = Endpoint::at(address, move |mut stream| {
        let kept = Arc::clone(&kept);
        async move {
            let text = request(&mut stream).await;
            kept.lock().unwrap().push(text);
            stream.write_all(OK.as_bytes()).await.unwrap();
        }
    })
    .await;
    (endpoint, received)
}

/// The signatures were made with `openssl dgst -sha256 -hmac`.
#[tokio::test]
async fn a_message_is_this_to_the_byte() {
    let (endpoint, received) = listening("127.0.0.1:0").await;
    let url = format!("http://{}/a%20b/c?d=%7B|e#f", endpoint.address);

    let answer = send(&sender(Reach::Local), &url).await.unwrap();

    assert_eq!((answer.status, answer.beginning.as_str()), (200, "OK"));
    assert_eq!(answer.retry_after, None);
    let expected = [
        "POST /a%20b/c?d=%7B|e HTTP/1.1",
        &format!("Host: {}", endpoint.address),
        "Content-Type: application/json",
        concat!("User-Agent: Bursar-Webhooks/", env!("CARGO_PKG_VERSION")),
        "Accept: */*",
        "Connection: close",
        "Pay-Signature: 04ee11aff056bbddfcace0ccefa3ab85c8b0e87f5ee00064fc956e15af6a2fe4",
        "Webhook-Id: 11111111111111111111111111",
        "Webhook-Timestamp: 1795348800",
        "Webhook-Signature: v1,2Ba7EDhautTimRuI88JxiU6UEIJgVzZaFe2QQiLXBu8= v1,sBJPJMIChlssiGbK8wVLti6epiYqs4o/qlAx2gCOViY=",
        "Content-Length: 27",
        "",
        r#"{"resource_type":"PAYMENT"}"#,
    ]
    .join("\r\n");
    assert_eq!(*received.lock().unwrap(), [expected]);
}

#[tokio::test]
async fn the_host_is_as_in_the_address() {
    let (endpoint, received) = listening("127.0.0.1:0").await;
    let port = endpoint.address.port();
    let sender = HttpWebhookSender {
        names: Box::new(Scripted::names(&[&["127.0.0.1"], &["127.0.0.1"]])),
        ..sender(Reach::Local)
    };

    for host in ["hooks.example", "HOOKS.example."] {
        let url = format!("http://{host}:{port}");
        send(&sender, &url).await.unwrap();
    }

    let received = received.lock().unwrap();
    for (request, host) in received.iter().zip(["hooks.example", "hooks.example."]) {
        let expected = format!("POST / HTTP/1.1\r\nHost: {host}:{port}\r\n");
        assert!(request.starts_with(&expected), "{request}");
    }
    assert_eq!(received.len(), 2);
}

#[tokio::test]
async fn ipv6_literals_are_reached() {
    let (endpoint, received) = listening("[::1]:0").await;

    let answer = send(&sender(Reach::Local), &endpoint.url()).await.unwrap();

    assert_eq!(answer.status, 200);
    let host = format!("Host: [::1]:{}\r\n", endpoint.address.port());
    assert!(received.lock().unwrap()[0].contains(&host));
}

#[tokio::test]
async fn every_message_has_a_connection_of_its_own() {
    let (endpoint, _) = listening("127.0.0.1:0").await;
    let sender = sender(Reach::Local);

    for _ in 0..3 {
        send(&sender, &endpoint.url()).await.unwrap();
    }

    assert_eq!(endpoint.connections(), 3);
}

#[tokio::test]
async fn what_the_other_side_sets_is_not_remembered() {
    let received = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&received);
    let endpoint = Endpoint::doing(move |mut stream| {
        let kept = Arc::clone(&kept);
        async move {
            let text = request(&mut stream).await;
            kept.lock().unwrap().push(text);
            let answer = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    })
    .await;
    let sender = sender(Reach::Local);

    for _ in 0..2 {
        send(&sender, &endpoint.url()).await.unwrap();
    }

    let received = received.lock().unwrap();
    assert_eq!(received[0], received[1]);
    assert!(!received[1].contains("Cookie"));
}
