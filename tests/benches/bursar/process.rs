//! The release binary as a process.

use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use crate::client::Client;
use crate::journey;

/// Another place for the binary than beside this bench.
const BINARY: &str = "BURSAR_BINARY";
/// How long a start may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running Bursar in sandbox mode.
pub(crate) struct Bursar {
    child: Child,
    address: SocketAddr,
}

impl Bursar {
    /// Starts it with its data in this folder, or in this database.
    pub(crate) fn spawn(folder: &Path, database: Option<&str>) -> anyhow::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(binary()?);
        command
            .env("BURSAR_LISTEN", address.to_string())
            .env("BURSAR_DATA_DIR", folder.join("data"))
            .env("BURSAR_SANDBOX_API_KEY", journey::KEY)
            .env("BURSAR_LOG", "warn")
            .env_remove("DATABASE_URL")
            .env_remove(BINARY)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::inherit());
        if let Some(url) = database {
            command.env("DATABASE_URL", url);
        }
        let child = command.spawn().context("bursar cannot be started")?;
        Ok(Self { child, address })
    }

    /// A connection of one's own.
    pub(crate) async fn connect(&self) -> anyhow::Result<Client> {
        Client::connect(self.address).await
    }

    /// Creates a payment as soon as somebody listens; says its id.
    pub(crate) async fn first_payment(&self) -> anyhow::Result<String> {
        let begun = Instant::now();
        loop {
            if let Ok(mut client) = self.connect().await {
                return Ok(journey::create_one(&mut client).await?.id);
            }
            ensure!(begun.elapsed() < PATIENCE, "bursar does not answer");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// The memory it has, in megabytes.
    pub(crate) fn resident_mb(&self) -> anyhow::Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next());
        let kib: f64 = kib.context("no resident memory is told")?.parse()?;
        Ok(kib * 1024.0 / 1_000_000.0)
    }

    /// Stops it.
    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        self.end()
    }

    fn end(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Bursar {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

fn binary() -> anyhow::Result<PathBuf> {
    if let Some(path) = std::env::var_os(BINARY) {
        return Ok(path.into());
    }
    let here = std::env::current_exe()?;
    let beside = here.ancestors().nth(2).map(|folder| folder.join("bursar"));
    beside
        .filter(|path| path.is_file())
        .context("build it first: cargo build --release, or say where it is with BURSAR_BINARY")
}
