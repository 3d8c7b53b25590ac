//! Journeys through the staff site, following forms and redirects as a browser does.
#![cfg(test)]

#[path = "journeys/approvals.rs"]
mod approvals;
#[path = "journeys/browser.rs"]
mod browser;
#[path = "journeys/dashboard.rs"]
mod dashboard;
#[path = "journeys/demo_payment.rs"]
mod demo_payment;
#[path = "journeys/emails.rs"]
mod emails;
#[path = "journeys/export.rs"]
mod export;
#[path = "journeys/gallery.rs"]
mod gallery;
#[path = "journeys/going_live.rs"]
mod going_live;
#[path = "journeys/house.rs"]
mod house;
#[path = "journeys/keys.rs"]
mod keys;
#[path = "journeys/passkeys.rs"]
mod passkeys;
#[path = "journeys/passwords.rs"]
mod passwords;
#[path = "journeys/payments.rs"]
mod payments;
#[path = "journeys/platform.rs"]
mod platform;
#[path = "journeys/platform_payments.rs"]
mod platform_payments;
#[path = "journeys/platform_people.rs"]
mod platform_people;
#[path = "journeys/platform_services.rs"]
mod platform_services;
#[path = "journeys/profile.rs"]
mod profile;
#[path = "journeys/protection.rs"]
mod protection;
#[path = "journeys/psp.rs"]
mod psp;
#[path = "journeys/record.rs"]
mod record;
#[path = "journeys/refunds.rs"]
mod refunds;
#[path = "journeys/registration.rs"]
mod registration;
#[path = "journeys/role_walk.rs"]
mod role_walk;
#[path = "journeys/services.rs"]
mod services;
#[path = "journeys/settings.rs"]
mod settings;
#[path = "journeys/signing_in.rs"]
mod signing_in;
#[path = "journeys/takings.rs"]
mod takings;
#[path = "journeys/team.rs"]
mod team;
#[path = "journeys/transactions.rs"]
mod transactions;
#[path = "journeys/transactions_everywhere.rs"]
mod transactions_everywhere;
#[path = "journeys/transactions_filters.rs"]
mod transactions_filters;
#[path = "journeys/webhooks.rs"]
mod webhooks;
