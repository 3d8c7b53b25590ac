//! What a [`MemoryPsp`](super::MemoryPsp) was told to do, and what it was asked.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::account::Provider;
use domain::operation::OrderCode;
use domain::ports::PspError;
use domain::ports::psp::Retry;

use crate::gate::Gate;

/// A kind of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Call {
    /// Hold money on a card.
    Authorise,
    /// Hold money on a card that the PSP keeps.
    AuthoriseStored,
    /// Take money.
    Capture,
    /// Release money.
    Cancel,
    /// Give money back.
    Refund,
    /// Say what became of an authorisation.
    Find,
}

/// How a call goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Behaviour {
    /// It does what is asked, and says so. Test cards ask to be declined.
    #[default]
    Comply,
    /// It says no: declined or refused. Inquiries are answered.
    Refuse,
    /// The same, and the card may be tried another time.
    RefuseForNow,
    /// The same, and the card may never be tried again.
    RefuseForGood,
    /// It definitely fails to authorise. Any other call is refused.
    Fail,
    /// It will say later, and so far has done nothing. Authorisations and
    /// inquiries know no later: they are answered.
    Defer,
    /// It does what is asked, but its answer is lost: the outcome is unknown.
    LoseAnswer,
    /// The request is lost on the way: nothing is done, and the outcome is unknown.
    LoseRequest,
    /// The request is not sent at all.
    NotSend,
    /// It does what is asked, and its answer waits for
    /// [`MemoryPsp::release`](super::MemoryPsp::release).
    Stall,
}

/// What a PSP says to a request that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Yes,
    No,
    Later,
}

impl Behaviour {
    /// What the PSP says, whether or not its answer arrives.
    pub(super) fn says(self) -> Says {
        match self {
            Self::Comply | Self::LoseAnswer | Self::LoseRequest | Self::NotSend | Self::Stall => {
                Says::Yes
            }
            Self::Refuse | Self::RefuseForNow | Self::RefuseForGood | Self::Fail => Says::No,
            Self::Defer => Says::Later,
        }
    }
}

/// The part of a PSP that tests talk to.
#[derive(Debug, Default)]
pub(super) struct Script {
    lines: Mutex<Lines>,
    gate: Gate,
}

#[derive(Debug, Default)]
struct Lines {
    next: BTreeMap<Call, VecDeque<Behaviour>>,
    usually: BTreeMap<Call, Behaviour>,
    calls: Vec<(Call, OrderCode)>,
    said: HashMap<OrderCode, Retry>,
    no_inquiry: bool,
    no_recurring: bool,
    speaks: HashSet<Provider>,
}

impl Script {
    pub(super) fn next(&self, call: Call, behaviour: Behaviour) {
        self.lines()
            .next
            .entry(call)
            .or_default()
            .push_back(behaviour);
    }

    pub(super) fn usually(&self, call: Call, behaviour: Behaviour) {
        self.lines().usually.insert(call, behaviour);
    }

    /// What to do about a call that arrives now.
    pub(super) fn take(&self, call: Call) -> Behaviour {
        let mut lines = self.lines();
        let told = lines.next.get_mut(&call).and_then(VecDeque::pop_front);
        told.or_else(|| lines.usually.get(&call).copied())
            .unwrap_or_default()
    }

    pub(super) fn note(&self, call: Call, order_code: &OrderCode) {
        self.lines().calls.push((call, order_code.clone()));
    }

    pub(super) fn calls(&self) -> Vec<(Call, OrderCode)> {
        self.lines().calls.clone()
    }

    pub(super) fn lose_inquiry(&self) {
        self.lines().no_inquiry = true;
    }

    pub(super) fn has_inquiry(&self) -> bool {
        !self.lines().no_inquiry
    }

    pub(super) fn lose_recurring(&self) {
        self.lines().no_recurring = true;
    }

    pub(super) fn has_recurring(&self) -> bool {
        !self.lines().no_recurring
    }

    pub(super) fn speak_for(&self, provider: Provider) {
        self.lines().speaks.insert(provider);
    }

    pub(super) fn speaks(&self, provider: Provider) -> bool {
        self.lines().speaks.contains(&provider)
    }

    /// Remembers what is said of a card if it is refused under this order code. What
    /// was said first stays.
    pub(super) fn say(&self, order_code: &OrderCode, retry: Retry) {
        self.lines().said.entry(order_code.clone()).or_insert(retry);
    }

    /// What was said of the card under this order code.
    pub(super) fn said(&self, order_code: &OrderCode) -> Retry {
        let said = self.lines().said.get(order_code).copied();
        said.unwrap_or(Retry::Unsaid)
    }

    /// Waits for the next [`Script::release`].
    pub(super) async fn stall(&self) {
        self.gate.wait().await;
    }

    pub(super) fn stalled(&self) -> usize {
        self.gate.waiting()
    }

    pub(super) fn release(&self) {
        self.gate.open();
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An outcome that nobody knows.
pub(super) fn unknown(why: &'static str) -> PspError {
    PspError::OutcomeUnknown(why.into())
}
