//! The work queue of a unit.

use async_trait::async_trait;
use domain::Timestamp;
use domain::ports::StoreError;
use domain::ports::repositories::WorkQueue;
use domain::work::{Work, WorkGroup, WorkKind};

use super::Unit;
use crate::data::{Changes, Data};
use crate::shared::{Inner, Row};

#[async_trait]
impl WorkQueue for Unit {
    async fn schedule(&mut self, work: &Work) -> Result<(), StoreError> {
        self.hold(Row::Work(work.kind.clone())).await;
        self.look(|inner, changes| {
            let scheduled = match find(&inner.data, changes, &work.kind).cloned() {
                Some(present) => {
                    if present.leased_until.is_some() {
                        wish(inner, changes, &present, work.due_at);
                    }
                    Work {
                        due_at: present.due_at.min(work.due_at),
                        ..present
                    }
                }
                None => work.clone(),
            };
            changes.work.put(scheduled.id.clone(), scheduled);
        });
        Ok(())
    }

    async fn claim(
        &mut self,
        group: WorkGroup,
        now: Timestamp,
        until: Timestamp,
        limit: u64,
    ) -> Result<Vec<Work>, StoreError> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let unit = self.id;
        Ok(self.look(|inner, changes| {
            let mut free: Vec<Work> = changes
                .work
                .rows(&inner.data.work)
                .filter(|work| work.kind.name().group() == group && can_be_claimed(work, now))
                .cloned()
                .collect();
            free.sort_by(|a, b| (a.due_at, &a.id).cmp(&(b.due_at, &b.id)));
            let claimed: Vec<Work> = free
                .into_iter()
                .filter(|work| inner.try_hold(&Row::Work(work.kind.clone()), unit))
                .take(limit)
                .map(|work| Work {
                    leased_until: Some(until),
                    ..work
                })
                .collect();
            for work in &claimed {
                changes.work.put(work.id.clone(), work.clone());
                changes.wishes.remove(work.id.clone());
            }
            claimed
        }))
    }

    async fn find(&mut self, kind: &WorkKind) -> Result<Option<Work>, StoreError> {
        Ok(self.look(|inner, changes| find(&inner.data, changes, kind).cloned()))
    }

    async fn finish(&mut self, work: &Work) -> Result<(), StoreError> {
        if let Some(present) = self.hold_claimed(work).await {
            match self.take_wish(work) {
                Some(due_at) => self.free(present, due_at, 0),
                None => self.changes.work.remove(work.id.clone()),
            }
        }
        Ok(())
    }

    async fn put_off(
        &mut self,
        work: &Work,
        due_at: Timestamp,
        attempts: u32,
    ) -> Result<(), StoreError> {
        if let Some(present) = self.hold_claimed(work).await {
            let wished = self.take_wish(work);
            let due_at = wished.map_or(due_at, |wished| wished.min(due_at));
            self.free(present, due_at, attempts);
        }
        Ok(())
    }
}

impl Unit {
    /// Waits for the work, and gives it as it is now; `None` when it is gone, or
    /// its lease is no longer the one that the caller got.
    async fn hold_claimed(&mut self, work: &Work) -> Option<Work> {
        self.hold(Row::Work(work.kind.clone())).await;
        self.look(|inner, changes| {
            let present = changes.work.get(&inner.data.work, &work.id)?;
            (present.leased_until == work.leased_until).then(|| present.clone())
        })
    }

    /// When the work was scheduled for since it was claimed, if it was; asked once.
    fn take_wish(&mut self, work: &Work) -> Option<Timestamp> {
        self.look(|inner, changes| {
            let wished = changes.wishes.get(&inner.data.wishes, &work.id).copied();
            changes.wishes.remove(work.id.clone());
            wished
        })
    }

    /// Ends the work's lease.
    fn free(&mut self, work: Work, due_at: Timestamp, attempts: u32) {
        let free = Work {
            due_at,
            attempts,
            leased_until: None,
            ..work
        };
        self.changes.work.put(free.id.clone(), free);
    }
}

/// Remembers that leased work is to be due at this time at the latest, whatever comes of
/// the lease.
fn wish(inner: &Inner, changes: &mut Changes, work: &Work, due_at: Timestamp) {
    let before = changes.wishes.get(&inner.data.wishes, &work.id).copied();
    let earliest = before.map_or(due_at, |before| before.min(due_at));
    changes.wishes.put(work.id.clone(), earliest);
}

/// Whether the work is due and nobody has it to himself.
fn can_be_claimed(work: &Work, now: Timestamp) -> bool {
    work.due_at <= now && work.leased_until.is_none_or(|until| until <= now)
}

fn find<'a>(data: &'a Data, changes: &'a Changes, kind: &WorkKind) -> Option<&'a Work> {
    changes
        .work
        .rows(&data.work)
        .find(|work| work.kind == *kind)
}
