//! Which environments start the program and which are refused, and how.

use super::*;

const KEY: &str = "0123456789abcdef0123456789abcdef";

fn read(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
    Settings::read(&Environment::of(variables.iter().copied()))
}

fn production(change: (&'static str, &'static str)) -> Vec<(&'static str, &'static str)> {
    vec![
        ("BURSAR_MODE", "production"),
        ("DATABASE_URL", "postgres://bursar:secret@localhost/bursar"),
        ("BURSAR_SECRET_KEY", KEY),
        ("BURSAR_PUBLIC_URL", "https://pay.example.org"),
        change,
    ]
}

#[test]
fn the_sandbox_needs_no_settings() {
    let settings = read(&[]).unwrap();
    assert!(settings.is_sandbox());
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.database_kind(), DatabaseKind::Sqlite);
    assert_eq!(settings.retention_days, 2555);
}

#[test]
fn production_starts_with_what_it_requires() {
    let settings = read(&production(("BURSAR_LOG", "warn"))).unwrap();
    assert_eq!(settings.mode, Mode::Production);
    assert_eq!(settings.database_kind(), DatabaseKind::PostgreSql);
}

#[test]
fn nothing_more_is_refused_unless_it_is_listed() {
    let refusals = |list| {
        read(&[("BURSAR_EXTRA_REFUSALS", list)])
            .unwrap()
            .extra_refusals
    };
    let two = refusals("urls-in-texts, card-numbers-as-references");

    assert_eq!(refusals(""), ExtraRefusals::default());
    assert!(two.api.urls_in_texts && two.card_numbers_as_references);
    assert!(!two.api.wrong_media_type && !two.api.http_return_urls);
}

#[test]
fn every_bad_value_is_refused_by_name_in_one_line() {
    for (name, value) in [
        ("BURSAR_MODE", "staging"),
        ("BURSAR_LISTEN", "8080"),
        ("BURSAR_METRICS_LISTEN", "9090"),
        ("DATABASE_URL", "mysql://root@localhost"),
        ("BURSAR_SECRET_KEY", "short"),
        (
            "BURSAR_SECRET_KEY",
            "0123456789abcdef0123456789abcdef,short",
        ),
        ("BURSAR_PUBLIC_URL", "pay.example.org"),
        ("BURSAR_PAGES_URL", "https://pay.example.org/pages"),
        ("BURSAR_TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
        ("BURSAR_SUPPORT_URL", "help"),
        ("BURSAR_SUPPORT_EMAIL", "help"),
        ("BURSAR_SECURITY_CONTACT", "somebody"),
        ("BURSAR_DOCUMENTATION_URL", "guides"),
        ("BURSAR_IDEMPOTENCY", "payments"),
        ("BURSAR_EXTRA_REFUSALS", "urls-in-texts, everything"),
        ("BURSAR_REGISTRATION_DOMAINS", "example.org, org"),
        ("BURSAR_REGISTRATION_DOMAINS", "ada@example.org"),
        ("BURSAR_RETENTION_DAYS", "seven years"),
        ("BURSAR_SANDBOX_API_KEY", "too short"),
        ("BURSAR_LOG", "chatty=perhaps=no"),
        ("BURSAR_LOG_FORMAT", "xml"),
        ("BURSAR_DATABASE_CONNECTIONS", "0"),
        ("BURSAR_CONNECTIONS_MAX", "-1"),
        ("BURSAR_WORKER_CONCURRENCY", "1000"),
        ("BURSAR_MESSAGE_CONCURRENCY", "0"),
        ("BURSAR_SHUTDOWN_SECS", "0"),
    ] {
        let line = read(&[(name, value)]).unwrap_err().to_string();
        assert!(line.starts_with(name), "{line}");
        assert!(line.contains("; set it to "), "{line}");
        assert!(!line.contains('\n'), "{line}");
    }
}

#[test]
fn production_refuses_to_start_half_configured() {
    for (change, expected) in [
        (
            ("DATABASE_URL", ""),
            "DATABASE_URL is required in production mode; set it to something like postgres://bursar:password@localhost/bursar",
        ),
        (
            ("BURSAR_SECRET_KEY", ""),
            "BURSAR_SECRET_KEY is required in production mode; set it to the output of: openssl rand -hex 32",
        ),
        (
            ("BURSAR_PUBLIC_URL", ""),
            "BURSAR_PUBLIC_URL is required in production mode; set it to something like https://pay.example.org",
        ),
        (
            ("BURSAR_PUBLIC_URL", "http://pay.example.org"),
            "BURSAR_PUBLIC_URL cannot be an http address in production mode; set it to the https address of the proxy in front",
        ),
        (
            ("BURSAR_PAGES_URL", "http://pay.example.org"),
            "BURSAR_PAGES_URL cannot be an http address in production mode; set it to the https address of the proxy in front",
        ),
        (
            ("BURSAR_SANDBOX_API_KEY", KEY),
            "BURSAR_SANDBOX_API_KEY has no place in production mode; unset it and create a key with: bursar key create",
        ),
    ] {
        assert_eq!(read(&production(change)).unwrap_err().to_string(), expected);
    }
}

#[test]
fn secrets_stay_out_of_debug_output_and_errors() {
    let settings = read(&production(("BURSAR_LOG", "info"))).unwrap();
    let debug = format!("{settings:?}");
    assert!(
        !debug.contains(KEY) && !debug.contains("secret@"),
        "{debug}"
    );

    let refused = read(&[("DATABASE_URL", "mysql://root:hunter2@localhost")]).unwrap_err();
    assert!(!refused.to_string().contains("hunter2"));
}

#[test]
fn several_secret_keys_are_read_newest_first() {
    let other = KEY.replace('0', "f");
    let both = format!("{other}, {KEY}");
    let settings = read(&[("BURSAR_SECRET_KEY", &both)]).unwrap();
    let keys: Vec<_> = settings
        .secret_keys
        .iter()
        .map(ExposeSecret::expose_secret)
        .collect();
    assert_eq!(keys, [other.as_str(), KEY]);
}
