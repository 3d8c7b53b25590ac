//! Sandbox mode's own arrangements: its folder, the keys made there, and what it
//! tells the person who started it.

pub mod announcement;
pub mod demo;
pub mod folder;
