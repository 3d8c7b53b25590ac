//! Goes along with what is handed on, and passes nothing over.
//!
//! The place of an event is the instant at which the unit that hands it on began. That unit
//! may commit after another with a later place, so every now and then the follower looks
//! again at what is not long past, and passes on what it has not seen there.

use std::collections::BTreeSet;
use std::time::Duration;

use application::Application;
use application::actor::Service;
use application::listening::{HeardMessage, ListenError};
use domain::ports::queries::HandedOnCursor;
use tokio::time::Instant;

/// How long after its place an event may still come to light.
const LATE_MAX: Duration = Duration::from_secs(12);
/// How often the follower looks for such events.
const LOOK_BACK_EVERY: Duration = Duration::from_secs(2);

/// Where somebody stands who listens.
pub(super) struct Follower {
    /// Everything up to here has come to light and was seen.
    settled: HandedOnCursor,
    /// The furthest place that was seen.
    frontier: HandedOnCursor,
    /// Every place that was seen after `settled`.
    seen: BTreeSet<HandedOnCursor>,
    looked_back_at: Instant,
}

impl Follower {
    /// One that goes on after this place, or begins now. What it tells may begin with what is
    /// a little before the place; whoever begins now is told nothing that is there already.
    pub(super) async fn begin(
        application: &Application,
        service: &Service,
        after: Option<HandedOnCursor>,
    ) -> Result<Self, ListenError> {
        let now = application.begin_listening();
        // A place to come is one from before the sandbox was started afresh.
        let after = after.filter(|after| !is_to_come(after, &now));
        let mut follower = Self::at(before(&after.unwrap_or(now)));
        if after.is_none() {
            while !follower.look(application, service).await?.is_empty() {}
        }
        Ok(follower)
    }

    fn at(place: HandedOnCursor) -> Self {
        Self {
            settled: place,
            frontier: place,
            seen: BTreeSet::new(),
            looked_back_at: Instant::now(),
        }
    }

    /// What there is to tell, some of it if it is much; nothing when there is no more.
    pub(super) async fn look(
        &mut self,
        application: &Application,
        service: &Service,
    ) -> Result<Vec<HeardMessage>, ListenError> {
        let now = application.begin_listening();
        if is_to_come(&self.frontier, &now) {
            // The clock was put back, as it is when the sandbox is started afresh.
            (self.settled, self.frontier) = (now, now);
        }
        if self.frontier <= before(&now) {
            self.settle(self.frontier);
        }
        let is_due = self.looked_back_at.elapsed() >= LOOK_BACK_EVERY;
        let looks_back = is_due && self.settled < self.frontier;
        let mut after = if looks_back {
            self.settled
        } else {
            self.frontier
        };
        loop {
            let (mut heard, to) = application.listen(service, &after).await?;
            if to == after {
                break;
            }
            after = to;
            self.frontier = self.frontier.max(to);
            heard.retain(|message| self.seen.insert(message.cursor));
            if !heard.is_empty() {
                return Ok(heard);
            }
        }
        if looks_back {
            self.looked_back_at = Instant::now();
            self.settle(self.frontier.min(before(&now)));
        }
        Ok(Vec::new())
    }

    fn settle(&mut self, place: HandedOnCursor) {
        self.settled = self.settled.max(place);
        let settled = self.settled;
        self.seen.retain(|seen| *seen > settled);
    }
}

/// The place up to which nothing comes to light any more at this one.
fn before(place: &HandedOnCursor) -> HandedOnCursor {
    HandedOnCursor {
        at: place.at.minus(LATE_MAX),
        sequence: 0,
    }
}

/// Whether a place lies in the future, by more than clocks differ.
fn is_to_come(place: &HandedOnCursor, now: &HandedOnCursor) -> bool {
    before(place) > *now
}
