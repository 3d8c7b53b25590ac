//! How far a service's account has come, in a tag and a line.

use domain::account::{GatewayAccount, GoingLive, Mode, Provider, Service};

use crate::london;

/// How an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccountState {
    /// Nobody can pay, and nothing is refunded.
    Stopped,
    /// It takes real money.
    Live,
    /// It would, but what opens it at its PSP is missing.
    Unopened,
    /// The test account of a service that is live.
    BesideLive,
    /// A test account at a PSP that is not ours.
    TestAt(Provider),
    /// A test account of a service that is not live yet.
    NotLive,
}

impl AccountState {
    /// How one of a service's accounts stands; `opened` is whether its PSP has what it
    /// asks for.
    pub(crate) fn of(account: &GatewayAccount, accounts: &[GatewayAccount], opened: bool) -> Self {
        let is_live = accounts.iter().any(|other| other.mode == Mode::Live);
        match (account.mode, account.provider) {
            _ if account.disabled => Self::Stopped,
            (Mode::Live, _) if opened => Self::Live,
            (Mode::Live, _) => Self::Unopened,
            (Mode::Test, _) if is_live => Self::BesideLive,
            (Mode::Test, Provider::Sandbox) => Self::NotLive,
            (Mode::Test, provider) => Self::TestAt(provider),
        }
    }

    /// What its tag says.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Stopped => "Not taking payments".to_owned(),
            Self::Live => "Live".to_owned(),
            Self::Unopened | Self::NotLive => "Not live yet".to_owned(),
            Self::BesideLive => "Test".to_owned(),
            Self::TestAt(provider) => format!("{} test", provider.label()),
        }
    }

    /// How its tag looks, beside its words.
    pub(crate) fn look(self) -> &'static str {
        match self {
            Self::Stopped => "bad",
            Self::Live => "live",
            Self::Unopened | Self::NotLive | Self::BesideLive | Self::TestAt(_) => "wait",
        }
    }

    /// One line that explains it.
    pub(crate) fn line(self, service: &Service, account: &GatewayAccount) -> String {
        match self {
            Self::Stopped => "Payments and refunds are stopped. Ask for help if you do not know \
                              why."
                .to_owned(),
            Self::Live => "Payments here move real money.".to_owned(),
            Self::Unopened => format!(
                "Nobody can pay yet: the credentials for {} are missing.",
                account.provider.label()
            ),
            Self::BesideLive => {
                "No money moves here: this is the test account of a live service.".to_owned()
            }
            Self::TestAt(_) | Self::NotLive => not_live(&service.going_live),
        }
    }
}

fn not_live(going_live: &GoingLive) -> String {
    match going_live {
        GoingLive::NotAsked | GoingLive::Granted { .. } => "No money moves here yet.".to_owned(),
        GoingLive::Asked { at, .. } => format!(
            "No money moves here. A live account was asked for on {}.",
            london::day(*at)
        ),
        GoingLive::Refused { reason, at } => format!(
            "No money moves here. Going live was refused on {}: {reason}",
            london::day(*at)
        ),
    }
}

#[cfg(test)]
mod tests {
    use domain::account::ServiceName;
    use domain::{AccountId, ServiceId, Timestamp};

    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_782_302_400_000);

    #[test]
    fn each_account_has_the_tag_of_where_it_stands() {
        use Provider::{Sandbox, Worldpay};
        let service = ServiceName::stored("Parking");
        let service = Service::new(ServiceId::from_random([1; 26]), service, NOW);
        let account = |mode, provider, disabled| GatewayAccount {
            disabled,
            ..GatewayAccount::open(
                AccountId::from_random([1; 26]),
                &service,
                mode,
                provider,
                NOW,
            )
        };
        let live = account(Mode::Live, Worldpay, false);
        for (account, is_live, opened, expected) in [
            (
                account(Mode::Test, Sandbox, false),
                false,
                true,
                "Not live yet",
            ),
            (
                account(Mode::Test, Worldpay, false),
                false,
                true,
                "Worldpay test",
            ),
            (account(Mode::Test, Sandbox, false), true, true, "Test"),
            (live.clone(), true, true, "Live"),
            (live.clone(), true, false, "Not live yet"),
            (
                account(Mode::Live, Worldpay, true),
                true,
                false,
                "Not taking payments",
            ),
            (
                account(Mode::Test, Sandbox, true),
                false,
                true,
                "Not taking payments",
            ),
        ] {
            let accounts = if is_live {
                vec![live.clone()]
            } else {
                Vec::new()
            };
            let state = AccountState::of(&account, &accounts, opened);
            assert_eq!(state.label(), expected);
            assert!(!state.line(&service, &account).is_empty());
        }
    }

    #[test]
    fn what_came_of_asking_to_go_live_is_told() {
        let asked = GoingLive::Asked {
            by: "ada@example.org".to_owned(),
            at: NOW,
            provider: Provider::Worldpay,
        };
        let refused = GoingLive::Refused {
            reason: "The address is missing.".to_owned(),
            at: NOW,
        };

        assert!(not_live(&asked).ends_with("was asked for on 24 June 2026."));
        assert!(not_live(&refused).ends_with("24 June 2026: The address is missing."));
    }
}
