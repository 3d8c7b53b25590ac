//! Which address was probably meant by one whose domain looks misspelt.
//!
//! Distances count letters that are missing, added or wrong, and neighbours that
//! changed places. A wrong suggestion costs a person time, so doubt means none.

use strsim::osa_distance;

/// Mail providers, the likelier meant first. None of them is ever questioned.
const PROVIDERS: &[&str] = &[
    "gmail.com",
    "hotmail.com",
    "hotmail.co.uk",
    "outlook.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "live.com",
    "live.co.uk",
    "googlemail.com",
    "btinternet.com",
    "virginmedia.com",
    "blueyonder.co.uk",
    "talktalk.net",
    "ntlworld.com",
    "protonmail.com",
    "fastmail.com",
    "tiscali.co.uk",
    "aol.com",
    "aol.co.uk",
    "sky.com",
    "msn.com",
    "me.com",
    "mac.com",
    "mail.com",
    "email.com",
    "ymail.com",
    "rocketmail.com",
    "gmx.com",
    "gmx.net",
    "gmx.co.uk",
];

/// Providers that have the same name in most countries.
const WORLDWIDE: &[&str] = &["hotmail", "outlook", "yahoo"];

/// How the addresses of organisations end.
const ENDINGS: &[&str] = &["com", "co.uk", "org.uk", "gov.uk", "nhs.uk", "police.uk"];

/// Endings that exist, however much they look like others.
const RARE_ENDINGS: &[&str] = &["bom", "cam", "mom"];

/// How far a domain may be from what was meant, in all and after the first dot.
const DOMAIN_EDITS_MAX: usize = 2;
const ENDING_EDITS_MAX: usize = 1;

/// The address that was probably meant, if that is another one.
pub(crate) fn for_address(typed: &str) -> Option<String> {
    let (local, domain) = typed.rsplit_once('@')?;
    let meant = for_domain(&domain.to_ascii_lowercase())?;
    Some(format!("{local}@{meant}"))
}

fn for_domain(domain: &str) -> Option<String> {
    if PROVIDERS.contains(&domain) {
        return None;
    }
    provider(domain)
        .or_else(|| provider_abroad(domain))
        .or_else(|| with_ending(domain))
}

fn provider(domain: &str) -> Option<String> {
    let (name, ending) = domain.split_once('.')?;
    PROVIDERS
        .iter()
        .filter_map(|provider| {
            let (its_name, its_ending) = provider.split_once('.')?;
            let in_name = osa_distance(name, its_name);
            let in_ending = osa_distance(ending, its_ending);
            let near = in_name <= name_edits_max(its_name)
                && in_ending <= ENDING_EDITS_MAX
                && in_name + in_ending <= DOMAIN_EDITS_MAX;
            near.then_some((in_name + in_ending, *provider))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, provider)| provider.to_owned())
}

/// Two edits turn most short words into most others.
fn name_edits_max(name: &str) -> usize {
    match name.len() {
        ..=3 => 0,
        4..=5 => 1,
        _ => DOMAIN_EDITS_MAX,
    }
}

fn provider_abroad(domain: &str) -> Option<String> {
    let (name, ending) = domain.split_once('.')?;
    WORLDWIDE
        .iter()
        .find(|provider| osa_distance(name, provider) == 1)
        .map(|provider| format!("{provider}.{ending}"))
}

/// The same domain with the ending that was meant. Two letters at the end are a
/// country's, even if the UK's are near.
fn with_ending(domain: &str) -> Option<String> {
    let ends_with =
        |ending: &str| split_ending(domain, ending).is_some_and(|(_, own)| own == ending);
    if ENDINGS
        .iter()
        .chain(RARE_ENDINGS)
        .any(|ending| ends_with(ending))
    {
        return None;
    }
    ENDINGS.iter().find_map(|ending| {
        let (before, own) = split_ending(domain, ending)?;
        let last = own.rsplit('.').next()?;
        let another_country = last.len() == 2 && !ending.ends_with(&format!(".{last}"));
        let near = osa_distance(own, ending) <= ENDING_EDITS_MAX;
        (near && !another_country).then(|| format!("{before}.{ending}"))
    })
}

/// Cuts as many labels off a domain as an ending has; `None` if nothing is left.
fn split_ending<'a>(domain: &'a str, ending: &str) -> Option<(&'a str, &'a str)> {
    let labels = ending.split('.').count();
    let (at, _) = domain.rmatch_indices('.').nth(labels.checked_sub(1)?)?;
    let (before, own) = domain.split_at_checked(at)?;
    Some((before, own.strip_prefix('.')?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_probably_meant() {
        for (typed, meant) in [
            ("gmial.com", "gmail.com"),
            ("gamil.con", "gmail.com"),
            ("gmail.co", "gmail.com"),
            ("gmail.cmo", "gmail.com"),
            ("gmal.com", "gmail.com"),
            ("GMIAL.COM", "gmail.com"),
            ("hotmial.co.uk", "hotmail.co.uk"),
            ("hotmail.couk", "hotmail.co.uk"),
            ("homail.con", "hotmail.com"),
            ("hotmial.fr", "hotmail.fr"),
            ("yaho.com", "yahoo.com"),
            ("yahooo.co.uk", "yahoo.co.uk"),
            ("yaho.com.au", "yahoo.com.au"),
            ("outlok.com", "outlook.com"),
            ("outloook.con", "outlook.com"),
            ("iclod.com", "icloud.com"),
            ("btintrnet.com", "btinternet.com"),
            ("aol.con", "aol.com"),
            ("mial.com", "mail.com"),
            ("own-domain.con", "own-domain.com"),
            ("own-domain.co.ukk", "own-domain.co.uk"),
            ("leeds.gvo.uk", "leeds.gov.uk"),
            ("trust.nsh.uk", "trust.nhs.uk"),
            ("met.polce.uk", "met.police.uk"),
        ] {
            let meant = format!("Ada.L@{meant}");
            assert_eq!(
                for_address(&format!("Ada.L@{typed}")),
                Some(meant),
                "{typed}"
            );
        }
    }

    #[test]
    fn domains_that_are_left_alone() {
        let known = PROVIDERS.iter().map(|domain| (*domain).to_owned());
        let endings = ENDINGS.iter().chain(RARE_ENDINGS);
        let ended = endings.map(|ending| format!("own-domain.{ending}"));
        let others = [
            "gov.uk",
            "nhs.uk",
            "police.uk",
            "leeds.gov.uk",
            "digital.cabinet-office.gov.uk",
            "trust.nhs.uk",
            "nhs.net",
            "met.police.uk",
            "oxford.ac.uk",
            "example.org",
            "example.net",
            "own-domain.uk",
            "mail.own-domain.uk",
            "own-domain.co",
            "own-domain.cm",
            "example.co.ua",
            "example.gov.hk",
            "example.org.pk",
            "yahoo.ca",
            "yahoo.fr",
            "yahoo.co.jp",
            "yahoo.com.hk",
            "hotmail.it",
            "outlook.ie",
            "gmx.de",
            "me.org",
            "bt.com",
            "love.org",
            "example",
        ];
        let others = others.into_iter().map(str::to_owned);
        for domain in known.chain(ended).chain(others) {
            assert_eq!(for_address(&format!("ada@{domain}")), None, "{domain}");
        }
    }
}
