//! The hosted payment pages, and the sandbox's pages.
//!
//! Server-rendered, in English or Welsh as the payment says, and complete without
//! scripts. A page asks the application and shows the answer; it decides nothing
//! about payments and knows no cryptography. Element ids, form field names and two
//! titles are a public contract, held by golden files.

mod accept_language;
mod assets;
mod brand;
mod card_details;
mod check_card;
mod clock_reading;
mod confirm;
mod cookies;
mod countries;
mod detached;
mod form;
mod frame;
mod headers;
mod journey;
mod leave;
mod order;
mod organisation;
mod outbox;
mod outcome;
mod refusal;
mod respond;
mod routes;
mod sandbox;
mod secure;
mod settings;
mod text;
mod visit;
mod waiting;

#[cfg(test)]
mod gallery;

pub use self::routes::routes;
pub use self::settings::PagesSettings;
