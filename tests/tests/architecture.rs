//! Who may depend on whom, and what may stand where: the tables of
//! `docs/ARCHITECTURE.md`, held against what cargo and the file system say.
//!
//! Only normal dependencies count. Development dependencies may reach for the
//! in-memory adapters and for test tools.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What one crate may depend on: its name, our own crates, everybody else's, as
/// words. `ANY` allows all.
type Row = (&'static str, &'static str, &'static str);

const ANY: &str = "*";

const TABLE: &[Row] = &[
    (
        "domain",
        "",
        "async-trait secrecy strum thiserror time url uuid zeroize",
    ),
    (
        "application",
        "domain",
        "secrecy thiserror time tracing uuid",
    ),
    (
        "persistence",
        "domain",
        "async-trait moka sea-orm sea-orm-migration secrecy serde serde_json thiserror time \
         tracing uuid",
    ),
    (
        "platform",
        "domain",
        "argon2 async-trait chacha20poly1305 hkdf hmac rand secrecy serde serde_json sha1 sha2 \
         thiserror tokio webauthn-rs zeroize zxcvbn",
    ),
    (
        "notify",
        "domain",
        "askama async-trait data-encoding hmac jiff lettre reqwest rustls \
         rustls-platform-verifier secrecy serde serde_json sha2 thiserror tokio tracing url uuid",
    ),
    ("memory", "domain", "async-trait secrecy uuid"),
    ("psp-sandbox", "domain", "async-trait uuid"),
    (
        "webhook-sender",
        "domain",
        "async-trait data-encoding futures-util hmac http-body-util httpdate hyper hyper-util \
         rustls rustls-native-certs secrecy sha2 thiserror tokio tokio-rustls url",
    ),
    (
        "api",
        "application domain",
        "futures-util poem poem-openapi secrecy serde serde_json sha2 thiserror time tokio tracing",
    ),
    (
        "admin",
        "application domain",
        "askama csv data-encoding futures-util jiff poem qrcode secrecy serde_urlencoded strum \
         thiserror time tokio tracing",
    ),
    (
        "guides",
        "",
        "askama poem pulldown-cmark serde_urlencoded tracing",
    ),
    (
        "pages",
        "application domain",
        "askama poem secrecy serde serde_json serde_urlencoded strsim strum thiserror time tokio \
         tracing url validator",
    ),
    ("workers", "application domain", "tokio tracing"),
    ("server", ANY, ANY),
    (
        "openapi-codegen",
        "",
        "anyhow clap prettyplease proc-macro2 quote serde serde-saphyr serde_json syn",
    ),
    ("system-tests", ANY, ANY),
];

/// The card's nine names, and what tools insist on finding beside them.
const TOP_LEVEL: &[&str] = &[
    "Cargo.toml",
    "openapi",
    "domain",
    "application",
    "infrastructure",
    "interfaces",
    "tests",
    "docs",
    "README.md",
    "Cargo.lock",
    "LICENSE",
    "Dockerfile",
    "compose.yaml",
];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["mod", "common", "utils", "util", "helpers", "types"];

/// The normal dependencies of every crate of the workspace, by crate.
type Edges = BTreeMap<String, BTreeSet<String>>;

#[test]
fn every_crate_depends_only_on_what_its_row_allows() {
    let complaints = complaints(&edges(&metadata()));
    assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
}

#[test]
fn every_row_has_a_crate() {
    let edges = edges(&metadata());
    for (name, _, _) in TABLE {
        assert!(
            edges.contains_key(*name),
            "the table has a row for `{}`, but no such crate exists: remove the row",
            name,
        );
    }
}

#[test]
fn a_forbidden_edge_is_noticed() {
    for (from, to) in [
        ("persistence", "application"),
        ("psp-sandbox", "persistence"),
        ("webhook-sender", "application"),
        ("pages", "api"),
        ("admin", "pages"),
        ("guides", "application"),
        ("api", "persistence"),
        ("workers", "platform"),
        ("domain", "tokio"),
        ("domain", "serde"),
        ("application", "tokio"),
        ("application", "poem"),
        ("a-new-crate", "domain"),
    ] {
        let mut edges = edges(&metadata());
        edges
            .entry(from.to_owned())
            .or_default()
            .insert(to.to_owned());
        let from_it = format!("`{from}`");
        let complained = complaints(&edges)
            .iter()
            .any(|complaint| complaint.starts_with(&from_it));
        assert!(complained, "{from} -> {to} was not noticed");
    }
}

#[test]
fn only_the_known_names_stand_at_the_top() {
    let ignored = ignored_names();
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let expected = name.starts_with('.')
            || TOP_LEVEL.contains(&name.as_str())
            || ignored.iter().any(|pattern| matches(pattern, &name));
        assert!(
            expected,
            "`{name}` stands at the top level: move it into the layer it belongs to",
        );
    }
}

#[test]
fn no_module_or_crate_has_a_name_that_says_nothing() {
    let mut folders: Vec<PathBuf> = ["openapi", "domain", "application", "infrastructure"]
        .into_iter()
        .chain(["interfaces", "tests"])
        .map(|folder| root().join(folder))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            if path.is_dir() || is_source {
                let path = path.display();
                assert!(
                    !EMPTY_NAMES.contains(&stem.as_str()),
                    "{path}: name it for what is inside, and write `payment.rs` with \
                     `payment/state.rs`, never `mod.rs`",
                );
            }
            if path.is_dir() && stem != "node_modules" {
                folders.push(path);
            }
        }
    }
}

#[test]
fn the_domain_keeps_the_lint_settings_of_the_workspace() {
    let ours = std::fs::read_to_string(root().join("domain/clippy.toml")).unwrap();
    let shared = std::fs::read_to_string(root().join(".clippy.toml")).unwrap();
    for line in shared.lines().filter(|line| !line.trim().is_empty()) {
        assert!(
            ours.contains(line),
            "domain/clippy.toml replaces .clippy.toml and lacks its line: {line}",
        );
    }
}

/// One sentence for everything the table does not allow.
fn complaints(edges: &Edges) -> Vec<String> {
    let ours: BTreeSet<&str> = edges.keys().map(String::as_str).collect();
    let mut complaints = Vec::new();
    for (from, dependencies) in edges {
        let Some((_, rooms, technology)) = TABLE.iter().find(|(name, _, _)| name == from) else {
            complaints.push(format!(
                "`{from}` has no row: add one to the table in tests/tests/architecture.rs and \
                 in docs/ARCHITECTURE.md that says what it may depend on",
            ));
            continue;
        };
        for to in dependencies {
            let words = if ours.contains(to.as_str()) {
                rooms
            } else {
                technology
            };
            let allowed = *words == ANY || words.split_whitespace().any(|word| word == to);
            if !allowed {
                complaints.push(format!(
                    "`{from}` may not depend on `{to}`: remove the edge, or argue for it in \
                     docs/ARCHITECTURE.md and add it to the row",
                ));
            }
        }
    }
    complaints
}

fn edges(metadata: &Value) -> Edges {
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| {
            let dependencies = package["dependencies"].as_array().unwrap();
            let normal = dependencies
                .iter()
                .filter(|dependency| dependency["kind"].is_null())
                .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
                .collect();
            (package["name"].as_str().unwrap().to_owned(), normal)
        })
        .collect()
}

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn ignored_names() -> Vec<String> {
    let lines = std::fs::read_to_string(root().join(".gitignore")).unwrap();
    lines
        .lines()
        .map(|line| line.trim_matches('/').to_owned())
        .collect()
}

fn matches(pattern: &str, name: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(suffix) => name.ends_with(suffix),
        None => pattern == name,
    }
}
