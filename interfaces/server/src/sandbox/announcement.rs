//! What a person who starts the sandbox reads: the key, a call to try, how to sign in,
//! and where to look.

use secrecy::{ExposeSecret, SecretString};

use super::demo::DemoPeople;
use crate::settings::urls::Urls;

/// The variable that holds the API's address.
pub const URL: &str = "BURSAR_URL";
/// The variable that holds the key.
pub const API_KEY: &str = "BURSAR_API_KEY";

/// What is announced.
#[derive(Debug, Clone)]
pub struct Announcement<'a> {
    /// The addresses in force.
    pub urls: &'a Urls,
    /// The demo service's API key.
    pub api_key: &'a str,
    /// Who can sign in to the staff site, if anybody.
    pub staff: Option<&'a DemoPeople>,
    /// The file with the same as shell variables, if there is one.
    pub sandbox_env: Option<String>,
}

impl Announcement<'_> {
    /// The text, for a terminal.
    pub fn text(&self) -> String {
        let api = self.urls.api.as_str();
        let pages = self.urls.pages.as_str();
        let key = self.api_key;
        let staff = self.staff.map(|staff| self.signing_in(staff));
        let staff = staff.unwrap_or_default();
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
Outbox     {pages}/outbox (every e-mail, as it is read)

Create a payment, then open its next_url and pay with 4242 4242 4242 4242:

{call}

{staff}{variables}"#,
            call = self.call(),
        )
    }

    /// The same as shell variables. None of these is a setting, so the file can
    /// be read into the environment that the program is started from.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let api = self.urls.api.as_str();
        let pages = self.urls.pages.as_str();
        let mut variables = vec![
            (URL, api.to_owned()),
            (API_KEY, self.api_key.to_owned()),
            ("BURSAR_EXPLORER", format!("{api}/docs/explorer")),
            ("BURSAR_PAGES", pages.to_owned()),
            ("BURSAR_SANDBOX", format!("{pages}/sandbox")),
            ("BURSAR_OUTBOX", format!("{pages}/outbox")),
            (
                "BURSAR_ADMIN",
                format!("{}/admin", self.urls.admin.as_str()),
            ),
        ];
        if let Some(DemoPeople { admin, colleague }) = self.staff {
            let text = |secret: &SecretString| secret.expose_secret().to_owned();
            variables.extend([
                ("BURSAR_STAFF_EMAIL", admin.email.clone()),
                ("BURSAR_STAFF_PASSWORD", text(&admin.password)),
                ("BURSAR_STAFF_APP_SECRET", text(&admin.app_secret)),
                ("BURSAR_COLLEAGUE_EMAIL", colleague.email.clone()),
                ("BURSAR_COLLEAGUE_PASSWORD", text(&colleague.password)),
                ("BURSAR_COLLEAGUE_APP_SECRET", text(&colleague.app_secret)),
            ]);
        }
        variables
    }

    /// How to sign in: the second factor comes from this program, or from an app.
    fn signing_in(&self, staff: &DemoPeople) -> String {
        let admin = self.urls.admin.as_str();
        let email = &staff.admin.email;
        let password = staff.admin.password.expose_secret();
        let secret = staff.admin.app_secret.expose_secret();
        let colleague = &staff.colleague.email;
        let colleagues_password = staff.colleague.password.expose_secret();
        format!(
            r#"Then look at it as the service's staff do, and refund it: {admin}/admin

E-mail     {email}
Password   {password}
Code       bursar staff code
           or, from an authenticator app that is given this:
           otpauth://totp/Bursar%20sandbox:{email}?secret={secret}&issuer=Bursar%20sandbox
Colleague  {colleague}, password {colleagues_password}, for what needs two people
           bursar staff code --email {colleague}

"#
        )
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
    use application::sandbox::staff::DemoStaff;

    use super::*;
    use crate::settings::explain;
    use crate::settings::urls::UrlSettings;
    use crate::settings::{Environment, table};

    fn staff() -> DemoPeople {
        let person = |email: &str, password: &str| DemoStaff {
            email: email.to_owned(),
            password: password.into(),
            app_secret: "MZXW6".into(),
        };
        DemoPeople {
            admin: person("staff@example.org", "a-b-c"),
            colleague: person("colleague@example.org", "d-e-f"),
        }
    }

    #[test]
    fn the_announcement_holds_what_one_needs_to_begin() {
        let urls = UrlSettings::default().resolve("127.0.0.1:8080".parse().unwrap());
        let announcement = Announcement {
            urls: &urls,
            api_key: "api_test_it's",
            staff: Some(&staff()),
            sandbox_env: Some("bursar-data/sandbox.env".into()),
        };
        let text = announcement.text();
        for part in [
            "API key    api_test_it's\n",
            "http://127.0.0.1:8080/docs/explorer",
            "http://127.0.0.1:8080/outbox (every",
            "curl http://127.0.0.1:8080/v1/payments",
            r"Bearer api_test_it'\''s'",
            ". bursar-data/sandbox.env",
            "refund it: http://127.0.0.1:8080/admin\n",
            "Password   a-b-c\n",
            "bursar staff code\n",
            "otpauth://totp/Bursar%20sandbox:staff@example.org?secret=MZXW6",
            "Colleague  colleague@example.org, password d-e-f,",
            "bursar staff code --email colleague@example.org\n",
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
            staff: Some(&staff()),
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
