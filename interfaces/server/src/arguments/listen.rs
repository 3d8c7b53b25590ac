//! What a service's developer can do: hear what happens to test payments, and try an
//! endpoint out.

use std::str::FromStr;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use domain::webhook::EventType;
use secrecy::SecretString;
use url::Url;

/// Arguments of `listen`.
#[derive(Debug, Clone, Args)]
pub struct Listen {
    /// Where to post each event, such as http://localhost:3000/webhooks; they are only shown if nothing is said
    #[arg(long, value_name = "URL", value_parser = address)]
    pub forward_to: Option<Url>,
    /// Where the API is; the sandbox started from this folder if nothing is said
    #[arg(long, value_name = "URL", value_parser = address, env = "BURSAR_URL", hide_env_values = true)]
    pub api: Option<Url>,
    /// The API key of a test account; the sandbox's own if nothing is said
    #[arg(
        long,
        value_name = "KEY",
        env = "BURSAR_API_KEY",
        hide_env_values = true
    )]
    pub key: Option<SecretString>,
    /// Which events, separated by commas; all of them if nothing is said
    #[arg(long, value_name = "EVENTS", value_delimiter = ',', value_parser = event())]
    pub events: Vec<EventType>,
    /// Print a JSON object on each line, bodies included
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `trigger`.
#[derive(Debug, Clone, Args)]
pub struct Trigger {
    /// What the example is about
    #[arg(value_parser = event())]
    pub event: EventType,
    /// Where to post it, such as http://localhost:3000/webhooks; it is only shown if nothing is said
    #[arg(long, value_name = "URL", value_parser = address)]
    pub forward_to: Option<Url>,
    /// What to sign it with, in either spelling (webhook_test_… or whsec_…); made and printed if nothing is said
    #[arg(
        long,
        value_name = "SECRET",
        env = "BURSAR_WEBHOOK_SECRET",
        hide_env_values = true
    )]
    pub secret: Option<SecretString>,
    /// Print a JSON object
    #[arg(long)]
    pub json: bool,
}

fn event() -> impl TypedValueParser<Value = EventType> {
    PossibleValuesParser::new(EventType::offered().map(EventType::word))
        .try_map(|word| EventType::from_str(&word))
}

/// A web address. Without a scheme it is one of this network, as `localhost:3000/webhooks`.
fn address(text: &str) -> Result<Url, &'static str> {
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("http://{text}"))
    };
    url.ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .ok_or("it is no web address like http://localhost:3000/webhooks")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_no_scheme() {
        for (text, expected) in [
            (
                "http://localhost:3000/w?a=b",
                Some("http://localhost:3000/w?a=b"),
            ),
            ("https://a.example", Some("https://a.example/")),
            ("localhost:3000/w", Some("http://localhost:3000/w")),
            ("127.0.0.1:3000", Some("http://127.0.0.1:3000/")),
            ("ftp://a.example", None),
            ("http://", None),
            ("", None),
        ] {
            let found = address(text).ok().map(String::from);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
