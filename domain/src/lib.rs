//! The domain: payments, refunds, cards, accounts, and the ports to the world.
//!
//! Everything here is pure: no I/O, no clock, no randomness, no serialisation.
//! Time and random bytes arrive as arguments; effects leave through [`ports`].

pub mod account;
pub mod agreement;
pub mod audit;
pub mod card;
pub mod dispute;
pub mod email;
pub mod id;
pub mod idempotency;
pub mod money;
pub mod operation;
pub mod payment;
pub mod ports;
pub mod postcode;
pub mod refund;
pub mod staff;
pub mod timestamp;
pub mod token;
pub mod webhook;
pub mod work;

pub use agreement::Agreement;
pub use id::{
    AccountId, AgreementId, ApiKeyId, CredentialsId, DeliveryId, DisputeId, EmailId, InvitationId,
    OperationId, PasskeyId, PaymentId, RefundId, ServiceId, SessionId, StaffId, WebhookId, WorkId,
};
pub use money::Amount;
pub use payment::Payment;
pub use refund::Refund;
pub use timestamp::Timestamp;
