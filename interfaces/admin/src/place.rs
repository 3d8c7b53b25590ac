//! Where a page stands: a service, and what the visitor is in it.

use application::staff::services::MyService;
use domain::account::{GatewayAccount, Mode, Service};
use domain::staff::standing::ENTRY_LASTS;
use domain::staff::{Permission, Standing};
use poem::{FromRequest, Request, RequestBody, Result};

use crate::form::Form;
use crate::frame::{ServiceBar, TabLink};
use crate::london;
use crate::refusal::Refusal;
use crate::visit::{Posted, Visit};

/// A service that the visitor belongs to, and the mode in the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) service: Service,
    /// What the visitor is here.
    pub(crate) standing: Standing,
    /// Until when, for a platform administrator who has entered the service.
    pub(crate) entered_until: Option<String>,
    /// The service's accounts, oldest first.
    pub(crate) accounts: Vec<GatewayAccount>,
    /// The mode in the address; `None` on pages about the service as a whole.
    pub(crate) mode: Option<Mode>,
}

/// Somebody who is signed in, at a page of a service they belong to.
pub(crate) struct ServiceVisit {
    pub(crate) visit: Visit,
    pub(crate) place: Place,
}

/// A form that somebody signed in sent from a page of a service they belong to.
pub(crate) struct ServicePost {
    pub(crate) visit: Visit,
    pub(crate) place: Place,
    pub(crate) form: Form,
}

/// A part of a service's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumIter)]
pub(crate) enum Tab {
    Dashboard,
    Transactions,
    Settings,
    Keys,
    Team,
    Record,
}

impl Place {
    /// The service in the address (`:service`), and the mode (`:mode`) if there is one.
    /// A service that the visitor does not belong to is not found.
    async fn of(request: &Request, visit: &Visit) -> std::result::Result<Self, Refusal> {
        let id = request.raw_path_param("service").unwrap_or_default();
        let mode = match request.raw_path_param("mode") {
            Some(word) => Some(word.parse().map_err(|_| Refusal::NotFound)?),
            None => None,
        };
        let mine = visit.application().my_service(&visit.staff, id).await?;
        let MyService {
            service,
            standing,
            accounts,
        } = mine;
        let entered = visit.staff.session.entered.as_ref();
        let entered = entered.filter(|_| standing == Standing::PlatformAdmin);
        let has = |mode| accounts.iter().any(|account| account.mode == mode);
        if mode.is_none_or(has) {
            Ok(Self {
                service,
                standing,
                entered_until: entered.map(|entry| london::time(entry.at.plus(ENTRY_LASTS))),
                accounts,
                mode,
            })
        } else {
            Err(Refusal::NotFound)
        }
    }

    /// Whether to show what needs this. The use case decides; this only leaves links out.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.standing
            .may(permission, self.mode.unwrap_or(Mode::Live))
    }

    /// Refuses a page to those whose role would be refused what it is for. The use case
    /// decides again when it comes to it.
    pub(crate) fn demand(&self, permission: Permission) -> std::result::Result<(), Refusal> {
        if self.may(permission) {
            Ok(())
        } else {
            Err(Refusal::Forbidden)
        }
    }

    /// The mode in the address, on pages that have one.
    pub(crate) fn required_mode(&self) -> std::result::Result<Mode, Refusal> {
        self.mode.ok_or(Refusal::NotFound)
    }

    /// The address of a page of the service as a whole.
    pub(crate) fn path(&self, rest: &str) -> String {
        format!("/admin/service/{}{rest}", self.service.id)
    }

    /// The address of a page of the service in the mode of this one; of a page of no
    /// mode, in live mode if the service is live.
    pub(crate) fn mode_path(&self, rest: &str) -> String {
        let is_live = self
            .accounts
            .iter()
            .any(|account| account.mode == Mode::Live);
        let usual = if is_live { Mode::Live } else { Mode::Test };
        let mode = self.mode.unwrap_or(usual);
        self.path(&format!("/{}{rest}", mode.word()))
    }

    /// The way to the service's other account, from pages of one mode.
    fn other_mode(&self) -> Option<TabLink> {
        let (other, id, label) = match self.mode? {
            Mode::Test => (Mode::Live, "switch-mode", "Switch to live"),
            Mode::Live => (Mode::Test, "switch-mode", "Switch to test"),
        };
        let exists = self.accounts.iter().any(|account| account.mode == other);
        exists.then(|| TabLink {
            id,
            label,
            href: self.path(&format!("/{}/dashboard", other.word())),
            current: false,
        })
    }

    /// The service's bar.
    pub(crate) fn bar(&self, current: Tab) -> ServiceBar {
        use strum::IntoEnumIterator;
        let shown = |tab: &Tab| self.may(tab.permission());
        let link = |tab: Tab| TabLink {
            id: tab.id(),
            label: tab.label(),
            href: tab.href(self),
            current: tab == current,
        };
        ServiceBar {
            name: self.service.name.to_string(),
            mode: self.mode,
            other_mode: self.other_mode(),
            entered_until: self.entered_until.clone(),
            tabs: Tab::iter().filter(shown).map(link).collect(),
        }
    }
}

impl Tab {
    fn permission(self) -> Permission {
        match self {
            Self::Dashboard | Self::Transactions => Permission::SeeTransactions,
            Self::Settings => Permission::SeeSettings,
            Self::Keys => Permission::SeeKeys,
            Self::Team => Permission::SeeTeam,
            Self::Record => Permission::SeeAudit,
        }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Dashboard => "nav-dashboard",
            Self::Transactions => "nav-transactions",
            Self::Settings => "nav-settings",
            Self::Keys => "nav-keys",
            Self::Team => "nav-team",
            Self::Record => "nav-record",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Dashboard => "Dashboard",
            Self::Transactions => "Transactions",
            Self::Settings => "Settings",
            Self::Keys => "API keys",
            Self::Team => "Team",
            Self::Record => "Record",
        }
    }

    fn href(self, place: &Place) -> String {
        match self {
            Self::Dashboard => place.mode_path("/dashboard"),
            Self::Transactions => place.mode_path("/transactions"),
            Self::Settings => place.mode_path("/settings"),
            Self::Keys => place.mode_path("/keys"),
            Self::Team => place.path("/team"),
            Self::Record => place.path("/record"),
        }
    }
}

impl<'a> FromRequest<'a> for ServiceVisit {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let visit = Visit::from_request(request, body).await?;
        let place = Place::of(request, &visit).await?;
        Ok(Self { visit, place })
    }
}

impl<'a> FromRequest<'a> for ServicePost {
    async fn from_request(request: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let Posted { visit, form } = Posted::from_request(request, body).await?;
        let place = Place::of(request, &visit).await?;
        Ok(Self { visit, place, form })
    }
}
