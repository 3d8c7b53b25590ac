//! Instants as people who build services read them: in UTC, to the second.

use domain::Timestamp;
use time::macros::format_description;

/// An instant as machines and people read it.
#[derive(Clone, Debug)]
pub(crate) struct ClockReading {
    pub(crate) machine: String,
    pub(crate) human: String,
}

impl ClockReading {
    /// Reads an instant.
    pub(crate) fn of(now: Timestamp) -> Self {
        let second = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]Z");
        let people = format_description!(
            "[day padding:none] [month repr:long] [year], [hour]:[minute]:[second] UTC"
        );
        Self {
            machine: now.utc().format(second).unwrap_or_default(),
            human: now.utc().format(people).unwrap_or_default(),
        }
    }
}
