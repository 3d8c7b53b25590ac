//! Starting the program in a scratch directory of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use tempfile::TempDir;

/// How long anything may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(20);

/// A place to run the program, with settings that every start shares.
pub(crate) struct Place {
    scratch: TempDir,
    settings: Vec<(String, String)>,
}

impl Place {
    /// A sandbox that listens on a free port.
    pub(crate) fn sandbox() -> Self {
        Self {
            scratch: tempfile::tempdir().unwrap(),
            settings: Vec::new(),
        }
        .with("BURSAR_LISTEN", "127.0.0.1:0")
    }

    /// Production with a database of its own.
    pub(crate) fn production() -> Self {
        let place = Self::sandbox();
        let database = format!("sqlite:{}", place.path("production.sqlite").display());
        place
            .with("BURSAR_MODE", "production")
            .with("DATABASE_URL", &database)
            .with("BURSAR_SECRET_KEY", &"0123456789abcdef".repeat(4))
            .with("BURSAR_PUBLIC_URL", "https://pay.example.org")
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// Runs SQL on production's database, behind the program's back.
    pub(crate) fn sql(&self, statements: &str) {
        let url = format!("sqlite:{}", self.path("production.sqlite").display());
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let connection = sea_orm::Database::connect(url).await.unwrap();
            connection.execute_unprepared(statements).await.unwrap();
            connection.close().await.unwrap();
        });
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bursar"));
        command
            .args(arguments)
            .env_clear()
            .envs(self.settings.iter().cloned())
            .current_dir(self.scratch.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        Outcome::of(self.command(arguments).output().unwrap())
    }

    /// Runs a command to its end with this on its standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Outcome {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that refuses before it reads has closed its end.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        Outcome::of(child.wait_with_output().unwrap())
    }

    /// Runs a command that must succeed and answers what it printed.
    pub(crate) fn printed(&self, arguments: &[&str]) -> String {
        let outcome = self.run(arguments);
        assert!(outcome.succeeded, "{arguments:?}: {}", outcome.stderr);
        outcome.stdout.trim_end().to_owned()
    }

    /// Starts serving, and waits until it says where.
    pub(crate) fn serve(&self, arguments: &[&str]) -> Served {
        Served::of(self.command(arguments).spawn().unwrap())
    }
}

/// How a command ended.
pub(crate) struct Outcome {
    pub(crate) succeeded: bool,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    fn of(output: Output) -> Self {
        Self {
            succeeded: output.status.success(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A program that serves; it is killed when dropped.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: String,
    log: std::sync::mpsc::Receiver<String>,
    seen: std::cell::RefCell<Vec<String>>,
}

impl Served {
    fn of(mut child: Child) -> Self {
        let stderr = BufReader::new(child.stderr.take().unwrap());
        let (sender, log) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let mut served = Self {
            child,
            address: String::new(),
            log,
            seen: std::cell::RefCell::default(),
        };
        let line = served.logged("\"serving\"");
        let (_, rest) = line.split_once("\"address\":\"").unwrap();
        served.address = rest.split_once('"').unwrap().0.to_owned();
        served
    }

    /// Waits for a log line that contains the text.
    pub(crate) fn logged(&self, text: &str) -> String {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.log.recv_timeout(left) {
                Ok(line) if line.contains(text) => return line,
                Ok(line) => self.seen.borrow_mut().push(line),
                Err(_) => panic!("{text} was not logged, but:\n{}", self.earlier()),
            }
        }
    }

    /// The log lines that were passed over so far.
    pub(crate) fn earlier(&self) -> String {
        self.seen.borrow().join("\n")
    }

    /// What the program answers, head and body.
    pub(crate) fn get(&self, path: &str) -> String {
        self.request("GET", path, "", "")
    }

    pub(crate) fn request(&self, method: &str, path: &str, headers: &str, body: &str) -> String {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        let length = body.len();
        let text = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}",
            self.address
        );
        socket.write_all(text.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Creates a payment with this key.
    pub(crate) fn pay_with(&self, key: &str) -> String {
        self.request(
            "POST",
            "/v1/payments",
            &format!("Authorization: Bearer {key}\r\nContent-Type: application/json\r\n"),
            r#"{"amount": 500, "reference": "r", "description": "d", "return_url": "https://example.org/"}"#,
        )
    }

    /// Asks it to stop, as an operator would, and waits until it has; answers
    /// what it printed.
    pub(crate) fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(told.success());
        let ended = self.child.wait().unwrap();
        assert!(ended.success(), "{ended}");
        let mut stdout = String::new();
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut stdout)
            .unwrap();
        stdout
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
