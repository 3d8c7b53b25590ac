//! The use cases: everything Bursar does, one file each.
//!
//! [`Application`] is the core as one concrete type. A use case opens and ends
//! its units of work in its own file, holds no unit while a PSP is called, and
//! knows no tasks: whoever calls it decides what outlives the caller.

pub mod accounts;
pub mod actor;
pub mod agreements;
mod authorise;
pub mod checkout;
pub mod disputes;
pub mod due_work;
mod emails;
mod exchanges;
pub mod idempotency;
pub mod in_flight;
pub mod listening;
pub mod payments;
pub mod rate_limits;
pub mod refunds;
pub mod sandbox;
pub mod searching;
pub mod staff;

use std::sync::Arc;
use std::time::Duration;

use domain::id::ID_LENGTH;
use domain::ports::sandbox::{AdjustableClock, SandboxData};
use domain::ports::{
    AppCodes, Clock, Mailer, Passkeys, Passwords, Psps, Queries, Random, RateLimits, Secrets,
    Store, Vault, WebhookBodies, WebhookSender,
};
use domain::{ApiKeyId, OperationId, PaymentId, RefundId, Timestamp, WorkId};
use secrecy::SecretString;

use crate::idempotency::IdempotencyScope;
use crate::in_flight::InFlight;
use crate::staff::registration::RegistrationDomains;

/// Everything the core needs of the world.
#[derive(Clone)]
pub struct Ports {
    /// Where the truth is kept.
    pub store: Arc<dyn Store>,
    /// Reads for display.
    pub queries: Arc<dyn Queries>,
    /// The PSPs.
    pub psps: Arc<dyn Psps>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Unpredictable bytes.
    pub random: Arc<dyn Random>,
    /// Keyed hashes.
    pub secrets: Arc<dyn Secrets>,
    /// What signing people in needs besides.
    pub people: PeoplePorts,
    /// The way out for e-mails.
    pub mailer: Arc<dyn Mailer>,
    /// What webhook endpoints are sent.
    pub webhook_bodies: Arc<dyn WebhookBodies>,
    /// The way out to them.
    pub webhook_sender: Arc<dyn WebhookSender>,
    /// The count of requests that replicas share.
    pub rate_limits: Arc<dyn RateLimits>,
    /// This process's own count, for when the shared one cannot be had.
    pub local_rate_limits: Arc<dyn RateLimits>,
    /// What sandbox mode has besides; `None` in production.
    pub sandbox: Option<SandboxPorts>,
}

/// What signing people in needs besides.
#[derive(Clone)]
pub struct PeoplePorts {
    /// Passwords.
    pub passwords: Arc<dyn Passwords>,
    /// Secrets that rest.
    pub vault: Arc<dyn Vault>,
    /// Codes of authenticator apps.
    pub app_codes: Arc<dyn AppCodes>,
    /// Passkeys.
    pub passkeys: Arc<dyn Passkeys>,
}

/// What sandbox mode has besides.
#[derive(Clone)]
pub struct SandboxPorts {
    /// A clock that can be moved.
    pub clock: Arc<dyn AdjustableClock>,
    /// Data that can be thrown away.
    pub data: Arc<dyn SandboxData>,
}

/// What the operator decides.
#[derive(Clone, Debug)]
pub struct Policy {
    /// How long a finished payment keeps the paying user's personal data.
    pub retention: Duration,
    /// A key that is good without a checksum, for test suites in sandbox mode.
    pub unchecked_key: Option<SecretString>,
    /// Which requests may be repeated by an idempotency key.
    pub idempotency: IdempotencyScope,
    /// Whether a reference that somebody typed may not be a card number.
    pub refuses_card_numbers_as_references: bool,
    /// Whose people may register themselves as staff.
    pub registration_domains: RegistrationDomains,
}

/// The core. Cheap to clone.
#[derive(Clone)]
pub struct Application {
    ports: Ports,
    policy: Policy,
    in_flight: InFlight,
}

impl Default for Policy {
    /// Seven years of personal data, as public bodies keep their accounts; no
    /// exceptions.
    fn default() -> Self {
        Self {
            retention: Duration::from_secs(7 * 365 * 24 * 60 * 60),
            unchecked_key: None,
            idempotency: IdempotencyScope::All,
            refuses_card_numbers_as_references: false,
            registration_domains: RegistrationDomains::default(),
        }
    }
}

impl Application {
    /// The core over these ports.
    pub fn new(ports: Ports, policy: Policy) -> Self {
        Self {
            ports,
            policy,
            in_flight: InFlight::default(),
        }
    }

    fn now(&self) -> Timestamp {
        self.ports.clock.now()
    }

    fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.ports.random.fill(&mut bytes);
        bytes
    }

    fn new_payment_id(&self) -> PaymentId {
        PaymentId::from_random(self.random::<ID_LENGTH>())
    }

    fn new_refund_id(&self) -> RefundId {
        RefundId::from_random(self.random::<ID_LENGTH>())
    }

    fn new_operation_id(&self) -> OperationId {
        OperationId::from_random(self.random::<ID_LENGTH>())
    }

    fn new_work_id(&self) -> WorkId {
        WorkId::from_random(self.random::<ID_LENGTH>())
    }

    fn new_key_id(&self) -> ApiKeyId {
        ApiKeyId::from_random(self.random::<ID_LENGTH>())
    }
}
