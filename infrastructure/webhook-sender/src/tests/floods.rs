//! Endpoints that answer with more than anybody wants to hear, or with anything at all.

use std::iter::{once, repeat, repeat_n};

use domain::ports::Source;
use domain::ports::webhooks::ANSWER_READ_MAX;
use domain::webhook::delivery::ANSWER_KEPT;
use proptest::prelude::*;
use tokio::io::duplex;

use super::*;

/// What is on its way in a connection at most, in either direction.
const BUFFER: usize = 1_024;

/// The answer of an endpoint that writes these, as many as it gets rid of; and how many bytes
/// that were.
async fn answer_to<'a>(
    parts: impl IntoIterator<Item = &'a [u8]>,
) -> (Result<WebhookAnswer, Source>, usize) {
    let (ours, mut theirs) = duplex(BUFFER);
    let answering = async move {
        request(&mut theirs).await;
        let mut written = 0;
        for mut left in parts {
            while !left.is_empty() {
                let Ok(count) = theirs.write(left).await else {
                    return written;
                };
                written += count;
                left = &left[count..];
            }
        }
        written
    };
    let message = message("http://hooks.example/");
    tokio::join!(client::post(ours, &message, SENT_AT), answering)
}

#[tokio::test]
async fn of_ten_megabytes_only_the_beginning_is_read() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n";
    let body = repeat_n(b"a".as_slice(), 10_000_000);

    let (answer, written) = answer_to(once(head.as_slice()).chain(body)).await;

    let answer = answer.unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.beginning, "a".repeat(ANSWER_KEPT));
    assert!(written <= ANSWER_READ_MAX + BUFFER, "{written} bytes");
}

#[tokio::test]
async fn of_chunks_without_end_only_the_beginning_is_read() {
    let head = b"HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n";
    let chunk = "4\r\n£b\n\r\n".as_bytes();

    let (answer, written) = answer_to(once(head.as_slice()).chain(repeat(chunk))).await;

    let answer = answer.unwrap();
    assert_eq!(answer.status, 500);
    assert_eq!(answer.beginning, "£b\n".repeat(ANSWER_KEPT / 4));
    assert!(written <= ANSWER_READ_MAX + BUFFER, "{written} bytes");
}

#[tokio::test]
async fn headers_without_end_are_not_read_either() {
    for (head, more) in [
        ("HTTP/1.1 200 OK\r\n", "Set-Cookie: a=b\r\n"),
        ("HTTP/1.1 200 OK\r\nSet-Cookie: ", "a"),
        // Each of these is whole.
        ("", "HTTP/1.1 103 Early Hints\r\n\r\n"),
    ] {
        let parts = once(head.as_bytes()).chain(repeat(more.as_bytes()));
        let (answer, written) = answer_to(parts).await;

        assert!(answer.is_err(), "{more}");
        assert!(written <= ANSWER_READ_MAX + BUFFER, "{written} bytes");
    }
}

proptest! {
    #[test]
    fn whatever_is_answered_is_kept_within_bounds(
        head in prop::sample::select(vec![
            "",
            "HTTP/1.1 ",
            "HTTP/1.1 429 Wait\r\nRetry-After: ",
            "HTTP/1.1 200 OK\r\nContent-Length: 1500\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5dc\r\n",
            "HTTP/1.0 500 No\r\n\r\n",
        ]),
        rest in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();

        let (outcome, _) = runtime.block_on(answer_to([head.as_bytes(), &rest]));

        if let Ok(answer) = outcome {
            prop_assert!(answer.beginning.len() <= ANSWER_KEPT);
            let plain = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
            prop_assert!(answer.beginning.chars().all(plain));
        }
    }
}
