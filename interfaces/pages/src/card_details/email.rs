//! The shape of an e-mail address that somebody typed.
//!
//! Stricter than the domain, which keeps what services send: a typed address is
//! where a receipt goes, so it has to look deliverable.

use domain::card::CardNumber;
use domain::payment::Email;
use url::Host;

/// The longest host name, in its ASCII form.
const HOST_MAX: usize = 253;
/// The longest part of a host name between dots.
const LABEL_MAX: usize = 62;
/// What a local part may have besides letters and digits.
const LOCAL_SIGNS: &str = ".!#$%&'*+/=?^_`{|}~-";

/// Reads a typed address; `None` when no mail could reach it.
pub(crate) fn parse(typed: &str) -> Option<Email> {
    let (local, host) = typed.rsplit_once('@')?;
    let deliverable = is_local(local) && is_host(host) && !holds_card_number(local);
    if deliverable {
        Email::parse(typed).ok()
    } else {
        None
    }
}

/// Whether there is a card number in it, which must not rest with the address.
/// Telephone numbers, which some people use as their address, are shorter.
fn holds_card_number(local: &str) -> bool {
    local
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() > 12 && CardNumber::parse(digits).is_ok())
}

fn is_local(local: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || LOCAL_SIGNS.contains(c);
    !local.is_empty() && local.chars().all(fits) && !local.contains("..")
}

fn is_host(host: &str) -> bool {
    let Ok(Host::Domain(ascii)) = Host::parse(host) else {
        return false;
    };
    let mut labels = ascii.rsplit('.');
    let last = labels.next().unwrap_or_default();
    let last_fits = last.starts_with("xn--")
        || (last.len() >= 2 && last.bytes().all(|b| b.is_ascii_lowercase()));
    let has_more = ascii.contains('.');
    ascii.len() <= HOST_MAX && has_more && last_fits && ascii.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    let edges = !label.starts_with('-') && !label.ends_with('-');
    let fits = label
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (1..=LABEL_MAX).contains(&label.len()) && edges && fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_mail_could_reach_are_told_from_others() {
        for (typed, expected) in [
            ("ada@example.org", true),
            ("Ada.Lovelace+pay@sub.example.co.uk", true),
            ("o'neill@example.org", true),
            ("ada@EXAMPLE.org", true),
            ("ada@münchen.example", true),
            ("ada@example", false),
            ("ada@localhost", false),
            ("ada@127.0.0.1", false),
            ("ada@-example.org", false),
            ("ada@exa_mple.org", false),
            ("ada@example.o", false),
            ("ada@example.o1", false),
            ("a..b@example.org", false),
            ("a b@example.org", false),
            ("a@b@example.org", false),
            ("447700900123@example.org", true),
            ("4444333322221111@example.org", false),
            ("@example.org", false),
            ("ada@", false),
            ("", false),
        ] {
            assert_eq!(parse(typed).is_some(), expected, "{typed}");
        }
        assert!(parse(&format!("{}@example.org", "a".repeat(250))).is_none());
    }
}
