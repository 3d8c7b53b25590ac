//! Log lines: pretty for people on a terminal, JSON for machines elsewhere, and
//! always on standard error, since standard output belongs to the commands.

use std::io::IsTerminal;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::settings::LogFormat;

/// Libraries that log too much, or log statements with values in them.
const QUIET: &[&str] = &[
    "sqlx",
    "sea_orm",
    "sea_orm_migration",
    "hyper",
    "hyper_util",
];

/// Starts logging, once per process; a second call changes nothing.
pub fn install(filter: &str, format: LogFormat) {
    let json = match format {
        LogFormat::Json => true,
        LogFormat::Pretty => false,
        LogFormat::Auto => !std::io::stderr().is_terminal(),
    };
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let registry = tracing_subscriber::registry().with(targets(filter));
    let installed = if json {
        let lines = lines
            .json()
            .flatten_event(true)
            .with_span_list(false)
            .with_current_span(true);
        registry.with(lines).try_init()
    } else {
        let lines = lines
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false);
        registry.with(lines).try_init()
    };
    if installed.is_ok() {
        std::panic::set_hook(Box::new(log_panic));
    }
}

/// A panic is a log line like any other, not text between the lines.
fn log_panic(panic: &std::panic::PanicHookInfo<'_>) {
    let place = panic.location().map(tracing::field::display);
    let message = panic.payload_as_str().unwrap_or("without a message");
    tracing::error!(panic.place = place, panic.message = message, "panicked");
}

/// What was asked for, with talkative libraries held at warnings unless they
/// were asked for by name.
fn targets(filter: &str) -> Targets {
    let mut targets = Targets::new().with_default(LevelFilter::INFO);
    for library in QUIET {
        targets = targets.with_target(*library, LevelFilter::WARN);
    }
    match filter.parse::<Targets>() {
        Ok(asked) => {
            if let Some(level) = asked.default_level() {
                targets = targets.with_default(level);
            }
            targets.with_targets(asked)
        }
        Err(_) => targets,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn libraries_stay_quiet_unless_named() {
        let debug = targets("debug");
        assert!(debug.would_enable("application", &Level::DEBUG));
        assert!(!debug.would_enable("sqlx", &Level::INFO));

        let named = targets("info,sqlx=debug");
        assert!(named.would_enable("sqlx", &Level::DEBUG));
        assert!(!named.would_enable("application", &Level::DEBUG));
    }
}
