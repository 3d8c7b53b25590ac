//! A PSP that behaves: it keeps books, repeats its answers, and can be told to
//! go wrong in every way that PSPs go wrong.

mod script;

use std::sync::Arc;

use async_trait::async_trait;
use domain::account::Provider;
use domain::card::CardNumber;
use domain::card::test_cards::{TestCard, TestOutcome};
use domain::operation::{OrderCode, PspReference};
use domain::ports::psp::{
    AuthorisationOutcome, AuthorisationRequest, CancelOutcome, CancelRequest, CaptureOutcome,
    CaptureRequest, Found, RefundOutcome, RefundRequest,
};
use domain::ports::sandbox::{
    LedgerAuthorisation, LedgerMovement, Movement, MovementKind, SandboxLedger, Verdict,
};
use domain::ports::{Clock, Inquiry, Psp, PspError, Psps, StoreError};

pub use self::script::{Behaviour, Call};
use self::script::{Says, Script, unknown};
use crate::clock::MemoryClock;
use crate::ledger::MemoryLedger;
use crate::shared::OpenUnits;

/// The PSP of every provider. Unless it was told otherwise it treats test cards as
/// they ask to be treated, and complies with everything else.
///
/// # Panics
///
/// Every call panics when the task that makes it has a unit of work open: a slow
/// PSP would hold the unit, and its rows, for as long as it likes.
#[derive(Clone, Debug)]
pub struct MemoryPsp {
    ledger: Arc<MemoryLedger>,
    clock: Arc<MemoryClock>,
    open_units: OpenUnits,
    script: Arc<Script>,
}

impl MemoryPsp {
    /// A PSP with these books and this clock, that watches these units.
    pub fn new(ledger: Arc<MemoryLedger>, clock: Arc<MemoryClock>, open_units: OpenUnits) -> Self {
        Self {
            ledger,
            clock,
            open_units,
            script: Arc::default(),
        }
    }

    /// Says how the next call of this kind goes. Told several times, it keeps
    /// the order; afterwards it goes back to what it does usually.
    pub fn next(&self, call: Call, behaviour: Behaviour) {
        self.script.next(call, behaviour);
    }

    /// Says how calls of this kind go from now on, unless [`MemoryPsp::next`] says otherwise.
    pub fn usually(&self, call: Call, behaviour: Behaviour) {
        self.script.usually(call, behaviour);
    }

    /// Gives the answers of all calls that [`Behaviour::Stall`] holds back.
    pub fn release(&self) {
        self.script.release();
    }

    /// How many calls [`Behaviour::Stall`] holds back.
    pub fn stalled(&self) -> usize {
        self.script.stalled()
    }

    /// From now on it cannot be asked about the past.
    pub fn lose_inquiry(&self) {
        self.script.lose_inquiry();
    }

    /// Every call so far that was sent, oldest first.
    pub fn calls(&self) -> Vec<(Call, OrderCode)> {
        self.script.calls()
    }

    /// How many calls of this kind were sent.
    pub fn count(&self, call: Call) -> usize {
        let calls = self.script.calls();
        calls.iter().filter(|(made, _)| *made == call).count()
    }

    /// What comes before every call: the check, and a mishap that keeps the call
    /// from having any effect.
    async fn receive(&self, call: Call, order_code: &OrderCode) -> Result<Behaviour, PspError> {
        self.refuse_open_units(call).await;
        let behaviour = self.script.take(call);
        if behaviour == Behaviour::NotSend {
            return Err(PspError::NotSent("the line is cut".into()));
        }
        self.script.note(call, order_code);
        if behaviour == Behaviour::LoseRequest {
            return Err(unknown("the request was lost"));
        }
        Ok(behaviour)
    }

    #[expect(
        clippy::panic,
        reason = "a fake tells the test, not the code under test, that the code is wrong"
    )]
    async fn refuse_open_units(&self, call: Call) {
        if self.open_units.any_of_this_task().await {
            panic!("the PSP was asked to {call:?} while a unit of work is open");
        }
    }

    /// What comes after every call: a mishap that keeps the answer from arriving in time.
    async fn reply<T>(&self, behaviour: Behaviour, answer: T) -> Result<T, PspError> {
        match behaviour {
            Behaviour::LoseAnswer => Err(unknown("the answer was lost")),
            Behaviour::Stall => {
                self.script.stall().await;
                Ok(answer)
            }
            Behaviour::Comply
            | Behaviour::Refuse
            | Behaviour::Fail
            | Behaviour::Defer
            | Behaviour::LoseRequest
            | Behaviour::NotSend => Ok(answer),
        }
    }

    async fn enter(&self, entry: LedgerMovement) -> Result<Movement, PspError> {
        self.ledger.enter(entry).await.map_err(books_failed)
    }
}

fn books_failed(error: StoreError) -> PspError {
    PspError::OutcomeUnknown(Box::new(error))
}

/// The verdict on a card: a test card's own, and yes to any other.
fn verdict(number: &CardNumber) -> Verdict {
    let card = TestCard::with_number(number.expose());
    match card.map(|card| card.outcome) {
        Some(TestOutcome::Authorised) | None => Verdict::Authorised,
        Some(
            TestOutcome::Declined
            | TestOutcome::DeclinedAsExpired
            | TestOutcome::DeclinedForSecurityCode,
        ) => Verdict::Declined,
        Some(TestOutcome::Failed | TestOutcome::NotAccepted) => Verdict::Failed,
    }
}

impl Psps for MemoryPsp {
    fn psp(&self, provider: Provider) -> Option<Arc<dyn Psp>> {
        match provider {
            Provider::Sandbox => Some(Arc::new(self.clone())),
        }
    }
}

#[async_trait]
impl Psp for MemoryPsp {
    async fn authorise(
        &self,
        request: &AuthorisationRequest,
    ) -> Result<AuthorisationOutcome, PspError> {
        let behaviour = self.receive(Call::Authorise, &request.order_code).await?;
        let verdict = match behaviour {
            Behaviour::Refuse => Verdict::Declined,
            Behaviour::Fail => Verdict::Failed,
            Behaviour::Comply
            | Behaviour::Defer
            | Behaviour::LoseAnswer
            | Behaviour::LoseRequest
            | Behaviour::NotSend
            | Behaviour::Stall => verdict(&request.card.number),
        };
        let entry = LedgerAuthorisation {
            order_code: request.order_code.clone(),
            psp_reference: PspReference::given(format!("psp-{}", request.order_code.as_str())),
            payment: request.payment.clone(),
            amount: request.amount,
            verdict,
            at: self.clock.now(),
        };
        let first = self.ledger.authorise(entry).await.map_err(books_failed)?;
        let outcome = match first.verdict {
            Verdict::Authorised => AuthorisationOutcome::Authorised(first.psp_reference),
            Verdict::Declined => AuthorisationOutcome::Declined,
            Verdict::Failed => AuthorisationOutcome::Failed,
        };
        self.reply(behaviour, outcome).await
    }

    async fn capture(&self, request: &CaptureRequest) -> Result<CaptureOutcome, PspError> {
        let behaviour = self.receive(Call::Capture, &request.order_code).await?;
        match behaviour.says() {
            Says::Yes => {}
            Says::No => return Ok(CaptureOutcome::Refused),
            Says::Later => return Ok(CaptureOutcome::Pending),
        }
        let entry = LedgerMovement {
            order_code: request.order_code.clone(),
            kind: MovementKind::Captured(request.operation.clone()),
            amount: request.amount,
            at: self.clock.now(),
        };
        let outcome = match self.enter(entry).await? {
            Movement::Entered(first) => CaptureOutcome::Captured(first.at.date()),
            Movement::NotPermitted => CaptureOutcome::Refused,
        };
        self.reply(behaviour, outcome).await
    }

    async fn cancel(&self, request: &CancelRequest) -> Result<CancelOutcome, PspError> {
        let behaviour = self.receive(Call::Cancel, &request.order_code).await?;
        match behaviour.says() {
            Says::Yes => {}
            Says::No => return Ok(CancelOutcome::Refused),
            Says::Later => return Ok(CancelOutcome::Pending),
        }
        let held = self.ledger.authorisation(&request.order_code).await;
        let held = held
            .map_err(books_failed)?
            .filter(|authorisation| authorisation.verdict == Verdict::Authorised);
        let outcome = match held {
            Some(held) => {
                let entry = LedgerMovement {
                    order_code: held.order_code,
                    kind: MovementKind::Cancelled,
                    amount: held.amount,
                    at: self.clock.now(),
                };
                match self.enter(entry).await? {
                    Movement::Entered(_) => CancelOutcome::Cancelled,
                    Movement::NotPermitted => CancelOutcome::Refused,
                }
            }
            None => CancelOutcome::Cancelled,
        };
        self.reply(behaviour, outcome).await
    }

    async fn refund(&self, request: &RefundRequest) -> Result<RefundOutcome, PspError> {
        let behaviour = self.receive(Call::Refund, &request.order_code).await?;
        let reference = PspReference::given(format!("psp-{}", request.refund));
        match behaviour.says() {
            Says::Yes => {}
            Says::No => return Ok(RefundOutcome::Refused),
            Says::Later => return Ok(RefundOutcome::Pending(reference)),
        }
        let entry = LedgerMovement {
            order_code: request.order_code.clone(),
            kind: MovementKind::Refunded(request.refund.clone()),
            amount: request.amount,
            at: self.clock.now(),
        };
        let outcome = match self.enter(entry).await? {
            Movement::Entered(_) => RefundOutcome::Refunded(reference),
            Movement::NotPermitted => RefundOutcome::Refused,
        };
        self.reply(behaviour, outcome).await
    }

    fn inquiry(&self) -> Option<&dyn Inquiry> {
        if self.script.has_inquiry() {
            Some(self)
        } else {
            None
        }
    }
}

#[async_trait]
impl Inquiry for MemoryPsp {
    async fn find(&self, order_code: &OrderCode) -> Result<Found, PspError> {
        let behaviour = self.receive(Call::Find, order_code).await?;
        let authorisation = self.ledger.authorisation(order_code).await;
        let found = match authorisation.map_err(books_failed)? {
            None => Found::Nothing,
            Some(authorisation) => match authorisation.verdict {
                Verdict::Declined => Found::Declined,
                Verdict::Failed => Found::Failed,
                Verdict::Authorised => {
                    let reference = authorisation.psp_reference;
                    let movements = self.ledger.movements(order_code).await;
                    let first = movements.map_err(books_failed)?.into_iter().next();
                    match first.map(|movement| movement.kind) {
                        None => Found::Authorised(reference),
                        Some(MovementKind::Cancelled) => Found::Cancelled(reference),
                        Some(MovementKind::Captured(_) | MovementKind::Refunded(_)) => {
                            Found::Captured(reference)
                        }
                    }
                }
            },
        };
        self.reply(behaviour, found).await
    }
}
