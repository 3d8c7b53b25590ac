//! How e-mails go out: over SMTP, by GOV.UK Notify, or not at all.
//!
//! Whether the values themselves can be used is found out where the way is opened.

use secrecy::SecretString;

use super::environment::{Environment, SettingsError};
use super::table::{self, Setting};

/// The way that the operator has chosen.
#[derive(Debug, Clone)]
pub enum MailSettings {
    /// None. In sandbox mode e-mails then stay in the outbox.
    None,
    /// A mail server.
    Smtp {
        /// The server's address, with user and password.
        url: SecretString,
        /// Whom e-mails are from.
        from: String,
        /// Where answers go.
        reply_to: Option<String>,
    },
    /// GOV.UK Notify.
    Notify {
        /// The key of its API.
        key: SecretString,
        /// The identifier of the one template.
        template: String,
        /// Where its API is, unless it is where everybody's is.
        url: Option<String>,
    },
}

impl MailSettings {
    pub(super) fn read(environment: &Environment) -> Result<Self, SettingsError> {
        let text = |setting| environment.text(setting).map(str::to_owned);
        let smtp = environment.text(&table::MAIL_URL).map(SecretString::from);
        let notify = environment.text(&table::NOTIFY_API_KEY);
        match (smtp, notify.map(SecretString::from)) {
            (Some(_), Some(_)) => Err(SettingsError::new(
                &table::NOTIFY_API_KEY,
                "cannot be used beside BURSAR_MAIL_URL",
                "unset one of the two",
            )),
            (Some(url), None) => {
                refuse_alone(environment, NOTIFYS, &table::NOTIFY_API_KEY)?;
                Ok(Self::Smtp {
                    url,
                    from: need(environment, &table::MAIL_FROM, &table::MAIL_URL)?,
                    reply_to: text(&table::MAIL_REPLY_TO),
                })
            }
            (None, Some(key)) => {
                refuse_alone(environment, SMTPS, &table::MAIL_URL)?;
                Ok(Self::Notify {
                    key,
                    template: need(environment, &table::NOTIFY_TEMPLATE, &table::NOTIFY_API_KEY)?,
                    url: text(&table::NOTIFY_URL),
                })
            }
            (None, None) => {
                refuse_alone(environment, SMTPS, &table::MAIL_URL)?;
                refuse_alone(environment, NOTIFYS, &table::NOTIFY_API_KEY)?;
                Ok(Self::None)
            }
        }
    }
}

/// What means something beside `BURSAR_MAIL_URL` alone.
const SMTPS: &[&Setting] = &[&table::MAIL_FROM, &table::MAIL_REPLY_TO];
/// What means something beside `BURSAR_NOTIFY_API_KEY` alone.
const NOTIFYS: &[&Setting] = &[&table::NOTIFY_TEMPLATE, &table::NOTIFY_URL];

fn need(
    environment: &Environment,
    setting: &Setting,
    beside: &Setting,
) -> Result<String, SettingsError> {
    let problem = format_args!("is required beside {}", beside.name);
    environment
        .text(setting)
        .map(str::to_owned)
        .ok_or_else(|| SettingsError::new(setting, problem, "set both or neither"))
}

fn refuse_alone(
    environment: &Environment,
    settings: &[&Setting],
    without: &Setting,
) -> Result<(), SettingsError> {
    let alone = |setting: &&&Setting| environment.text(setting).is_some();
    match settings.iter().find(alone) {
        None => Ok(()),
        Some(setting) => {
            let problem = format_args!("means nothing without {}", without.name);
            Err(SettingsError::new(setting, problem, "set both or neither"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: (&str, &str) = ("BURSAR_MAIL_URL", "smtp://mail.example.org");
    const FROM: (&str, &str) = ("BURSAR_MAIL_FROM", "no-reply@example.org");
    const REPLY_TO: (&str, &str) = ("BURSAR_MAIL_REPLY_TO", "help@example.org");
    const KEY: (&str, &str) = ("BURSAR_NOTIFY_API_KEY", "name-id-secret");
    const TEMPLATE: (&str, &str) = ("BURSAR_NOTIFY_TEMPLATE", "an-id");

    fn read(variables: &[(&str, &str)]) -> Result<MailSettings, String> {
        let environment = Environment::of(variables.iter().copied());
        MailSettings::read(&environment).map_err(|error| error.to_string())
    }

    #[test]
    fn there_is_one_way_or_none() {
        assert!(matches!(read(&[]), Ok(MailSettings::None)));
        assert!(matches!(
            read(&[URL, FROM, REPLY_TO]),
            Ok(MailSettings::Smtp { reply_to: Some(reply_to), .. }) if reply_to == REPLY_TO.1
        ));
        assert!(matches!(
            read(&[KEY, TEMPLATE]),
            Ok(MailSettings::Notify { url: None, .. })
        ));
    }

    #[test]
    fn half_a_way_and_two_ways_are_refused() {
        for (variables, expected) in [
            (
                &[URL, FROM, KEY, TEMPLATE][..],
                "BURSAR_NOTIFY_API_KEY cannot be used beside BURSAR_MAIL_URL; unset one of the two",
            ),
            (
                &[URL],
                "BURSAR_MAIL_FROM is required beside BURSAR_MAIL_URL; set both or neither",
            ),
            (
                &[KEY],
                "BURSAR_NOTIFY_TEMPLATE is required beside BURSAR_NOTIFY_API_KEY; set both or neither",
            ),
            (
                &[FROM],
                "BURSAR_MAIL_FROM means nothing without BURSAR_MAIL_URL; set both or neither",
            ),
            (
                &[KEY, TEMPLATE, REPLY_TO],
                "BURSAR_MAIL_REPLY_TO means nothing without BURSAR_MAIL_URL; set both or neither",
            ),
            (
                &[TEMPLATE],
                "BURSAR_NOTIFY_TEMPLATE means nothing without BURSAR_NOTIFY_API_KEY; set both or neither",
            ),
        ] {
            assert_eq!(read(variables).unwrap_err(), expected);
        }
    }

    #[test]
    fn no_secret_is_printed() {
        let password = ("BURSAR_MAIL_URL", "smtp://u:hunter2@mail.example.org");
        let settings = read(&[password, FROM]).unwrap();
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
