//! What endpoints answer, well or badly.

use super::*;

async fn answer_to(answer: impl Into<Vec<u8>>) -> Result<WebhookAnswer, WebhookSendError> {
    let endpoint = Endpoint::answering(answer).await;
    send(&sender(Reach::Local), &endpoint.url()).await
}

#[tokio::test]
async fn any_answer_of_http_is_an_answer() {
    for (answer, status, beginning) in [
        ("HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
        ("HTTP/1.0 200 OK\r\n\r\nby hanging up", 200, "by hanging up"),
        ("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", 200, ""),
        (
            "HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\nGone",
            410,
            "Gone",
        ),
        ("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", 503, ""),
        ("HTTP/1.1 999 What\r\nContent-Length: 0\r\n\r\n", 999, ""),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
            200,
            "abc",
        ),
        (
            "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 202 Accepted\r\n\
             Content-Length: 1\r\n\r\na",
            202,
            "a",
        ),
        (
            "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: a\r\n\r\n",
            101,
            "",
        ),
        // Compressed although nobody asked for it: kept as it is.
        (
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\0\x08a",
            200,
            "\u{fffd}\u{fffd}\u{fffd}a",
        ),
    ] {
        let answered = answer_to(answer).await.unwrap();
        let expected = (status, beginning);
        assert_eq!(
            (answered.status, answered.beginning.as_str()),
            expected,
            "{answer}"
        );
    }
}

#[tokio::test]
async fn how_long_to_wait_is_asked_for_in_seconds_or_as_a_date() {
    for (value, expected) in [
        ("7", Some(7)),
        ("Sun, 22 Nov 2026 12:02:00 GMT", Some(120)),
        ("next week", None),
    ] {
        let answer = format!(
            "HTTP/1.1 429 Too Many Requests\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n"
        );
        let answered = answer_to(answer).await.unwrap();
        assert_eq!(answered.status, 429);
        let asked = answered.retry_after.map(|pause| pause.as_secs());
        assert_eq!(asked, expected, "{value}");
    }
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = Endpoint::answering(OK).await;
    for (status, location) in [
        (301, elsewhere.url()),
        (302, "http://169.254.169.254/latest/meta-data/".to_owned()),
        (303, elsewhere.url()),
        (307, elsewhere.url()),
        (308, elsewhere.url()),
    ] {
        let answer = format!(
            "HTTP/1.1 {status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"
        );
        assert_eq!(answer_to(answer).await.unwrap().status, status);
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn an_answer_that_breaks_off_counts() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n5\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nno length\r\n",
    ] {
        let answered = answer_to(answer).await.unwrap();
        assert_eq!((answered.status, answered.beginning.as_str()), (200, "abc"));
    }
}

#[tokio::test]
async fn what_is_not_http_is_no_answer() {
    for answer in [
        "",
        "\r\n",
        "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n",
        "220 mail.example ESMTP\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 2",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nOK",
        "HTTP/2.0 200 OK\r\n\r\n",
        "<html>an answer of HTTP/0.9</html>",
    ] {
        let outcome = answer_to(answer).await;
        assert_eq!(kind(&outcome), "unreachable", "{answer}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_connection_that_is_reset_is_no_answer() {
    let endpoint = Endpoint::doing(|mut stream| async move {
        request(&mut stream).await;
        // Closes with a reset instead of an orderly end.
        stream.set_zero_linger().unwrap();
    })
    .await;

    let outcome = send(&sender(Reach::Local), &endpoint.url()).await;

    assert_eq!(kind(&outcome), "unreachable", "{outcome:?}");
}

#[tokio::test]
async fn nobody_listening_is_no_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);

    let outcome = send(&sender(Reach::Local), &url).await;

    assert_eq!(kind(&outcome), "unreachable", "{outcome:?}");
}

#[tokio::test]
async fn no_character_is_kept_by_half() {
    let answer = format!("HTTP/1.1 200 OK\r\n\r\na{}", "😀".repeat(300));

    let answered = answer_to(answer).await.unwrap();

    // Three of the four bytes of another would have had room.
    assert_eq!(answered.beginning, format!("a{}", "😀".repeat(255)));
}
