//! How many may listen at a time: each one looks into the database a few times a second.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::AccountId;

/// Most listeners of one process.
pub(super) const LISTENERS_MAX: usize = 100;
/// Most listeners of one account: a team with a laptop each.
pub(super) const LISTENERS_OF_ACCOUNT_MAX: usize = 10;

/// The listeners of every account that has some.
type Taken = BTreeMap<AccountId, usize>;

/// The places for listeners.
#[derive(Debug, Clone, Default)]
pub(super) struct Places(Arc<Mutex<Taken>>);

/// A listener's place, which is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Places,
    account: AccountId,
}

impl Places {
    /// A place for a listener of this account, if one is left.
    pub(super) fn take(&self, account: &AccountId) -> Option<Place> {
        let mut taken = self.taken();
        let of_account = taken.get(account).copied().unwrap_or_default();
        let of_all: usize = taken.values().sum();
        if of_account >= LISTENERS_OF_ACCOUNT_MAX || of_all >= LISTENERS_MAX {
            return None;
        }
        taken.insert(account.clone(), of_account + 1);
        Some(Place {
            places: self.clone(),
            account: account.clone(),
        })
    }

    /// Nothing panics while it holds this.
    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken();
        if let Some(of_account) = taken.get_mut(&self.account) {
            *of_account -= 1;
        }
        taken.retain(|_, of_account| *of_account > 0);
    }
}

#[cfg(test)]
mod tests {
    use domain::id::ID_LENGTH;

    use super::*;

    fn account(number: u8) -> AccountId {
        AccountId::from_random([number; ID_LENGTH])
    }

    #[test]
    fn an_account_has_so_many_and_gets_them_back() {
        let places = Places::default();
        let mut held: Vec<_> = (0..LISTENERS_OF_ACCOUNT_MAX)
            .map(|_| places.take(&account(1)).unwrap())
            .collect();

        assert!(places.take(&account(1)).is_none());
        assert!(places.take(&account(2)).is_some());
        held.pop();
        held.extend(places.take(&account(1)));
        assert_eq!(held.len(), LISTENERS_OF_ACCOUNT_MAX);

        held.clear();
        assert!(places.taken().is_empty());
    }

    #[test]
    fn all_accounts_together_have_so_many() {
        let places = Places::default();
        let numbers = (0..32).cycle();
        let held: Vec<_> = numbers
            .map_while(|number| places.take(&account(number)))
            .collect();
        assert_eq!(held.len(), LISTENERS_MAX);
    }
}
