//! What people do on the hosted payment pages and the staff site, over HTTP with a
//! browser that runs no scripts: every card, every ending, every page, on every
//! database.

#![cfg(test)]

mod cards;
mod email_typo;
mod endings;
mod form_fields;
mod links;
mod protection;
mod refunds;
mod sandbox_page;
mod staff;
mod standing;
mod waiting;
