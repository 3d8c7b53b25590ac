//! The sandbox PSP's books, in memory.

use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use domain::operation::OrderCode;
use domain::ports::StoreError;
use domain::ports::sandbox::{LedgerAuthorisation, LedgerMovement, Movement, SandboxLedger};

/// Books that are lost at the end of the process.
#[derive(Debug, Default)]
pub struct MemoryLedger(Mutex<Books>);

#[derive(Debug, Default)]
struct Books {
    authorisations: Vec<LedgerAuthorisation>,
    movements: Vec<LedgerMovement>,
}

impl MemoryLedger {
    /// Every authorisation, oldest first.
    pub fn all_authorisations(&self) -> Vec<LedgerAuthorisation> {
        self.books().authorisations.clone()
    }

    /// Every movement, oldest first.
    pub fn all_movements(&self) -> Vec<LedgerMovement> {
        self.books().movements.clone()
    }

    /// Empties the books.
    pub fn clear(&self) {
        *self.books() = Books::default();
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl SandboxLedger for MemoryLedger {
    async fn authorise(
        &self,
        entry: LedgerAuthorisation,
    ) -> Result<LedgerAuthorisation, StoreError> {
        let mut books = self.books();
        if let Some(first) = books.authorisation(&entry.order_code) {
            return Ok(first.clone());
        }
        books.authorisations.push(entry.clone());
        Ok(entry)
    }

    async fn authorisation(
        &self,
        order_code: &OrderCode,
    ) -> Result<Option<LedgerAuthorisation>, StoreError> {
        Ok(self.books().authorisation(order_code).cloned())
    }

    async fn enter(&self, entry: LedgerMovement) -> Result<Movement, StoreError> {
        let mut books = self.books();
        let before: Vec<LedgerMovement> = books.of(&entry.order_code).cloned().collect();
        if let Some(first) = before.iter().find(|movement| movement.kind == entry.kind) {
            return Ok(Movement::Entered(first.clone()));
        }
        let authorisation = books.authorisation(&entry.order_code);
        if !authorisation.is_some_and(|authorisation| authorisation.permits(&before, &entry)) {
            return Ok(Movement::NotPermitted);
        }
        books.movements.push(entry.clone());
        Ok(Movement::Entered(entry))
    }

    async fn movements(&self, order_code: &OrderCode) -> Result<Vec<LedgerMovement>, StoreError> {
        Ok(self.books().of(order_code).cloned().collect())
    }
}

impl Books {
    fn authorisation(&self, order_code: &OrderCode) -> Option<&LedgerAuthorisation> {
        let mut authorisations = self.authorisations.iter();
        authorisations.find(|authorisation| authorisation.order_code == *order_code)
    }

    fn of(&self, order_code: &OrderCode) -> impl Iterator<Item = &LedgerMovement> {
        let movements = self.movements.iter();
        movements.filter(move |movement| movement.order_code == *order_code)
    }
}
