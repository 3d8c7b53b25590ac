//! Telling people something, while no e-mail is sent.
//!
//! The links in messages are secrets: whoever has one may set a password. So they
//! reach a terminal, in sandbox mode, where the person who started the program sits;
//! and they never reach a log, which others read and which is kept.

mod log;
mod terminal;
mod words;

pub use log::Log;
pub use terminal::Terminal;
