//! Everything this process logs, at the most talkative level.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::canary::{PLANTED, Secret};

/// What was logged so far.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Begins to keep what everybody logs.
    pub(crate) fn capture() -> Self {
        let log = Self::default();
        // These read pages for the tests, and tell every character of them.
        let readers = ["html5ever", "markup5ever", "selectors", "cssparser"];
        let talkative = Targets::new()
            .with_default(LevelFilter::TRACE)
            .with_targets(readers.map(|reader| (reader, LevelFilter::OFF)));
        let lines = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_writer(log.clone());
        tracing_subscriber::registry()
            .with(talkative)
            .with(lines)
            .init();
        log
    }

    /// Logs what must be found.
    pub(crate) fn plant(&self, kind: &str) {
        let Secret::Number(planted) = PLANTED else {
            panic!("a number is planted");
        };
        tracing::trace!(planted, kind, "planted");
    }

    /// What was logged, line by line.
    pub(crate) fn lines(&self) -> Vec<(String, String)> {
        let kept = self.0.lock().unwrap();
        String::from_utf8_lossy(&kept)
            .lines()
            .enumerate()
            .map(|(number, line)| (format!("log {}", number + 1), line.to_owned()))
            .collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
