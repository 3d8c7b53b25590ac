//! The same journeys in a real browser: with and without scripts, by keyboard
//! focus and by axe-core, and the explorer with no network.

#![cfg(test)]

mod accessibility;
mod email_typo;
mod explorer;
mod form;
mod gallery;
mod passkeys;
mod paying;
mod pictures;
mod staff;
