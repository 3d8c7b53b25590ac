//! Services, their accounts at PSPs, and the keys that open them.

pub mod api_key;
pub mod branding;
pub mod credentials;
pub mod organisation;
pub mod rate_limit;
pub mod service;
pub mod surcharge;

use strum::IntoStaticStr;

pub use self::api_key::ApiKey;
pub use self::branding::{Branding, Colour};
pub use self::credentials::{Credentials, CredentialsState};
pub use self::organisation::Organisation;
pub use self::rate_limit::{RateLimit, RequestKind};
pub use self::service::{GoingLive, SERVICE_NAME_MAX, Service, ServiceName};
pub use self::surcharge::Surcharges;
use crate::card::brand::AcceptedCards;
use crate::money::Amount;
use crate::{AccountId, ServiceId, Timestamp};

/// One service's account at one PSP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayAccount {
    /// Its name in our records.
    pub id: AccountId,
    /// The service it belongs to.
    pub service: ServiceId,
    /// The service's name for people.
    pub service_name: String,
    /// Whether money moves.
    pub mode: Mode,
    /// The PSP new payments go through.
    pub provider: Provider,
    /// The cards it takes.
    pub cards: AcceptedCards,
    /// Whether it takes prepaid cards.
    pub takes_prepaid: bool,
    /// Whether the card page asks for a billing address.
    pub asks_billing_address: bool,
    /// Whether the card page's billing address begins with the United Kingdom.
    pub presumes_uk: bool,
    /// Whether the card page asks for an e-mail address.
    pub email: EmailCollection,
    /// Whether paying users are told by e-mail that they have paid.
    pub confirms_payments: bool,
    /// Whether paying users are told by e-mail that they were given money back.
    pub confirms_refunds: bool,
    /// What the service adds to the first of those, at most
    /// [`PARAGRAPH_MAX`](crate::email::PARAGRAPH_MAX) characters.
    pub email_paragraph: Option<String>,
    /// Whether paying users prove who they are to their banks (3-D Secure), where the
    /// PSP can ask them to.
    pub requires_3ds: bool,
    /// Whether the card page hides what is typed as the card number, for payments that
    /// staff take by telephone.
    pub masks_card_number: bool,
    /// The same for the security code.
    pub masks_security_code: bool,
    /// Refunds of staff above this need a colleague's approval; `None` where none do.
    pub approval_above: Option<Amount>,
    /// Whether a payment of nothing may be made.
    pub allows_zero: bool,
    /// What corporate cards cost on top.
    pub surcharges: Surcharges,
    /// Whether paying users may order by mail or telephone.
    pub allows_moto: bool,
    /// Whether the service may send card details itself (`moto_api`).
    pub allows_moto_api: bool,
    /// Whether the service may report payments that were taken by telephone.
    pub allows_telephone: bool,
    /// Whether the service may take payments on agreements.
    pub recurring: bool,
    /// How often it may call, where that differs from [`RateLimit::USUAL`].
    pub rate_limit: Option<RateLimit>,
    /// Whether payments and refunds are stopped.
    pub disabled: bool,
    /// When it was opened.
    pub created_at: Timestamp,
    /// How often it was saved.
    pub version: u64,
}

/// Whether an account moves money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Mode {
    /// No money moves.
    Test,
    /// Money moves.
    Live,
}

/// A PSP we can talk to.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, IntoStaticStr, strum::EnumString, strum::EnumIter,
)]
#[strum(serialize_all = "snake_case")]
pub enum Provider {
    /// The built-in one, in which no money moves.
    Sandbox,
    /// Worldpay.
    Worldpay,
    /// Stripe.
    Stripe,
}

/// Whether the card page asks for an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum EmailCollection {
    /// It does, and insists.
    Mandatory,
    /// It does, and takes a blank for an answer.
    Optional,
    /// It doesn't.
    Off,
}

impl Mode {
    /// The word in settings and key prefixes: `test` or `live`.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Test => "Test",
            Self::Live => "Live",
        }
    }
}

impl Provider {
    /// Every PSP.
    pub fn all() -> impl Iterator<Item = Self> {
        use strum::IntoEnumIterator;
        Self::iter()
    }

    /// The word in `payment_provider`.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sandbox => "Sandbox",
            Self::Worldpay => "Worldpay",
            Self::Stripe => "Stripe",
        }
    }
}

impl GatewayAccount {
    /// A new account with the usual settings.
    pub fn open(
        id: AccountId,
        service: &Service,
        mode: Mode,
        provider: Provider,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            service: service.id.clone(),
            service_name: service.name.as_str().to_owned(),
            mode,
            provider,
            cards: AcceptedCards::usual(),
            takes_prepaid: true,
            asks_billing_address: true,
            presumes_uk: true,
            email: EmailCollection::Mandatory,
            confirms_payments: true,
            confirms_refunds: false,
            email_paragraph: None,
            requires_3ds: true,
            masks_card_number: false,
            masks_security_code: false,
            approval_above: None,
            allows_zero: false,
            surcharges: Surcharges::default(),
            allows_moto: false,
            allows_moto_api: false,
            allows_telephone: false,
            recurring: false,
            rate_limit: None,
            disabled: false,
            created_at: now,
            version: 0,
        }
    }
}
