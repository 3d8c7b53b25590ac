//! A PSP that behaves: it keeps books, repeats its answers, and can be told to
//! go wrong in every way that PSPs go wrong.

mod authorising;
mod inquiry;
mod moving;
mod script;

use std::sync::Arc;

use domain::account::Provider;
use domain::operation::OrderCode;
use domain::ports::{Psp, PspError, Psps, StoreError};

pub use self::script::{Behaviour, Call};
use self::script::{Script, unknown};
use crate::clock::MemoryClock;
use crate::ledger::MemoryLedger;
use crate::shared::OpenUnits;

/// The PSP of every provider it was told to speak for. Unless it was told otherwise it treats test cards as
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

    /// From now on it keeps no cards.
    pub fn lose_recurring(&self) {
        self.script.lose_recurring();
    }

    /// From now on it is this provider's PSP too; the sandbox's it always is.
    pub fn speak_for(&self, provider: Provider) {
        self.script.speak_for(provider);
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

    /// How often it was asked to authorise under this order code, with a card or
    /// with one that it keeps.
    pub fn authorisations(&self, order_code: &OrderCode) -> usize {
        let calls = self.script.calls();
        let asked = |call: Call| matches!(call, Call::Authorise | Call::AuthoriseStored);
        calls
            .iter()
            .filter(|(call, of)| asked(*call) && of == order_code)
            .count()
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
            | Behaviour::RefuseForNow
            | Behaviour::RefuseForGood
            | Behaviour::Fail
            | Behaviour::Defer
            | Behaviour::LoseRequest
            | Behaviour::NotSend => Ok(answer),
        }
    }
}

fn books_failed(error: StoreError) -> PspError {
    PspError::OutcomeUnknown(Box::new(error))
}

impl Psps for MemoryPsp {
    fn psp(&self, provider: Provider) -> Option<Arc<dyn Psp>> {
        match provider {
            Provider::Sandbox => Some(Arc::new(self.clone())),
            Provider::Worldpay | Provider::Stripe => self
                .script
                .speaks(provider)
                .then(|| Arc::new(self.clone()) as Arc<dyn Psp>),
        }
    }
}
