//! Listening to the running server: the stream itself, held against its contract, and the
//! commands that developers run on their own machines.

#![cfg(test)]

mod commands;
mod contract;
mod program;
mod stream;
mod streams;
