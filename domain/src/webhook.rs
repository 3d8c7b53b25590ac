//! Webhooks: where a service is told what happens to its payments, and how telling it
//! went.

pub mod delivery;
pub mod endpoint;
pub mod event_type;
pub mod secret;

pub use self::delivery::{Attempt, AttemptOutcome, Delivery, DeliveryStatus};
pub use self::endpoint::{EndpointStatus, EndpointUrl, Failing, WebhookEndpoint};
pub use self::event_type::EventType;
pub use self::secret::SigningSecret;
