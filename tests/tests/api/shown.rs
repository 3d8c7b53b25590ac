//! Answers as snapshots show them: what differs from run to run has a name
//! instead.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use system_tests::client::Answer;

static CHANGING: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        (r"http://127\.0\.0\.1:\d+", "<here>"),
        (
            r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b",
            "<uuid>",
        ),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "<instant>"),
        (r"\b\d{4}-\d\d-\d\d\b", "<date>"),
        (r"\b[0-9a-v]{26}\b", "<id>"),
    ]
    .map(|(pattern, name)| (Regex::new(pattern).unwrap(), name))
    .into()
});

/// Status and body on one line.
pub(crate) fn line(answer: &Answer) -> String {
    let body = if answer.body.is_empty() {
        String::new()
    } else {
        format!(" {}", answer.text())
    };
    steady(&format!("{}{body}", answer.status))
}

/// A line for each case of a table.
pub(crate) struct Table(String);

impl Table {
    pub(crate) fn new() -> Self {
        Self(String::new())
    }

    pub(crate) fn add(&mut self, case: &str, answer: &Answer) {
        self.0.push_str(&format!("{case}\n  {}\n", line(answer)));
    }

    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

/// JSON on one line, for naming a case.
pub(crate) fn case(value: &Value) -> String {
    let text = value.to_string();
    if text.len() <= 100 {
        return text;
    }
    let start: String = text.chars().take(60).collect();
    format!("{start}... ({} characters)", text.chars().count())
}

fn steady(text: &str) -> String {
    let mut text = text.to_owned();
    for (pattern, name) in CHANGING.iter() {
        text = pattern.replace_all(&text, *name).into_owned();
    }
    text
}
