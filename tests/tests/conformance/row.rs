//! One rule: a request, and the whole answer that clients count on.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use system_tests::client::exchange::Sent;
use system_tests::client::{Answer, ApiClient};

use crate::difference::differences_between;
use crate::steady::{canonical, steady};

/// Rows about one thing.
pub(crate) struct Area {
    pub(crate) name: &'static str,
    pub(crate) rows: Vec<Row>,
}

/// How many rows were run, which do not hold, and which codes were answered.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) rows: usize,
    pub(crate) broken: Vec<String>,
    pub(crate) codes: BTreeSet<String>,
}

impl Tally {
    /// Runs every row of an area.
    pub(crate) async fn run(&mut self, area: Area) {
        println!("{}: {} rows", area.name, area.rows.len());
        self.rows += area.rows.len();
        for row in &area.rows {
            for code in [row.body.get("code"), row.body.pointer("/state/code")] {
                let code = code.and_then(Value::as_str).map(str::to_owned);
                self.codes.extend(code);
            }
            if let Err(difference) = row.hold().await {
                let at = format!("{}: {}\n{difference}", area.name, row.rule);
                self.broken.push(at);
            }
        }
    }
}

/// One rule.
pub(crate) struct Row {
    rule: String,
    client: ApiClient,
    sent: Sent,
    status: u16,
    body: Value,
    headers: Vec<(&'static str, Option<String>)>,
    names: Vec<(String, String)>,
    tries: u32,
    in_contract: bool,
}

impl Row {
    /// A row that expects this status and this body; null for no body.
    pub(crate) fn new(
        rule: impl Into<String>,
        client: &ApiClient,
        sent: Sent,
        status: u16,
        body: Value,
    ) -> Self {
        Self {
            rule: rule.into(),
            client: client.clone(),
            sent,
            status,
            body,
            headers: Vec::new(),
            names: Vec::new(),
            tries: 1,
            in_contract: true,
        }
    }

    /// The same row, which expects this header, or its absence, besides.
    pub(crate) fn header(mut self, name: &'static str, value: Option<&str>) -> Self {
        self.headers.push((name, value.map(str::to_owned)));
        self
    }

    /// The same row, in whose answer this text has a name of its own, such as an id
    /// that must be this very one.
    pub(crate) fn named(mut self, text: &str, name: &str) -> Self {
        self.names.push((text.to_owned(), name.to_owned()));
        self
    }

    /// The same row, which is tried so often until the status is the one expected.
    pub(crate) fn within(mut self, tries: u32) -> Self {
        self.tries = tries;
        self
    }

    /// The same row, about a path that is not in the contract.
    pub(crate) fn beside_the_contract(mut self) -> Self {
        self.in_contract = false;
        self
    }

    /// Sends the request and compares the whole answer.
    async fn hold(&self) -> Result<(), String> {
        let (answer, breaches) = self.answer().await;
        let mut differences: Vec<String> = breaches
            .iter()
            .map(|breach| format!("  breaks the contract: {breach}"))
            .collect();
        if answer.status != self.status {
            differences.push(format!("  status {}, not {}", answer.status, self.status));
        }
        let (body, expected) = (self.steady_body(&answer), canonical(self.body.clone()));
        if body != expected {
            differences.extend(differences_between(&body, &expected));
        }
        for (name, expected) in &self.headers {
            let value = answer.header(name).map(|value| self.steady(value));
            if value != *expected {
                differences.push(format!("  {name}: {value:?}, not {expected:?}"));
            }
        }
        match differences.is_empty() {
            true => Ok(()),
            false => Err(differences.join("\n")),
        }
    }

    /// The answer, and what it breaks of the contract.
    async fn answer(&self) -> (Answer, Vec<String>) {
        let mut tries = 1;
        loop {
            let sent = self.sent.clone();
            let judged = match self.in_contract {
                true => self.client.judged(sent).await,
                false => (self.client.send_unchecked(sent).await, Vec::new()),
            };
            if judged.0.status == self.status || tries >= self.tries {
                return judged;
            }
            tries += 1;
        }
    }

    fn steady_body(&self, answer: &Answer) -> Value {
        if answer.body.is_empty() {
            return Value::Null;
        }
        let text = self.steady(&answer.text());
        canonical(serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    fn steady(&self, text: &str) -> String {
        let named = self
            .names
            .iter()
            .fold(text.to_owned(), |text, pair| text.replace(&pair.0, &pair.1));
        steady(&named)
    }
}

/// A GET.
pub(crate) fn get(target: impl AsRef<str>) -> Sent {
    Sent::new("GET", target.as_ref())
}

/// A POST without a body.
pub(crate) fn post_nothing(target: impl AsRef<str>) -> Sent {
    Sent::new("POST", target.as_ref())
}

/// A POST with a JSON body.
pub(crate) fn post(target: impl AsRef<str>, body: &Value) -> Sent {
    post_text(target, &body.to_string())
}

/// A POST with a text that claims to be JSON.
pub(crate) fn post_text(target: impl AsRef<str>, body: &str) -> Sent {
    Sent::new("POST", target.as_ref())
        .header("content-type", "application/json")
        .body(body)
}

/// An error about nothing in particular.
pub(crate) fn error(code: &str, description: impl AsRef<str>) -> Value {
    json!({ "code": code, "description": description.as_ref() })
}

/// A request that the rules for all requests keep out.
pub(crate) fn blocked() -> Value {
    let words =
        "Request blocked by security rules. Please consult API documentation for more information.";
    error("P0920", words)
}

/// An error about a field.
pub(crate) fn field_error(field: &str, code: &str, description: impl AsRef<str>) -> Value {
    json!({ "field": field, "code": code, "description": description.as_ref() })
}

/// An error about a field that is missing.
pub(crate) fn missing(field: &str, code: &str) -> Value {
    field_error(field, code, format!("Missing mandatory attribute: {field}"))
}

/// An error about a field's value.
pub(crate) fn invalid(field: &str, code: &str, message: &str) -> Value {
    let description = format!("Invalid attribute value: {field}. {message}");
    field_error(field, code, description)
}

/// The same JSON about this payment, refund or agreement instead of any.
pub(crate) fn about(value: &Value, name: &str) -> Value {
    let text = value.to_string().replace("<id>", name);
    serde_json::from_str(&text).unwrap()
}

/// A failure of the conversation.
pub(crate) fn protocol(status: u16, reason: &str) -> Value {
    json!({ "code": status, "message": format!("HTTP {status} {reason}") })
}
