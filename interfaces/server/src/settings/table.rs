//! Every environment variable the program reads, once.
//!
//! `bursar config --explain` prints this table and the reader accepts only its
//! rows, so a setting without documentation cannot exist.

/// What holds when a variable is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// This text, read as if it had been set.
    Value(&'static str),
    /// Something worked out from other settings, told in words.
    Words(&'static str),
    /// Nothing: whatever it switches on stays off.
    Nothing,
}

/// One environment variable.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// The variable's name.
    pub name: &'static str,
    /// What holds when it is not set.
    pub default: Default,
    /// What it does, in a sentence or two.
    pub meaning: &'static str,
    /// Whether its value is never printed, not even in an error.
    pub secret: bool,
}

/// Declares the rows and the table of all of them together.
macro_rules! settings {
    ($($ident:ident: $name:literal, $default:expr, $secret:literal, $meaning:literal;)*) => {
        $(
            #[doc = $meaning]
            pub const $ident: Setting = Setting {
                name: $name,
                default: $default,
                meaning: $meaning,
                secret: $secret,
            };
        )*

        /// Every setting, in the order in which it is explained.
        pub const ALL: &[Setting] = &[$($ident),*];
    };
}

use self::Default::{Nothing, Value, Words};

settings! {
    MODE: "BURSAR_MODE", Value("sandbox"), false,
        "sandbox, for trying out and for test suites, or production.";
    LISTEN: "BURSAR_LISTEN", Value("127.0.0.1:8080"), false,
        "Address and port to listen on. Sandbox mode warns when this is not a loopback address.";
    DATABASE_URL: "DATABASE_URL", Words("bursar.sqlite in the data directory; required in production"), true,
        "Where everything is kept: postgres://user:password@host/database, sqlite:path/to/file or sqlite::memory:.";
    DATA_DIR: "BURSAR_DATA_DIR", Value("bursar-data"), false,
        "Folder of sandbox mode: the database, the keys made on the first start, and sandbox.env.";
    SECRET_KEY: "BURSAR_SECRET_KEY", Words("made in the data directory; required in production"), true,
        "At least 32 characters of randomness, from which one key per purpose is derived. Several, separated by commas, newest first, let you change it: the newest is used, the others still open what they sealed.";
    PUBLIC_URL: "BURSAR_PUBLIC_URL", Words("http:// and the listen address"), false,
        "Address under which the outside world reaches the program, without a path. https in production.";
    API_URL: "BURSAR_API_URL", Words("BURSAR_PUBLIC_URL"), false,
        "Address of the API where it differs; used in every link that the API returns to itself.";
    PAGES_URL: "BURSAR_PAGES_URL", Words("BURSAR_PUBLIC_URL"), false,
        "Address of the payment pages where it differs; used in next_url.";
    ADMIN_URL: "BURSAR_ADMIN_URL", Words("BURSAR_PUBLIC_URL"), false,
        "Address of the staff pages where it differs.";
    TRUSTED_PROXIES: "BURSAR_TRUSTED_PROXIES", Nothing, false,
        "Addresses or networks (10.0.0.0/8), separated by commas, whose X-Forwarded-For is believed. From anyone else the header is ignored.";
    PRODUCT_NAME: "BURSAR_PRODUCT_NAME", Value("Bursar"), false,
        "Name of the payments platform as paying users read it.";
    SUPPORT_URL: "BURSAR_SUPPORT_URL", Nothing, false,
        "Address of a page where paying users find help; linked from the payment pages.";
    SUPPORT_EMAIL: "BURSAR_SUPPORT_EMAIL", Nothing, false,
        "E-mail address where paying users find help; linked from the payment pages.";
    DOCUMENTATION_URL: "BURSAR_DOCUMENTATION_URL", Words("/docs under BURSAR_API_URL"), false,
        "Address of the integrators' documentation where it differs; named in some of the API's errors.";
    SECURITY_CONTACT: "BURSAR_SECURITY_CONTACT", Nothing, false,
        "Where to report a vulnerability: e-mail or https addresses, separated by commas. Served as /.well-known/security.txt, which does not exist without it.";
    SECURITY_POLICY: "BURSAR_SECURITY_POLICY", Nothing, false,
        "Address of the vulnerability disclosure policy, named in security.txt.";
    IDEMPOTENCY: "BURSAR_IDEMPOTENCY", Value("all"), false,
        "Which requests an Idempotency-Key makes repeatable: all that create something, or agreement, which remembers the keys of payments on agreements alone and ignores others, as GOV.UK Pay does.";
    EXTRA_REFUSALS: "BURSAR_EXTRA_REFUSALS", Nothing, false,
        "Further API requests to refuse, separated by commas: wrong-media-type (400 P0920 instead of 415), missing-media-type, urls-in-texts (in a reference or description), http-return-urls (on test accounts too), and card-numbers-as-references (typed into a service's form).";
    RETENTION_DAYS: "BURSAR_RETENTION_DAYS", Value("2555"), false,
        "Days after which the personal data of paying users is removed from a finished payment.";
    REGISTRATION_DOMAINS: "BURSAR_REGISTRATION_DOMAINS", Nothing, false,
        "Domains, separated by commas, whose people may register themselves as staff: those with an e-mail address there or at a subdomain. Without it nobody may; people are invited, or added with bursar staff create.";
    MAIL_URL: "BURSAR_MAIL_URL", Nothing, true,
        "The server that takes e-mails: smtp://user:password@host:587 (STARTTLS), smtps://user:password@host:465 (TLS), or smtp://host:25?tls=none, the last without a user. Special characters in user and password are percent-encoded. Without a way to send them, e-mails stay in sandbox mode's outbox, and production gives them up where staff see it.";
    MAIL_FROM: "BURSAR_MAIL_FROM", Nothing, false,
        "Whom e-mails over BURSAR_MAIL_URL are from: no-reply@example.org or Payments <no-reply@example.org>. Required beside it.";
    MAIL_REPLY_TO: "BURSAR_MAIL_REPLY_TO", Nothing, false,
        "Where answers to e-mails over BURSAR_MAIL_URL go. Without it they say that nobody reads answers.";
    NOTIFY_API_KEY: "BURSAR_NOTIFY_API_KEY", Nothing, true,
        "Sends e-mails by GOV.UK Notify instead, with this key of its API.";
    NOTIFY_TEMPLATE: "BURSAR_NOTIFY_TEMPLATE", Nothing, false,
        "The id of the e-mail template at GOV.UK Notify, whose subject is ((subject)) and whose message is ((body)). Required beside the key.";
    NOTIFY_URL: "BURSAR_NOTIFY_URL", Words("GOV.UK Notify itself"), false,
        "Where the API of GOV.UK Notify is, for tests and proxies. https, or this machine.";
    SANDBOX_API_KEY: "BURSAR_SANDBOX_API_KEY", Words("made on the first start and kept in sandbox.env"), true,
        "Fixes the demo service's API key for test suites: 20 to 100 printable characters without spaces. Sandbox mode only.";
    LOG: "BURSAR_LOG", Value("info"), false,
        "What is logged: a level (error, warn, info, debug, trace), or several as target=level separated by commas.";
    LOG_FORMAT: "BURSAR_LOG_FORMAT", Value("auto"), false,
        "pretty, json, or auto: pretty on a terminal, JSON lines elsewhere.";
    METRICS_LISTEN: "BURSAR_METRICS_LISTEN", Nothing, false,
        "Address and port of a second listener for Prometheus (/metrics) and health checks, to be kept from the public. In sandbox mode /metrics is also served beside everything else.";
    DATABASE_CONNECTIONS: "BURSAR_DATABASE_CONNECTIONS", Value("10"), false,
        "Most connections to the database at a time, 1 to 200. On SQLite these only read; one more writes.";
    CONNECTIONS_MAX: "BURSAR_CONNECTIONS_MAX", Value("1024"), false,
        "Most HTTP connections at a time, 1 to 100000. Further ones wait to be accepted.";
    WORKER_CONCURRENCY: "BURSAR_WORKER_CONCURRENCY", Value("8"), false,
        "Pieces of due work on payments done at a time, 1 to 256.";
    MESSAGE_CONCURRENCY: "BURSAR_MESSAGE_CONCURRENCY", Value("64"), false,
        "Webhooks and e-mails on their way at a time, 1 to 1024. They mostly wait for others, and never hold up payments.";
    SHUTDOWN_SECS: "BURSAR_SHUTDOWN_SECS", Value("30"), false,
        "Seconds that requests and work under way are given to finish after a stop signal, 1 to 600.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_stands_in_the_table_once() {
        let mut names: Vec<_> = ALL.iter().map(|setting| setting.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }

    #[test]
    fn every_meaning_is_a_sentence() {
        for setting in ALL {
            assert!(setting.meaning.ends_with('.'), "{}", setting.name);
        }
    }
}
