//! The program as it is started: its commands, its settings, its two modes.
#![cfg(test)]

mod bursar;
mod commands;
mod production;
mod refusals;
mod sandbox;
mod staff;
