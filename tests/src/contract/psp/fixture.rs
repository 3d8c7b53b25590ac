//! A PSP to ask, and requests to ask it.

use std::sync::Arc;

use anyhow::{Context, Result};
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::money::Amount;
use domain::operation::{OrderCode, PspReference};
use domain::payment::{Description, Reference};
use domain::ports::psp::{
    AuthorisationOutcome, AuthorisationRequest, CancelRequest, CaptureOutcome, CaptureRequest,
    Found, RefundRequest,
};
use domain::ports::sandbox::LedgerMovement;
use domain::ports::{Clock, Psp};
use memory::{MemoryClock, SeededRandom, World};
use psp_sandbox::SandboxPsp;

use crate::contract::{Fixture, START};

/// A card that is authorised.
pub(in crate::contract) const GOOD: &str = "4242424242424242";
/// A card that is declined.
pub(in crate::contract) const DECLINED: &str = "4000000000000002";
/// A card that the PSP fails on.
pub(in crate::contract) const BROKEN: &str = "4000000000000119";
/// A security code that would be noticed.
pub(super) const CODE: &str = "737";

/// A PSP, and the books it keeps.
pub struct PspFixture {
    pub psp: Arc<dyn Psp>,
    pub books: Fixture,
}

impl PspFixture {
    /// The sandbox adapter over this fixture's ledger.
    pub fn sandbox_over(books: Fixture) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(MemoryClock::at(START));
        let random = Arc::new(SeededRandom::from_seed(7));
        let psp = SandboxPsp::new(books.ledger.clone(), clock, random);
        Self {
            psp: Arc::new(psp),
            books,
        }
    }

    /// The PSP in memory.
    pub async fn memory() -> Result<Self> {
        let World {
            store, ledger, psp, ..
        } = World::new();
        let books = Fixture::over(store.clone(), store.clone(), ledger, store).await?;
        Ok(Self { psp, books })
    }

    pub(in crate::contract) fn authorisation(&self, number: &str) -> Result<AuthorisationRequest> {
        let operation = self.books.operation_id();
        Ok(AuthorisationRequest {
            order_code: OrderCode::of(&operation),
            operation,
            payment: self.books.payment_id(),
            amount: Amount::from_minor(1_000)?,
            reference: Reference::parse("reference")?,
            description: Description::parse("description")?,
            card: CardDetails {
                number: CardNumber::parse(number)?,
                expiry: Expiry::parse("12", "2031")?,
                security_code: SecurityCode::parse(CODE, None)?,
                holder: Holder::parse("Ada Lovelace")?,
                billing_address: None,
            },
            moto: false,
            keeps_card: false,
        })
    }

    /// Holds £10.00.
    pub(super) async fn hold(&self) -> Result<(OrderCode, PspReference)> {
        let request = self.authorisation(GOOD)?;
        match self.psp.authorise(&request).await? {
            AuthorisationOutcome::Authorised(hold) => Ok((request.order_code, hold.psp_reference)),
            other => anyhow::bail!("{other:?}"),
        }
    }

    pub(in crate::contract) fn capture(
        &self,
        held: &(OrderCode, PspReference),
    ) -> Result<CaptureRequest> {
        Ok(CaptureRequest {
            operation: self.books.operation_id(),
            order_code: held.0.clone(),
            psp_reference: held.1.clone(),
            amount: Amount::from_minor(1_000)?,
        })
    }

    /// Holds and takes £10.00.
    pub(super) async fn take(&self) -> Result<(OrderCode, PspReference)> {
        let held = self.hold().await?;
        let outcome = self.psp.capture(&self.capture(&held)?).await?;
        assert_eq!(outcome, CaptureOutcome::Captured(START.date()));
        Ok(held)
    }

    pub(super) fn refund(
        &self,
        held: &(OrderCode, PspReference),
        minor: i64,
    ) -> Result<RefundRequest> {
        Ok(RefundRequest {
            refund: self.books.refund_id(),
            order_code: held.0.clone(),
            psp_reference: held.1.clone(),
            amount: Amount::from_minor(minor)?,
        })
    }

    pub(super) async fn movements(&self, order_code: &OrderCode) -> Result<Vec<LedgerMovement>> {
        Ok(self.books.ledger.movements(order_code).await?)
    }

    pub(in crate::contract) async fn find(&self, order_code: &OrderCode) -> Result<Found> {
        let inquiry = self.psp.inquiry().context("it cannot be asked")?;
        Ok(inquiry.find(order_code).await?)
    }
}

pub(super) fn cancel(held: &(OrderCode, PspReference)) -> CancelRequest {
    CancelRequest {
        order_code: held.0.clone(),
        psp_reference: held.1.clone(),
    }
}
