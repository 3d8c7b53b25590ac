//! Every port in memory, with behaviour: for tests and simulation.
//!
//! These are fakes that behave, not mocks: units roll back, tokens are consumed
//! once, and the PSP keeps books. Nothing here is durable, and nothing is secret.

pub mod clock;
pub mod ledger;
pub mod mailer;
pub mod passkeys;
pub mod people;
pub mod psp;
pub mod random;
pub mod rate_limits;
pub mod secrets;
pub mod store;
pub mod webhooks;

mod data;
mod gate;
mod overlay;
mod queries;
mod shared;

use std::sync::Arc;

use domain::Timestamp;

pub use self::clock::MemoryClock;
pub use self::ledger::MemoryLedger;
pub use self::mailer::{MailMishap, MemoryMailer};
pub use self::passkeys::{MemoryDevice, MemoryPasskeys};
pub use self::people::{MemoryAppCodes, MemoryPasswords, MemoryVault};
pub use self::psp::{Behaviour, Call, MemoryPsp};
pub use self::random::SeededRandom;
pub use self::rate_limits::MemoryRateLimits;
pub use self::secrets::MemorySecrets;
pub use self::store::MemoryStore;
pub use self::webhooks::{MemoryWebhookBodies, MemoryWebhookSender, Reply, SentMessage};

/// When a [`World`]'s clock starts: 2026-06-24T12:00:00Z.
pub const START: Timestamp = Timestamp::from_millis(1_782_302_400_000);

/// All ports, wired to one another.
///
/// The PSP and the [`World::ledger`] share their books. The PSP and the ways out for e-mails
/// and webhooks panic when they are called by a task that has a unit of the [`World::store`]
/// open.
#[derive(Clone, Debug)]
pub struct World {
    /// Units of work, reads for display, and the sandbox's own data: it is
    /// `Store`, `Queries` and `SandboxData` at once.
    pub store: Arc<MemoryStore>,
    /// The PSP's books.
    pub ledger: Arc<MemoryLedger>,
    /// The clock, at [`START`] until it is moved.
    pub clock: Arc<MemoryClock>,
    /// Randomness that repeats from run to run.
    pub random: Arc<SeededRandom>,
    /// Keyed hashes under one key.
    pub secrets: Arc<MemorySecrets>,
    /// Counts of requests.
    pub rate_limits: Arc<MemoryRateLimits>,
    /// Passkeys.
    pub passkeys: Arc<MemoryPasskeys>,
    /// The way out for e-mails.
    pub mailer: Arc<MemoryMailer>,
    /// The way out to webhook endpoints.
    pub webhook_sender: Arc<MemoryWebhookSender>,
    /// What webhook endpoints are sent.
    pub webhook_bodies: Arc<MemoryWebhookBodies>,
    /// The PSP of every provider it speaks for; it is `Psps` and `Psp` at once.
    pub psp: Arc<MemoryPsp>,
}

impl World {
    /// An empty world, the same every time.
    pub fn new() -> Self {
        Self::seeded(0)
    }

    /// An empty world whose randomness starts from this seed.
    pub fn seeded(seed: u64) -> Self {
        let ledger = Arc::new(MemoryLedger::default());
        let clock = Arc::new(MemoryClock::at(START));
        let store = Arc::new(MemoryStore::over(Arc::clone(&ledger)));
        let psp = MemoryPsp::new(Arc::clone(&ledger), Arc::clone(&clock), store.open_units());
        let webhook_sender = MemoryWebhookSender::new(Arc::clone(&clock), store.open_units());
        Self {
            ledger,
            rate_limits: Arc::new(MemoryRateLimits::new(Arc::clone(&clock))),
            clock,
            passkeys: Arc::new(MemoryPasskeys::default()),
            mailer: Arc::new(MemoryMailer::new(store.open_units())),
            webhook_sender: Arc::new(webhook_sender),
            webhook_bodies: Arc::new(MemoryWebhookBodies),
            store,
            random: Arc::new(SeededRandom::from_seed(seed)),
            secrets: Arc::new(MemorySecrets::default()),
            psp: Arc::new(psp),
        }
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}
