//! What a unit changed in one table, over what is committed.

use std::collections::BTreeMap;

/// Changed and removed rows; everything else shows through from below.
#[derive(Debug)]
pub(crate) struct Overlay<K, V>(BTreeMap<K, Option<V>>);

impl<K, V> Default for Overlay<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone, V> Overlay<K, V> {
    /// Puts a row over the one below.
    pub(crate) fn put(&mut self, key: K, row: V) {
        self.0.insert(key, Some(row));
    }

    /// Hides the row below.
    pub(crate) fn remove(&mut self, key: K) {
        self.0.insert(key, None);
    }

    /// The row as the unit sees it.
    pub(crate) fn get<'a>(&'a self, below: &'a BTreeMap<K, V>, key: &K) -> Option<&'a V> {
        match self.0.get(key) {
            Some(changed) => changed.as_ref(),
            None => below.get(key),
        }
    }

    /// Every row as the unit sees it, in no particular order.
    pub(crate) fn rows<'a>(&'a self, below: &'a BTreeMap<K, V>) -> impl Iterator<Item = &'a V> {
        below
            .iter()
            .filter(|(key, _)| !self.0.contains_key(key))
            .map(|(_, row)| row)
            .chain(self.0.values().flatten())
    }

    /// Makes the changes below, and forgets them here.
    pub(crate) fn apply(&mut self, below: &mut BTreeMap<K, V>) {
        for (key, changed) in std::mem::take(&mut self.0) {
            match changed {
                Some(row) => below.insert(key, row),
                None => below.remove(&key),
            };
        }
    }
}
