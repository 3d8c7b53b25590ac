//! Journeys through the staff site, following forms and redirects as a browser does.
#![cfg(test)]

#[path = "journeys/browser.rs"]
mod browser;
#[path = "journeys/gallery.rs"]
mod gallery;
#[path = "journeys/house.rs"]
mod house;
#[path = "journeys/keys.rs"]
mod keys;
#[path = "journeys/passwords.rs"]
mod passwords;
#[path = "journeys/payments.rs"]
mod payments;
#[path = "journeys/profile.rs"]
mod profile;
#[path = "journeys/protection.rs"]
mod protection;
#[path = "journeys/refunds.rs"]
mod refunds;
#[path = "journeys/services.rs"]
mod services;
#[path = "journeys/signing_in.rs"]
mod signing_in;
#[path = "journeys/team.rs"]
mod team;
#[path = "journeys/transactions.rs"]
mod transactions;
