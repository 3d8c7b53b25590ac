//! Where to listen, and with which key.
//!
//! Whoever says neither means the sandbox that was started from the same folder. Its key is
//! for its own address alone.

use anyhow::Context;
use secrecy::SecretString;
use url::Url;

use crate::arguments::listen::Listen;
use crate::sandbox::announcement::{API_KEY, URL};
use crate::sandbox::folder::Folder;
use crate::settings::{Environment, table};

/// Where a sandbox listens unless it is told otherwise.
const USUAL_URL: &str = "http://127.0.0.1:8080";

/// An API and a key for it.
#[derive(Debug)]
pub(super) struct Whereabouts {
    /// Where the API is.
    pub(super) url: Url,
    /// The key.
    pub(super) key: SecretString,
}

impl Whereabouts {
    pub(super) fn of(arguments: &Listen, environment: &Environment) -> anyhow::Result<Self> {
        let folder = environment.text(&table::DATA_DIR).unwrap_or_default();
        let mut sandbox = Folder::at(folder.as_ref()).read_variables();
        let own_url = sandbox.get(URL).and_then(|url| Url::parse(url).ok());
        let own_key = sandbox.remove(API_KEY).map(SecretString::from);
        let url = match arguments.api.clone().or_else(|| own_url.clone()) {
            Some(url) => url,
            None => Url::parse(USUAL_URL)?,
        };
        let own_key = own_key.filter(|_| own_url.as_ref() == Some(&url));
        let key = arguments.key.clone().or(own_key).with_context(|| {
            format!(
                "there is no API key: no sandbox was started from this folder; give the key of a test account \
                 with --key or as {API_KEY}"
            )
        })?;
        Ok(Self { url, key })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use secrecy::ExposeSecret;

    use super::*;
    use crate::arguments::{Arguments, Command};

    fn found(arguments: &[&str], folder: &std::path::Path) -> anyhow::Result<(String, String)> {
        let line = ["bursar", "listen"].iter().chain(arguments);
        let Some(Command::Listen(listen)) = Arguments::parse_from(line).command else {
            panic!("listen was asked for");
        };
        let folder = folder.display().to_string();
        let environment = Environment::of([("BURSAR_DATA_DIR", folder)]);
        let found = Whereabouts::of(&listen, &environment)?;
        Ok((found.url.to_string(), found.key.expose_secret().to_owned()))
    }

    #[test]
    fn the_sandbox_of_this_folder_is_meant_unless_somebody_says_otherwise() {
        let scratch = tempfile::tempdir().unwrap();
        let usual = found(&["--key", "k"], scratch.path()).unwrap();
        assert_eq!(usual, ("http://127.0.0.1:8080/".to_owned(), "k".to_owned()));
        let keyless = found(&[], scratch.path()).unwrap_err().to_string();
        assert!(keyless.starts_with("there is no API key"), "{keyless}");

        let folder = Folder::open(scratch.path()).unwrap();
        let variables = [(URL, "http://127.0.0.1:20202"), (API_KEY, "own")];
        folder.write_variables(&variables).unwrap();
        let own = "http://127.0.0.1:20202/";
        for (arguments, expected) in [
            (&[][..], Some((own, "own"))),
            (&["--key", "k"], Some((own, "k"))),
            (&["--api", own], Some((own, "own"))),
            (&["--api", "https://pay.example"], None),
            (
                &["--api", "https://pay.example", "--key", "k"],
                Some(("https://pay.example/", "k")),
            ),
        ] {
            let found = found(arguments, scratch.path()).ok();
            let expected = expected.map(|(url, key)| (url.to_owned(), key.to_owned()));
            assert_eq!(found, expected, "{arguments:?}");
        }
    }
}
