//! The program as a developer runs it: arguments in, lines out.

use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// How long a line may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A command that goes on. It is killed when this is dropped.
pub(crate) struct Program {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_program_child"));
    command
        .args(arguments)
        .env_clear()
        .env("TZ", "UTC")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Runs a command to its end.
pub(crate) async fn run(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let ended = command(arguments, folder.path()).output();
    let ended = tokio::time::timeout(PATIENCE, ended).await;
    ended.expect("an end in time").unwrap()
}

/// What a command printed that must succeed.
pub(crate) async fn printed(arguments: &[&str]) -> String {
    let output = run(arguments).await;
    assert!(
        output.status.success(),
        "{arguments:?}: {}",
        complaint(&output)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// What a command complained of.
pub(crate) fn complaint(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

impl Program {
    /// Starts a command in this folder.
    pub(crate) fn start(arguments: &[&str], folder: &Path) -> Self {
        let mut child = command(arguments, folder).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next line that says something.
    pub(crate) async fn line(&mut self) -> String {
        loop {
            let line = tokio::time::timeout(PATIENCE, self.lines.next_line()).await;
            let line = line.expect("a line in time").unwrap();
            let Some(line) = line else {
                let output = self.child.wait().await;
                panic!("it ended: {output:?}");
            };
            if !line.is_empty() {
                return line;
            }
        }
    }

    /// The next lines.
    pub(crate) async fn lines(&mut self, count: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for _ in 0..count {
            lines.push(self.line().await);
        }
        lines
    }

    /// Presses Ctrl-C; answers with what it says last.
    pub(crate) async fn interrupt(mut self) -> String {
        let id = i32::try_from(self.child.id().unwrap()).unwrap();
        let id = rustix::process::Pid::from_raw(id).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
        let mut last = String::new();
        while let Some(line) = self.lines.next_line().await.unwrap() {
            last = line;
        }
        let status = self.child.wait().await.unwrap();
        assert!(status.success(), "{status}");
        last
    }
}
