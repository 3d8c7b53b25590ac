//! How many messages are under way to each receiver, in this process.
//!
//! A receiver that hangs holds no more hands than [`IN_FLIGHT_MAX`], so others are told in
//! time. What finds no place comes back when one is likely to be free.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::WebhookId;
use domain::work::LEASE;

/// How many messages are under way to one receiver at most.
pub const IN_FLIGHT_MAX: u32 = 8;
/// The shortest time that what finds no place stays away.
const AWAY_MIN: Duration = Duration::from_millis(50);

/// Who takes messages.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Receiver {
    /// A webhook endpoint.
    Endpoint(WebhookId),
    /// The way out for e-mails.
    Mail,
}

/// The messages under way. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct InFlight(Arc<Mutex<BTreeMap<Receiver, Traffic>>>);

#[derive(Clone, Copy, Debug, Default)]
struct Traffic {
    under_way: u32,
    /// How many were turned away and have not come back, about.
    waiting: u32,
    /// How long the receiver took for a message, lately.
    took: Duration,
}

/// One message under way. Its place is free again once this is dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    all: InFlight,
    receiver: Receiver,
}

impl InFlight {
    /// Takes a place, or says how long to stay away.
    pub(crate) fn enter(&self, receiver: Receiver) -> Result<Slot, Duration> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let traffic = all.entry(receiver.clone()).or_default();
        if traffic.under_way >= IN_FLIGHT_MAX {
            traffic.waiting = traffic.waiting.saturating_add(1);
            let rounds = traffic.waiting.div_ceil(IN_FLIGHT_MAX);
            return Err((traffic.took * rounds).clamp(AWAY_MIN, LEASE));
        }
        traffic.under_way += 1;
        traffic.waiting = traffic.waiting.saturating_sub(1);
        Ok(Slot {
            all: self.clone(),
            receiver,
        })
    }
}

impl Slot {
    /// Notes how long a message took: the better part of what came before, and this.
    pub(crate) fn took(&self, time: Duration) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(traffic) = all.get_mut(&self.receiver) {
            traffic.took = (traffic.took * 3 + time) / 4;
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(traffic) = all.get_mut(&self.receiver) {
            traffic.under_way = traffic.under_way.saturating_sub(1);
            if traffic.under_way == 0 && traffic.waiting == 0 {
                all.remove(&self.receiver);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::ID_LENGTH;
    use domain::ports::webhooks::ANSWER_WITHIN;

    use super::*;

    fn endpoint(byte: u8) -> Receiver {
        Receiver::Endpoint(WebhookId::from_random([byte; ID_LENGTH]))
    }

    /// Every place of the first endpoint, taken.
    fn all_places(all: &InFlight) -> Vec<Slot> {
        (0..IN_FLIGHT_MAX)
            .map(|_| all.enter(endpoint(1)).unwrap())
            .collect()
    }

    #[test]
    fn a_receiver_has_so_many_places_and_others_have_their_own() {
        let all = InFlight::default();

        let slots = all_places(&all);

        assert_eq!(all.enter(endpoint(1)).unwrap_err(), AWAY_MIN);
        assert!(all.enter(endpoint(2)).is_ok());
        assert!(all.enter(Receiver::Mail).is_ok());
        drop(slots);
        assert!(all.enter(endpoint(1)).is_ok());
    }

    #[test]
    fn those_turned_away_come_back_in_their_turn_within_a_lease() {
        let all = InFlight::default();
        let slots = all_places(&all);
        let pauses = || -> Vec<_> {
            (0..1_000)
                .map(|_| all.enter(endpoint(1)).unwrap_err())
                .collect()
        };

        let by_a_quick_one = pauses();
        slots.iter().for_each(|slot| slot.took(ANSWER_WITHIN));
        let by_one_that_hangs = pauses();

        assert!(by_a_quick_one.iter().all(|pause| *pause == AWAY_MIN));
        assert!(by_one_that_hangs.is_sorted());
        assert_eq!(by_one_that_hangs.last(), Some(&LEASE));
    }

    #[test]
    fn a_receiver_at_rest_is_forgotten() {
        let all = InFlight::default();

        drop(all.enter(endpoint(1)).unwrap());

        assert!(all.0.lock().unwrap().is_empty());
    }
}
