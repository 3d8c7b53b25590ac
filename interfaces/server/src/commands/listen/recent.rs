//! The deliveries that came last, so that one that comes again is known.

use std::collections::VecDeque;

use domain::DeliveryId;

/// How many are remembered. The API repeats those of some seconds at most.
const REMEMBERED_MAX: usize = 1_000;

/// Deliveries that came, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Recent(VecDeque<DeliveryId>);

impl Recent {
    /// Whether a delivery comes for the first time. From now on it is known.
    pub(super) fn is_new(&mut self, id: &DeliveryId) -> bool {
        if self.0.contains(id) {
            return false;
        }
        if self.0.len() == REMEMBERED_MAX {
            self.0.pop_front();
        }
        self.0.push_back(id.clone());
        true
    }
}

#[cfg(test)]
mod tests {
    use domain::id::ID_LENGTH;

    use super::*;

    #[test]
    fn a_delivery_is_new_once() {
        let mut recent = Recent::default();
        let id = DeliveryId::from_random([7; ID_LENGTH]);
        assert!(recent.is_new(&id));
        assert!(!recent.is_new(&id));
        for number in 0..u32::try_from(REMEMBERED_MAX).unwrap() {
            let digits: [u8; ID_LENGTH] = std::array::from_fn(|place| {
                u8::from(
                    place < 32
                        && number
                            .checked_shr(place as u32)
                            .is_some_and(|rest| rest & 1 == 1),
                )
            });
            assert!(recent.is_new(&DeliveryId::from_random(digits)));
        }
        assert!(recent.is_new(&id));
        assert_eq!(recent.0.len(), REMEMBERED_MAX);
    }
}
