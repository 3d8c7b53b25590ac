//! The ports: everything the core needs of the world, in its own words.
//!
//! Each port is named for the collaborator. Its documentation states what an
//! adapter must do, and the contract suites test each sentence.

pub mod clock;
pub mod emails;
pub mod people;
pub mod psp;
pub mod queries;
pub mod random;
pub mod rate_limits;
pub mod repositories;
pub mod sandbox;
pub mod secrets;
pub mod staff;
pub mod webhooks;

pub use self::clock::Clock;
pub use self::emails::Mailer;
pub use self::people::{AppCodes, Passkeys, Passwords, Vault};
pub use self::psp::{Inquiry, Psp, PspError, Psps, Recurring};
pub use self::queries::Queries;
pub use self::random::Random;
pub use self::rate_limits::RateLimits;
pub use self::repositories::{Store, StoreError, UnitOfWork};
pub use self::secrets::Secrets;
pub use self::webhooks::{WebhookBodies, WebhookSender};

/// What went wrong underneath, for the log.
pub type Source = Box<dyn std::error::Error + Send + Sync>;
