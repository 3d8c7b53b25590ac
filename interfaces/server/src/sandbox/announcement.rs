//! What a person who starts the sandbox reads: the key, a call to try, and where
//! to look.

use crate::settings::urls::Urls;

/// The variable that holds the key.
pub const API_KEY: &str = "BURSAR_API_KEY";

/// What is announced.
#[derive(Debug, Clone)]
pub struct Announcement<'a> {
    /// The addresses in force.
    pub urls: &'a Urls,
    /// The demo service's API key.
    pub api_key: &'a str,
    /// The file with the same as shell variables, if there is one.
    pub sandbox_env: Option<String>,
}

impl Announcement<'_> {
    /// The text, for a terminal.
    pub fn text(&self) -> String {
        let api = self.urls.api.as_str();
        let pages = self.urls.pages.as_str();
        let key = self.api_key;
        let variables = match &self.sandbox_env {
            Some(path) => format!("The same as shell variables: . {path}\n"),
            None => String::new(),
        };
        format!(
            r#"
Bursar is running as a sandbox: no money moves.

API key    {key}
Guides     {api}/docs
Explorer   {api}/docs/explorer
Contract   {api}/openapi.yaml
Pages      {pages}/ (each payment's next_url leads there)
Sandbox    {pages}/sandbox (test cards, the clock, starting over)

Create a payment, then open its next_url and pay with 4242 4242 4242 4242:

{call}

{variables}"#,
            call = self.call(),
        )
    }

    /// The same as shell variables. None of these is a setting, so the file can
    /// be read into the environment that the program is started from.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let api = self.urls.api.as_str();
        let pages = self.urls.pages.as_str();
        vec![
            ("BURSAR_URL", api.to_owned()),
            (API_KEY, self.api_key.to_owned()),
            ("BURSAR_EXPLORER", format!("{api}/docs/explorer")),
            ("BURSAR_PAGES", pages.to_owned()),
            ("BURSAR_SANDBOX", format!("{pages}/sandbox")),
        ]
    }

    fn call(&self) -> String {
        let api = self.urls.api.as_str();
        let pages = self.urls.pages.as_str();
        // A single quote ends the shell's quotation.
        let key = self.api_key.replace('\'', r"'\''");
        format!(
            r#"curl {api}/v1/payments \
  -H 'Authorization: Bearer {key}' \
  -H 'Content-Type: application/json' \
  -d '{{"amount": 14500, "reference": "12345", "description": "Council tax", "return_url": "{pages}/sandbox"}}'"#
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::explain;
    use crate::settings::urls::UrlSettings;
    use crate::settings::{Environment, table};

    #[test]
    fn the_announcement_holds_what_one_needs_to_begin() {
        let urls = UrlSettings::default().resolve("127.0.0.1:8080".parse().unwrap());
        let announcement = Announcement {
            urls: &urls,
            api_key: "api_test_it's",
            sandbox_env: Some("bursar-data/sandbox.env".into()),
        };
        let text = announcement.text();
        for part in [
            "API key    api_test_it's\n",
            "http://127.0.0.1:8080/docs/explorer",
            "curl http://127.0.0.1:8080/v1/payments",
            r"Bearer api_test_it'\''s'",
            ". bursar-data/sandbox.env",
        ] {
            assert!(text.contains(part), "{part} is missing from:\n{text}");
        }
    }

    #[test]
    fn no_variable_is_taken_for_a_setting() {
        let urls = UrlSettings::default().resolve("127.0.0.1:8080".parse().unwrap());
        let announcement = Announcement {
            urls: &urls,
            api_key: "k",
            sandbox_env: None,
        };
        let variables = announcement.variables();
        for (name, _) in &variables {
            assert!(
                table::ALL.iter().all(|setting| setting.name != *name),
                "{name}"
            );
        }
        let environment = Environment::of(variables);
        assert!(explain::misspelt(&environment).is_empty());
    }
}
