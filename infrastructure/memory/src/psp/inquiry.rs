//! Answers about the past, from the books.

use async_trait::async_trait;
use domain::operation::OrderCode;
use domain::ports::psp::{AuthorisationOutcome, Found};
use domain::ports::sandbox::{MovementKind, SandboxLedger};
use domain::ports::{Inquiry, PspError};

use super::script::Call;
use super::{MemoryPsp, books_failed};

#[async_trait]
impl Inquiry for MemoryPsp {
    async fn find(&self, order_code: &OrderCode) -> Result<Found, PspError> {
        let behaviour = self.receive(Call::Find, order_code).await?;
        let authorisation = self.ledger.authorisation(order_code).await;
        let found = match authorisation.map_err(books_failed)? {
            None => Found::Nothing,
            Some(authorisation) => match self.outcome_of(authorisation) {
                AuthorisationOutcome::Declined(retry) => Found::Declined(retry),
                AuthorisationOutcome::Failed => Found::Failed,
                AuthorisationOutcome::Authorised(hold) => {
                    let movements = self.ledger.movements(order_code).await;
                    let first = movements.map_err(books_failed)?.into_iter().next();
                    match first.map(|movement| movement.kind) {
                        None => Found::Authorised(hold),
                        Some(MovementKind::Cancelled) => Found::Cancelled(hold.psp_reference),
                        Some(MovementKind::Captured(_) | MovementKind::Refunded(_)) => {
                            Found::Captured(hold.psp_reference)
                        }
                    }
                }
            },
        };
        self.reply(behaviour, found).await
    }
}
