//! What the environment is asked, and what it is not.

use std::process::Command;

use super::*;

/// Set in the runs that a test makes of itself.
const INNER: &str = "WEBHOOK_SENDER_INNER_RUN";

#[tokio::test]
async fn proxies_are_not_used() {
    if std::env::var_os(INNER).is_some() {
        let endpoint = Endpoint::answering(OK).await;
        let answer = send(&sender(Reach::Local), &endpoint.url()).await.unwrap();
        assert_eq!((answer.status, endpoint.connections()), (200, 1));
        return;
    }
    let proxy = Endpoint::answering("HTTP/1.1 502 Proxy\r\nContent-Length: 0\r\n\r\n").await;
    let url = format!("http://{}", proxy.address);

    run_again(
        "proxies_are_not_used",
        &[
            ("http_proxy", &url),
            ("HTTP_PROXY", &url),
            ("https_proxy", &url),
            ("HTTPS_PROXY", &url),
            ("all_proxy", &url),
            ("ALL_PROXY", &url),
            ("no_proxy", ""),
            ("NO_PROXY", ""),
        ],
    )
    .await;

    assert_eq!(proxy.connections(), 0);
}

#[tokio::test]
async fn production_needs_authorities_and_sandboxes_do_not() {
    if std::env::var_os(INNER).is_some() {
        let refused = HttpWebhookSender::new(Reach::Public).err();
        assert!(matches!(refused, Some(WebhookSenderError::NoAuthorities)));
        assert!(HttpWebhookSender::new(Reach::Local).is_ok());
        return;
    }
    run_again(
        "production_needs_authorities_and_sandboxes_do_not",
        &[("SSL_CERT_FILE", "/dev/null"), ("SSL_CERT_DIR", "")],
    )
    .await;
}

/// Runs one of these tests in a process of its own, where these variables are set.
async fn run_again(test: &str, variables: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args([&format!("tests::environment::{test}"), "--exact"])
        .env(INNER, "1")
        .envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();

    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}
