//! How each variable is read, one function per kind of value.

use std::net::SocketAddr;

use application::idempotency::IdempotencyScope;
use application::staff::registration::RegistrationDomains;
use secrecy::SecretString;

use super::environment::{Environment, SettingsError, refusal};
use super::proxies::TrustedProxies;
use super::urls::Origin;
use super::{ExtraRefusals, LogFormat, Mode, table};

/// Fewest characters of a secret key.
const SECRET_KEY_CHARACTERS_MIN: usize = 32;
/// How long a fixed sandbox key may be.
const SANDBOX_KEY_CHARACTERS: std::ops::RangeInclusive<usize> = 20..=100;

pub(super) fn mode(environment: &Environment) -> Result<Mode, SettingsError> {
    match environment.text(&table::MODE).unwrap_or_default() {
        "sandbox" => Ok(Mode::Sandbox),
        "production" => Ok(Mode::Production),
        other => Err(refusal(&table::MODE, other, "sandbox or production")),
    }
}

pub(super) fn listen(environment: &Environment) -> Result<SocketAddr, SettingsError> {
    let expected = "an address and a port such as 127.0.0.1:8080";
    let text = environment.text(&table::LISTEN).unwrap_or_default();
    text.replacen("localhost:", "127.0.0.1:", 1)
        .parse()
        .map_err(|_| refusal(&table::LISTEN, text, expected))
}

pub(super) fn database_url(
    environment: &Environment,
) -> Result<Option<SecretString>, SettingsError> {
    let Some(text) = environment.text(&table::DATABASE_URL) else {
        return Ok(None);
    };
    let known = ["postgres://", "postgresql://", "sqlite:"];
    if known.iter().any(|beginning| text.starts_with(beginning)) {
        Ok(Some(SecretString::from(text)))
    } else {
        let expected = "postgres://user:password@host/database or sqlite:path/to/file";
        Err(refusal(&table::DATABASE_URL, text, expected))
    }
}

pub(super) fn secret_keys(environment: &Environment) -> Result<Vec<SecretString>, SettingsError> {
    let keys = environment.list(&table::SECRET_KEY);
    if let Some(short) = keys
        .iter()
        .find(|key| key.len() < SECRET_KEY_CHARACTERS_MIN)
    {
        let expected = "the output of: openssl rand -hex 32";
        return Err(refusal(&table::SECRET_KEY, short, expected));
    }
    Ok(keys.into_iter().map(SecretString::from).collect())
}

pub(super) fn origin(
    environment: &Environment,
    setting: &table::Setting,
) -> Result<Option<Origin>, SettingsError> {
    environment.parsed(
        setting,
        "an http or https address without a path, such as https://pay.example.org",
    )
}

pub(super) fn trusted_proxies(environment: &Environment) -> Result<TrustedProxies, SettingsError> {
    let setting = &table::TRUSTED_PROXIES;
    let expected = "addresses or networks separated by commas, such as 10.0.0.0/8";
    environment
        .list(setting)
        .into_iter()
        .map(|part| part.parse().map_err(|_| refusal(setting, part, expected)))
        .collect::<Result<_, _>>()
        .map(TrustedProxies::new)
}

pub(super) fn web_address(
    environment: &Environment,
    setting: &table::Setting,
) -> Result<Option<String>, SettingsError> {
    let Some(text) = environment.text(setting) else {
        return Ok(None);
    };
    if is_web_address(text) {
        Ok(Some(text.to_owned()))
    } else {
        let expected = "a web address such as https://example.org/help";
        Err(refusal(setting, text, expected))
    }
}

fn is_web_address(text: &str) -> bool {
    let web = text.starts_with("https://") || text.starts_with("http://");
    web && text
        .parse::<poem::http::Uri>()
        .is_ok_and(|uri| uri.host().is_some_and(|host| !host.is_empty()))
}

pub(super) fn email(
    environment: &Environment,
    setting: &table::Setting,
) -> Result<Option<String>, SettingsError> {
    let Some(text) = environment.text(setting) else {
        return Ok(None);
    };
    if is_email(text) {
        Ok(Some(text.to_owned()))
    } else {
        let expected = "an e-mail address such as help@example.org";
        Err(refusal(setting, text, expected))
    }
}

fn is_email(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '"' | ',' | ';');
    text.chars().all(plain)
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

pub(super) fn security_contacts(environment: &Environment) -> Result<Vec<String>, SettingsError> {
    let setting = &table::SECURITY_CONTACT;
    let expected = "e-mail or https addresses separated by commas";
    environment
        .list(setting)
        .into_iter()
        .map(|part| {
            let address = part.strip_prefix("mailto:").unwrap_or(part);
            if part.starts_with("https://") && is_web_address(part) {
                Ok(part.to_owned())
            } else if is_email(address) {
                Ok(format!("mailto:{address}"))
            } else {
                Err(refusal(setting, part, expected))
            }
        })
        .collect()
}

pub(super) fn registration_domains(
    environment: &Environment,
) -> Result<RegistrationDomains, SettingsError> {
    let setting = &table::REGISTRATION_DOMAINS;
    let domains = environment.list(setting);
    match domains.iter().find(|domain| !is_domain(domain)) {
        None => Ok(RegistrationDomains::of(domains)),
        Some(other) => {
            let expected = "domains such as council.example.org, separated by commas";
            Err(refusal(setting, other, expected))
        }
    }
}

/// Whether it is a domain of somebody's, not one that anybody can have an address in.
fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(plain)
    };
    text.contains('.') && text.split('.').all(is_label)
}

pub(super) fn idempotency(environment: &Environment) -> Result<IdempotencyScope, SettingsError> {
    match environment.text(&table::IDEMPOTENCY).unwrap_or_default() {
        "all" => Ok(IdempotencyScope::All),
        "agreement" => Ok(IdempotencyScope::Agreements),
        other => Err(refusal(&table::IDEMPOTENCY, other, "all or agreement")),
    }
}

pub(super) fn extra_refusals(environment: &Environment) -> Result<ExtraRefusals, SettingsError> {
    let setting = &table::EXTRA_REFUSALS;
    let expected = "wrong-media-type, missing-media-type, urls-in-texts, http-return-urls or \
                    card-numbers-as-references, or several of them separated by commas";
    let mut refusals = ExtraRefusals::default();
    for word in environment.list(setting) {
        let refused = match word {
            "wrong-media-type" => &mut refusals.api.wrong_media_type,
            "missing-media-type" => &mut refusals.api.missing_media_type,
            "urls-in-texts" => &mut refusals.api.urls_in_texts,
            "http-return-urls" => &mut refusals.api.http_return_urls,
            "card-numbers-as-references" => &mut refusals.card_numbers_as_references,
            other => return Err(refusal(setting, other, expected)),
        };
        *refused = true;
    }
    Ok(refusals)
}

pub(super) fn sandbox_api_key(
    environment: &Environment,
) -> Result<Option<SecretString>, SettingsError> {
    let Some(text) = environment.text(&table::SANDBOX_API_KEY) else {
        return Ok(None);
    };
    let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
    if printable && SANDBOX_KEY_CHARACTERS.contains(&text.len()) {
        Ok(Some(SecretString::from(text)))
    } else {
        let expected = "20 to 100 printable ASCII characters without spaces";
        Err(refusal(&table::SANDBOX_API_KEY, text, expected))
    }
}

pub(super) fn log(environment: &Environment) -> Result<String, SettingsError> {
    let text = environment.text(&table::LOG).unwrap_or_default();
    match text.parse::<tracing_subscriber::filter::Targets>() {
        Ok(_) => Ok(text.to_owned()),
        Err(_) => {
            let expected = "a level such as info, or a list such as info,application=debug";
            Err(refusal(&table::LOG, text, expected))
        }
    }
}

pub(super) fn log_format(environment: &Environment) -> Result<LogFormat, SettingsError> {
    match environment.text(&table::LOG_FORMAT).unwrap_or_default() {
        "auto" => Ok(LogFormat::Auto),
        "pretty" => Ok(LogFormat::Pretty),
        "json" => Ok(LogFormat::Json),
        other => Err(refusal(&table::LOG_FORMAT, other, "auto, pretty or json")),
    }
}
