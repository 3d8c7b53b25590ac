//! What axe-core finds wrong with a page by WCAG 2.2 AA.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::Browser;
use crate::harness::require;

/// The variable that says where `axe.min.js` is.
const VARIABLE: &str = "BURSAR_TEST_AXE";
/// Where npm puts it, from the root of the repository.
const USUAL: &str = "node_modules/axe-core/axe.min.js";
/// The rules that count.
const TAGS: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// The checker's source; `None` when it is not here, which has then been said.
///
/// # Panics
///
/// When it is required, as it is wherever a browser is.
pub fn checker() -> Option<String> {
    let usual = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(USUAL);
    let path = std::env::var_os(VARIABLE).map_or(usual, PathBuf::from);
    match std::fs::read_to_string(&path) {
        Ok(source) => Some(source),
        Err(_) => {
            let why = format!(
                "axe-core is not at {}; {VARIABLE} says where",
                path.display()
            );
            require::skip("chromium", &why);
            None
        }
    }
}

impl Browser {
    /// What is wrong with the page: a line for each rule and element.
    pub async fn barriers(&self, checker: &str) -> Vec<String> {
        self.run(checker).await;
        let script = "const done = arguments[1];
             axe.run(document, { runOnly: { type: 'tag', values: arguments[0] } })
                .then(found => done(found.violations), error => done(String(error)));";
        let found = self
            .client
            .execute_async(script, vec![json!(TAGS)])
            .await
            .expect("a verdict");
        let Value::Array(rules) = found else {
            panic!("axe-core failed: {found}");
        };
        let mut lines = Vec::new();
        for rule in &rules {
            for node in rule["nodes"].as_array().into_iter().flatten() {
                lines.push(format!(
                    "{}: {} ({})",
                    rule["id"], node["target"], node["failureSummary"]
                ));
            }
        }
        lines
    }
}
