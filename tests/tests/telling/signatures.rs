//! Signatures, checked by programs in other languages with the published libraries.

use std::process::Stdio;

use serde_json::{Map, Value, json};
use system_tests::harness::receiver::Received;
use tokio::io::AsyncWriteExt;

use crate::tools;

/// The word that makes the libraries required.
const KIND: &str = "webhooks";

/// Checks every message under a secret, in Python and in JavaScript. Where a library is
/// missing, that is said.
pub(crate) async fn check(messages: &[Received], secret: &str, standard_secret: &str) {
    let lines: String = messages
        .iter()
        .map(|message| format!("{}\n", line(message, secret, standard_secret)))
        .collect();
    let python = ["python", "-c", "import standardwebhooks"];
    if tools::are_here(KIND, &[&python]).await {
        let words = ["python", "tests/clients/webhooks/verify.py"];
        assert_eq!(said(&words, &lines).await, messages.len().to_string());
    }
    let modules = tools::root().join("target/ci/tools/node_modules");
    let library = modules.join("standardwebhooks/package.json");
    let node = ["node", "-e", &format!("require({library:?})")];
    if tools::are_here(KIND, &[&node]).await {
        let words = ["node", "tests/clients/webhooks/verify.mjs"];
        assert_eq!(said(&words, &lines).await, messages.len().to_string());
    }
}

fn line(message: &Received, secret: &str, standard_secret: &str) -> Value {
    let headers: Map<String, Value> = message
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), json!(value)))
        .collect();
    json!({
        "headers": headers,
        "body": message.body,
        "secret": secret,
        "standard_secret": standard_secret,
    })
}

/// What a program says when it is given these lines.
async fn said(words: &[&str], lines: &str) -> String {
    let mut command = tools::command(tools::root(), words);
    let modules = tools::root().join("target/ci/tools/node_modules");
    command.env("BURSAR_NODE_MODULES", modules);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(lines.as_bytes()).await.unwrap();
    drop(stdin);
    let output = child.wait_with_output().await.unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {complaint}");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}
