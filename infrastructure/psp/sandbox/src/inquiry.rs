//! Answers about the past, from the books.

use async_trait::async_trait;
use domain::operation::OrderCode;
use domain::ports::psp::{AuthorisationOutcome, Found};
use domain::ports::sandbox::{LedgerMovement, MovementKind};
use domain::ports::{Inquiry, PspError};

use crate::{SandboxPsp, answer, books_failed};

#[async_trait]
impl Inquiry for SandboxPsp {
    async fn find(&self, order_code: &OrderCode) -> Result<Found, PspError> {
        let known = self.ledger.authorisation(order_code).await;
        let Some(authorisation) = known.map_err(books_failed)? else {
            return Ok(Found::Nothing);
        };
        Ok(match answer::of(authorisation) {
            AuthorisationOutcome::Declined(retry) => Found::Declined(retry),
            AuthorisationOutcome::Failed => Found::Failed,
            AuthorisationOutcome::Authorised(hold) => {
                let movements = self.ledger.movements(order_code).await;
                match settled(&movements.map_err(books_failed)?) {
                    None => Found::Authorised(hold),
                    Some(Settled::Captured) => Found::Captured(hold.psp_reference),
                    Some(Settled::Cancelled) => Found::Cancelled(hold.psp_reference),
                }
            }
        })
    }
}

/// What became of money that was held.
enum Settled {
    Captured,
    Cancelled,
}

/// The books permit a capture or a release, never both.
fn settled(movements: &[LedgerMovement]) -> Option<Settled> {
    movements.iter().find_map(|movement| match movement.kind {
        MovementKind::Captured(_) => Some(Settled::Captured),
        MovementKind::Cancelled => Some(Settled::Cancelled),
        MovementKind::Refunded(_) => None,
    })
}
