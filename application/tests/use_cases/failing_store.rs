//! A store that can be told not to answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use domain::ports::{Store, StoreError, UnitOfWork};

/// Opens no unit so many times, and then again as usual.
pub(crate) struct FailingStore {
    inner: Arc<dyn Store>,
    failures: AtomicU32,
}

impl FailingStore {
    pub(crate) fn over(inner: Arc<dyn Store>) -> Arc<Self> {
        let failures = AtomicU32::new(0);
        Arc::new(Self { inner, failures })
    }

    /// The next units, so many, cannot be opened.
    pub(crate) fn fail(&self, times: u32) {
        self.failures.store(times, Ordering::SeqCst);
    }
}

#[async_trait]
impl Store for FailingStore {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        let left = self.failures.load(Ordering::SeqCst);
        if left > 0 {
            self.failures.store(left - 1, Ordering::SeqCst);
            return Err(StoreError::Unavailable("the disk is on fire".into()));
        }
        self.inner.begin().await
    }
}
