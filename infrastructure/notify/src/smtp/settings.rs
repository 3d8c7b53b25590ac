//! The address of a server, read.

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::TlsParameters;
use lettre::transport::smtp::extension::ClientId;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::connection::{Encryption, Server};

/// Why settings for SMTP cannot be used. What is wrong is said without the address, which has
/// a password in it.
#[derive(Debug, thiserror::Error)]
pub enum SmtpSettingsError {
    /// The address of the server cannot be read.
    #[error("the server's address is not of the form smtp://user:password@host:587")]
    NoAddress,
    /// It is an address of something else.
    #[error("the server's address begins with neither smtp:// nor smtps://")]
    Scheme,
    /// It has a path, a fragment or parameters that mean nothing.
    #[error("the server's address may be followed by ?tls=none and by nothing else")]
    Rest,
    /// A user name without a password, or the other way round.
    #[error("the server's address has a user name or a password, but not both")]
    HalfAUser,
    /// User name or password are not percent-encoded UTF-8.
    #[error("user name and password in the server's address must be percent-encoded UTF-8")]
    Encoding,
    /// A password would go over the network for everybody to read.
    #[error("a password needs TLS: leave ?tls=none away, or the user")]
    PasswordWithoutTls,
    /// The certificates to trust cannot be read.
    #[error("the certificates that this machine trusts cannot be read")]
    Certificates(#[source] lettre::transport::smtp::Error),
    /// The sender's address cannot be read.
    #[error("the sender is not of the form no-reply@example.org or Name <no-reply@example.org>")]
    From,
    /// The address for answers cannot be read.
    #[error(
        "the address for answers is not of the form help@example.org or Name <help@example.org>"
    )]
    ReplyTo,
}

/// The server at this address, which is greeted by the sender's domain.
pub(super) fn server(address: &SecretString, domain: &str) -> Result<Server, SmtpSettingsError> {
    let url = Url::parse(address.expose_secret()).map_err(|_| SmtpSettingsError::NoAddress)?;
    let is_implicit = match url.scheme() {
        "smtps" => true,
        "smtp" => false,
        _ => return Err(SmtpSettingsError::Scheme),
    };
    let host = url.host_str().filter(|host| !host.is_empty());
    let host = host.ok_or(SmtpSettingsError::NoAddress)?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err(SmtpSettingsError::Rest);
    }
    let is_open = match (url.query(), is_implicit) {
        (None, _) => false,
        (Some("tls=none"), false) => true,
        (Some(_), _) => return Err(SmtpSettingsError::Rest),
    };
    let credentials = credentials(&url)?;
    let tls = || TlsParameters::new(host.to_owned()).map_err(SmtpSettingsError::Certificates);
    let (encryption, port) = match (is_open, is_implicit) {
        (true, _) if credentials.is_some() => return Err(SmtpSettingsError::PasswordWithoutTls),
        (true, _) => (Encryption::None, 25),
        (false, true) => (Encryption::Implicit(tls()?), 465),
        (false, false) => (Encryption::StartTls(tls()?), 587),
    };
    Ok(Server {
        host: host.to_owned(),
        port: url.port().unwrap_or(port),
        encryption,
        credentials,
        greeted_by: ClientId::Domain(domain.to_owned()),
    })
}

fn credentials(url: &Url) -> Result<Option<Credentials>, SmtpSettingsError> {
    let password = url.password().filter(|password| !password.is_empty());
    let user = Some(url.username()).filter(|user| !user.is_empty());
    let (user, password) = match (user, password) {
        (None, None) => return Ok(None),
        (Some(user), Some(password)) => (user, password),
        _ => return Err(SmtpSettingsError::HalfAUser),
    };
    Ok(Some(Credentials::new(decoded(user)?, decoded(password)?)))
}

/// Percent-encoded text as it was meant.
fn decoded(text: &str) -> Result<String, SmtpSettingsError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                let decoded = data_encoding::HEXUPPER_PERMISSIVE.decode(&digits);
                match decoded.as_deref() {
                    Ok([byte]) => *byte,
                    _ => return Err(SmtpSettingsError::Encoding),
                }
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).map_err(|_| SmtpSettingsError::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Result<Server, SmtpSettingsError> {
        server(&SecretString::from(address), "example.org")
    }

    #[test]
    fn an_address_says_where_and_how() {
        for (address, expected) in [
            ("smtp://mail.example.org", "mail.example.org:587 STARTTLS"),
            (
                "smtp://mail.example.org:2525/",
                "mail.example.org:2525 STARTTLS",
            ),
            ("smtps://mail.example.org", "mail.example.org:465 TLS"),
            (
                "smtp://u:p@mail.example.org",
                "mail.example.org:587 STARTTLS as somebody",
            ),
            ("smtp://127.0.0.1?tls=none", "127.0.0.1:25 open"),
            ("smtp://[::1]:2525?tls=none", "::1:2525 open"),
        ] {
            assert_eq!(format!("{:?}", read(address).unwrap()), expected);
        }
    }

    #[test]
    fn user_and_password_are_decoded() {
        for (text, expected) in [
            ("plain", Some("plain")),
            ("a%40b%3A%c3%b4", Some("a@b:ô")),
            ("50%", None),
            ("%zz", None),
            ("%ff", None),
        ] {
            assert_eq!(decoded(text).ok().as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_without_the_password() {
        for address in [
            "hunter2",
            "https://u:hunter2@mail.example.org",
            "smtp://",
            "smtp://:hunter2@mail.example.org",
            "smtp://hunter2@mail.example.org",
            "smtp://u:hunter2%zz@mail.example.org",
            "smtp://u:hunter2@mail.example.org/inbox",
            "smtp://u:hunter2@mail.example.org?tls=none",
            "smtp://u:hunter2@mail.example.org?tls=maybe",
            "smtps://mail.example.org?tls=none",
        ] {
            let error = read(address).unwrap_err();
            let said = format!("{error} {error:?}");
            assert!(!said.contains("hunter2"), "{address}: {said}");
        }
    }
}
