//! A mail server in a process of its own, and what it took.

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout};

use crate::tools::{are_here, command, root};

/// How long the server may take to say something.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server. It ends when this is dropped.
pub(crate) struct Server {
    said: Lines<BufReader<ChildStdout>>,
    /// Where it listens on 127.0.0.1.
    pub(crate) port: u64,
    _process: Child,
}

impl Server {
    /// Starts one, if there is a mail server on this machine.
    pub(crate) async fn start(options: &[&str]) -> Option<Self> {
        let check = ["python", "-c", "import aiosmtpd"];
        if !are_here("smtp", &[&check]).await {
            return None;
        }
        let folder = root().join("tests/tests/mail");
        let words = [&["python", "server.py"], options].concat();
        let mut process = command(&folder, &words)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut server = Self {
            said,
            port: 0,
            _process: process,
        };
        server.port = server.next().await["port"].as_u64().unwrap();
        Some(server)
    }

    /// What it says next: the e-mail that it took.
    pub(crate) async fn next(&mut self) -> Value {
        let line = tokio::time::timeout(PATIENCE, self.said.next_line())
            .await
            .expect("the mail server says nothing")
            .unwrap();
        serde_json::from_str(&line.expect("the mail server ended")).unwrap()
    }
}
