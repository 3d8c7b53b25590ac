//! `bursar config --explain`: the table of settings for people, beside what is
//! set at the moment. Secrets are only ever said to be set or not.

use std::fmt::Write;

use super::environment::Environment;
use super::table::{self, Default, Setting};

/// Width at which meanings are wrapped.
const WIDTH: usize = 78;
/// Names that are no settings: the variables of `sandbox.env`, and one of `bursar trigger`.
const SANDBOX_ENV: &[&str] = &[
    "BURSAR_WEBHOOK_SECRET",
    "BURSAR_URL",
    "BURSAR_API_KEY",
    "BURSAR_EXPLORER",
    "BURSAR_PAGES",
    "BURSAR_SANDBOX",
    "BURSAR_OUTBOX",
    "BURSAR_ADMIN",
    "BURSAR_STAFF_EMAIL",
    "BURSAR_STAFF_PASSWORD",
    "BURSAR_STAFF_APP_SECRET",
    "BURSAR_COLLEAGUE_EMAIL",
    "BURSAR_COLLEAGUE_PASSWORD",
    "BURSAR_COLLEAGUE_APP_SECRET",
];
/// How the names begin that only test suites read.
const TESTS: &str = "BURSAR_TEST_";

/// Explains every setting.
pub fn explain(environment: &Environment) -> String {
    let mut text = String::new();
    for setting in table::ALL {
        let _ = writeln!(text, "{}", setting.name);
        for line in wrapped(setting.meaning) {
            let _ = writeln!(text, "    {line}");
        }
        let _ = writeln!(text, "    Default: {}", default(setting));
        let _ = writeln!(text, "    Now:     {}\n", now(setting, environment));
    }
    text
}

/// The values in force, one `NAME=value` a line, for those that have one.
pub fn values(environment: &Environment) -> String {
    let mut text = String::new();
    for setting in table::ALL {
        let value = match environment.text(setting) {
            Some(_) if setting.secret => "(set, not shown)",
            Some(value) => value,
            None => continue,
        };
        let _ = writeln!(text, "{}={value}", setting.name);
    }
    text
}

/// Variables that look like settings and are none: most likely misspelt.
pub fn misspelt(environment: &Environment) -> Vec<String> {
    environment
        .names()
        .filter(|name| name.starts_with("BURSAR_") && !name.starts_with(TESTS))
        .filter(|name| !SANDBOX_ENV.contains(name))
        .filter(|name| table::ALL.iter().all(|setting| setting.name != *name))
        .map(str::to_owned)
        .collect()
}

fn default(setting: &Setting) -> &'static str {
    match setting.default {
        Default::Value(text) | Default::Words(text) => text,
        Default::Nothing => "none",
    }
}

fn now<'a>(setting: &Setting, environment: &'a Environment) -> &'a str {
    match environment.set(setting) {
        Some(_) if setting.secret => "set (secret, not shown)",
        Some(value) => value,
        None => "not set",
    }
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_explained_and_no_secret_is_shown() {
        let environment = Environment::of([
            ("BURSAR_SECRET_KEY", "very-secret-indeed"),
            ("BURSAR_LISTEN", "127.0.0.1:9999"),
        ]);
        let text = explain(&environment);
        for setting in table::ALL {
            assert!(text.contains(setting.name), "{}", setting.name);
        }
        assert!(text.contains("127.0.0.1:9999"));
        assert!(!text.contains("very-secret-indeed"));
        assert!(!values(&environment).contains("very-secret-indeed"));
    }

    #[test]
    fn a_misspelt_name_is_noticed() {
        let environment = Environment::of([
            ("BURSAR_LISTN", "1"),
            ("BURSAR_LISTEN", "1"),
            ("BURSAR_TEST_REQUIRE", "postgres"),
            ("BURSAR_URL", "http://localhost"),
        ]);
        assert_eq!(misspelt(&environment), ["BURSAR_LISTN"]);
    }
}
