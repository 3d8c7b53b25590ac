//! The loop, once per group of work: claim what has fallen due, perform it, claim more.
//!
//! What the work is, when it is tried again and when it is given up are the
//! application's and the domain's business; the loop knows none of it.

mod crew;
mod pace;
mod tally;
mod worker;

pub use tally::Tally;
pub use worker::{Options, run};
