//! The program: settings, the listener, and the one file that names concrete
//! adapters.

pub mod arguments;
pub mod commands;
pub mod compose;
pub mod health;
pub mod http;
pub mod metrics;
pub mod roles;
pub mod running;
pub mod sandbox;
pub mod security_txt;
pub mod serve;
pub mod settings;
pub mod site;
pub mod telemetry;
