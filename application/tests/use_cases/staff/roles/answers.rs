//! What somebody was told, whichever error told it, and which use cases there are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use application::staff::Forbidden;
use application::staff::credentials::CredentialsError;
use application::staff::demo_payment::DemoPaymentError;
use application::staff::details::DetailsError;
use application::staff::going_live::GoLiveError;
use application::staff::keys::StaffKeyError;
use application::staff::platform::PlatformError;
use application::staff::refunds::StaffRefundError;
use application::staff::services::AccessError;
use application::staff::settings::SettingsError;
use application::staff::team::TeamError;
use application::staff::transactions::StaffCancelError;
use application::staff::webhooks::EndpointError;
use domain::staff::Permission;

/// What somebody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// They got as far as the subject.
    Permitted,
    /// What they are does not permit it.
    NotPermitted(Permission),
    /// There is no such thing, for them.
    NoSuchThing,
    /// The service has to be entered first.
    NotEntered,
}

/// An error that may mean that somebody may not.
pub(super) trait Refusal: std::fmt::Debug {
    fn answer(&self) -> Answer;
}

impl Refusal for Forbidden {
    fn answer(&self) -> Answer {
        match self {
            Self::NotAMember => Answer::NoSuchThing,
            Self::NotPermitted(permission) => Answer::NotPermitted(*permission),
        }
    }
}

impl Refusal for AccessError {
    fn answer(&self) -> Answer {
        match self {
            Self::NotFound => Answer::NoSuchThing,
            Self::NotPermitted(permission) => Answer::NotPermitted(*permission),
            Self::Store(error) => panic!("{error}"),
        }
    }
}

impl Refusal for TeamError {
    fn answer(&self) -> Answer {
        match self {
            Self::Forbidden(forbidden) => forbidden.answer(),
            other => panic!("{other}"),
        }
    }
}

impl Refusal for PlatformError {
    fn answer(&self) -> Answer {
        match self {
            Self::Access(access) => access.answer(),
            Self::NotEntered(_) => Answer::NotEntered,
            Self::NoReason | Self::Oneself => panic!("{self}"),
        }
    }
}

/// Errors that are about access, or about something else.
macro_rules! refusals {
    ($($error:ident),+) => {
        $(impl Refusal for $error {
            fn answer(&self) -> Answer {
                match self {
                    Self::Access(access) => access.answer(),
                    other => panic!("{other}"),
                }
            }
        })+
    };
}

refusals!(
    CredentialsError,
    DetailsError,
    EndpointError,
    SettingsError,
    StaffCancelError,
    StaffKeyError,
    StaffRefundError
);

impl Refusal for GoLiveError {
    fn answer(&self) -> Answer {
        match self {
            Self::Access(access) => access.answer(),
            // Who is told this is past being asked who they are.
            Self::NotNow | Self::InSandbox => Answer::Permitted,
            other => panic!("{other}"),
        }
    }
}

impl Refusal for DemoPaymentError {
    fn answer(&self) -> Answer {
        match self {
            Self::Access(access) => access.answer(),
            Self::Live => Answer::Permitted,
            other @ Self::Refused(_) => panic!("{other}"),
        }
    }
}

/// The names of all use cases that somebody signed in may try, as their files say.
pub(super) fn use_cases_of_staff() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    gather(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/staff"),
        &mut names,
    );
    names
}

fn gather(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, names);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let functions = text.split("\n    pub ").skip(1);
        for function in functions {
            let function = function.strip_prefix("async ").unwrap_or(function);
            let Some(function) = function.strip_prefix("fn ") else {
                continue;
            };
            let Some((name, rest)) = function.split_once('(') else {
                continue;
            };
            let parameters = rest
                .split_once(')')
                .map_or("", |(parameters, _)| parameters);
            if parameters.contains("&self") && parameters.contains("staff: &Staff") {
                names.insert(name.to_owned());
            }
        }
    }
}
