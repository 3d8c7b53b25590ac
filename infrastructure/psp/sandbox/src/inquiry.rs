//! Answers about the past, from the books.

use async_trait::async_trait;
use domain::operation::OrderCode;
use domain::ports::psp::Found;
use domain::ports::sandbox::{LedgerMovement, MovementKind, Verdict};
use domain::ports::{Inquiry, PspError};

use crate::{SandboxPsp, books_failed};

#[async_trait]
impl Inquiry for SandboxPsp {
    async fn find(&self, order_code: &OrderCode) -> Result<Found, PspError> {
        let known = self.ledger.authorisation(order_code).await;
        let Some(authorisation) = known.map_err(books_failed)? else {
            return Ok(Found::Nothing);
        };
        let reference = authorisation.psp_reference;
        Ok(match authorisation.verdict {
            Verdict::Declined => Found::Declined,
            Verdict::Failed => Found::Failed,
            Verdict::Authorised => {
                let movements = self.ledger.movements(order_code).await;
                match settled(&movements.map_err(books_failed)?) {
                    None => Found::Authorised(reference),
                    Some(Settled::Captured) => Found::Captured(reference),
                    Some(Settled::Cancelled) => Found::Cancelled(reference),
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
