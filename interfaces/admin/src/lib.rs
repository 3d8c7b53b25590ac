//! The staff site: people sign in, look after each other, and look after the
//! payments of their services.
//!
//! Server-rendered and complete without scripts. A page asks the application and
//! shows the answer; who may do what is decided there, never here: a page only
//! leaves out what would be refused.

mod addresses;
mod assets;
mod code;
mod cookies;
mod dashboard;
mod demo_payment;
mod detached;
mod field;
mod forgotten;
mod form;
mod frame;
mod going_live;
mod headers;
mod invitation;
mod keys;
mod london;
mod new_password;
mod newer_older;
mod news;
mod passkeys;
mod place;
mod platform;
mod pounds;
mod profile;
mod psp;
mod record;
mod recovery_codes;
mod refusal;
mod registration;
mod respond;
mod routes;
mod service_create;
mod service_settings;
mod services;
mod set_up;
mod settings;
mod sign_in;
mod team;
mod transaction;
mod transactions;
mod visit;
mod webhooks;

pub use self::cookies::BROWSER as BROWSER_COOKIE;
pub use self::routes::{addresses, routes};
pub use self::settings::{AdminSettings, invitation_link};
