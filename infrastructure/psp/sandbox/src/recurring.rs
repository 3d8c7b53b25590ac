//! Payments on cards that the sandbox keeps.

use async_trait::async_trait;
use domain::agreement::StoredCard;
use domain::ports::psp::{AuthorisationOutcome, StoredAuthorisationRequest};
use domain::ports::sandbox::{LedgerAuthorisation, Verdict};
use domain::ports::{PspError, Recurring};

use crate::{SandboxPsp, answer, books_failed};

#[async_trait]
impl Recurring for SandboxPsp {
    async fn authorise_stored(
        &self,
        request: &StoredAuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        let entry = LedgerAuthorisation {
            order_code: request.order_code.clone(),
            psp_reference: self.fresh_reference(),
            payment: request.payment.clone(),
            amount: request.amount,
            verdict: self.verdict_on(&request.card).await?,
            kept: None,
            at: self.clock.now(),
        };
        let first = self.ledger.authorise(entry).await.map_err(books_failed)?;
        Ok(answer::of(first))
    }
}

impl SandboxPsp {
    /// The verdict on a kept card; one that is not in the books is refused.
    async fn verdict_on(&self, card: &StoredCard) -> Result<Verdict, PspError> {
        let Some(set_up) = answer::brought_by(card) else {
            return Ok(Verdict::Declined);
        };
        let set_up = self.ledger.authorisation(&set_up).await;
        Ok(set_up
            .map_err(books_failed)?
            .and_then(|set_up| set_up.kept)
            .unwrap_or(Verdict::Declined))
    }
}
