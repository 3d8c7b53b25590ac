//! What is particular to Chromium: how it is started, its logs, and the size of
//! the screen it pretends to have.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::Stdio;

use fantoccini::wd::WebDriverCompatibleCommand;
use hyper::Method;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use url::Url;

use super::{Browser, Options, PATIENCE};

pub(super) const CHROMIUM: &str = "/usr/bin/chromium";
pub(super) const DRIVER: &str = "/usr/bin/chromedriver";
/// How often a driver is started before it counts as broken.
const STARTS_MAX: usize = 5;

/// Whether pages may run scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// As usual.
    On,
    /// As somebody has it who forbids them.
    Off,
}

/// A command that only Chromium's driver knows.
#[derive(Debug)]
struct Special {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Special {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Browser {
    /// Pretends to have a screen of this many CSS pixels, however small.
    pub async fn resize(&self, width: u32, height: u32) {
        let params = json!({
            "width": width,
            "height": height,
            "deviceScaleFactor": 1,
            "mobile": false,
        });
        let body = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": params });
        self.special("goog/cdp/execute", body).await;
    }

    /// What was written on the console since this was last asked.
    pub async fn console(&self) -> Vec<String> {
        let entries = self.read_log("browser").await;
        let texts = entries.iter().filter_map(|entry| entry["message"].as_str());
        texts.map(str::to_owned).collect()
    }

    /// Every address that pages asked for since this was last asked.
    pub async fn requests(&self) -> Vec<Url> {
        let entries = self.read_log("performance").await;
        entries
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .filter(|entry| entry["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|entry| {
                let url = entry.pointer("/message/params/request/url")?.as_str()?;
                Url::parse(url).ok()
            })
            .collect()
    }

    /// Gives the browser an authenticator for passkeys (WebAuthn level 2, section 11): a
    /// part of the device, which lets its owner in each time.
    pub async fn add_authenticator(&self) {
        let authenticator = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserConsenting": true,
            "isUserVerified": true,
        });
        self.special("webauthn/authenticator", authenticator).await;
    }

    async fn read_log(&self, which: &'static str) -> Vec<Value> {
        match self.special("se/log", json!({ "type": which })).await {
            Value::Array(entries) => entries,
            other => panic!("not a log: {other}"),
        }
    }

    async fn special(&self, path: &'static str, body: Value) -> Value {
        let answer = self.client.issue_cmd(Special { path, body }).await;
        answer.expect("an answer")
    }
}

/// A running driver. Its browsers end with it, when this is dropped.
pub(super) struct Driver {
    port: u16,
    _process: Child,
}

impl Driver {
    /// Starts a driver on a port that it chooses. It gives up when its choice is
    /// taken on the other kind of loopback, so it is asked again.
    pub(super) async fn start() -> Self {
        for _ in 0..STARTS_MAX {
            let started = tokio::time::timeout(PATIENCE, Self::try_to_start()).await;
            if let Ok(Some(started)) = started {
                return started;
            }
        }
        panic!("the driver does not start")
    }

    async fn try_to_start() -> Option<Self> {
        let mut process = Command::new(DRIVER)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("a driver");
        let output = process.stdout.take().expect("an output");
        let mut lines = BufReader::new(output).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if let Some((_, port)) = line.split_once("successfully on port ") {
                let port = port.trim_end_matches('.').parse().expect("a port");
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Some(Self {
                    port,
                    _process: process,
                });
            }
        }
        None
    }

    pub(super) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Asks the driver to end its browsers and itself. A driver that is killed
    /// leaves its browsers behind.
    fn shut_down(&self) -> std::io::Result<()> {
        let mut socket = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        socket.set_read_timeout(Some(PATIENCE))?;
        let request = "GET /shutdown HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n";
        socket.write_all(request.as_bytes())?;
        socket.read_to_end(&mut Vec::new()).map(|_| ())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Err(error) = self.shut_down() {
            eprintln!("a browser may be left behind: {error}");
        }
    }
}

pub(super) fn capabilities(options: Options, profile: &Path) -> fantoccini::wd::Capabilities {
    let profile = format!("--user-data-dir={}", profile.display());
    let window = format!("--window-size={},{}", options.width, options.height);
    let mut chrome = json!({
        "binary": CHROMIUM,
        "args": [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            // Nothing but this machine can be reached, so a page that needs more breaks here.
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
            profile,
            window,
        ],
    });
    if options.scripts == Scripts::Off {
        chrome["prefs"] = json!({ "profile.managed_default_content_settings.javascript": 2 });
    }
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": chrome,
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    });
    wanted.as_object().cloned().expect("an object")
}
