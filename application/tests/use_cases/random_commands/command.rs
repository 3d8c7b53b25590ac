//! What may happen, as often as it is worth trying.

use memory::{Behaviour, Call};
use proptest::prelude::*;

use crate::scene::recurring::GOOD_ONCE;
use crate::scene::{AMOUNT, DECLINED, FAILING, GOOD, NOT_TAKEN};

/// A card that costs something on top.
const CORPORATE: &str = "4111111111111111";

/// What may happen. The first number says to which payment or agreement; a
/// number of a key says which key the request carries.
#[derive(Clone, Debug)]
pub(super) enum Command {
    Create { delayed_capture: bool },
    CreateKeyed { key: usize, delayed_capture: bool },
    CreateByApi { delayed_capture: bool },
    Start(usize),
    Submit(usize, &'static str),
    Send(usize, &'static str, bool),
    Confirm(usize, bool),
    Cancel(usize, bool),
    Abandon(usize, bool),
    Capture(usize, bool),
    Refund(usize, i64, Option<usize>, bool),
    Agree(Option<usize>),
    SetUp(usize, bool),
    Take(usize, Option<usize>, bool),
    EndAgreement(usize),
    Behave(Call, Behaviour),
    Pass(u64),
}

pub(super) fn command() -> impl Strategy<Value = Command> {
    use Command::{
        Abandon, Agree, Behave, Cancel, Capture, Confirm, Create, CreateByApi, CreateKeyed,
        EndAgreement, Pass, Refund, Send, SetUp, Start, Submit, Take,
    };
    let which = 0..6_usize;
    let agreement = 0..2_usize;
    let key = prop::option::of(0..2_usize);
    let yes = any::<bool>();
    let number = prop_oneof![
        6 => Just(GOOD), 1 => Just(DECLINED), 1 => Just(FAILING), 1 => Just(NOT_TAKEN),
        2 => Just(CORPORATE), 2 => Just(GOOD_ONCE),
    ];
    prop_oneof![
        2 => yes.prop_map(|delayed_capture| Create { delayed_capture }),
        2 => (0..2_usize, yes).prop_map(|(key, delayed_capture)| CreateKeyed { key, delayed_capture }),
        1 => yes.prop_map(|delayed_capture| CreateByApi { delayed_capture }),
        3 => which.clone().prop_map(Start),
        3 => (which.clone(), number.clone()).prop_map(|(w, n)| Submit(w, n)),
        3 => (which.clone(), number, yes).prop_map(|(w, n, p)| Send(w, n, p)),
        3 => (which.clone(), yes).prop_map(|(w, p)| Confirm(w, p)),
        1 => (which.clone(), yes).prop_map(|(w, p)| Cancel(w, p)),
        1 => (which.clone(), yes).prop_map(|(w, p)| Abandon(w, p)),
        2 => (which.clone(), yes).prop_map(|(w, p)| Capture(w, p)),
        3 => (which, 1..AMOUNT, key.clone(), yes).prop_map(|(w, a, k, p)| Refund(w, a, k, p)),
        1 => key.clone().prop_map(Agree),
        2 => (agreement.clone(), yes).prop_map(|(w, d)| SetUp(w, d)),
        3 => (agreement.clone(), key, yes).prop_map(|(w, k, p)| Take(w, k, p)),
        1 => agreement.prop_map(EndAgreement),
        4 => behaviour().prop_map(|(call, behaviour)| Behave(call, behaviour)),
        3 => prop_oneof![1..60_u64, 60..6_000_u64, 6_000..500_000_u64].prop_map(Pass),
    ]
}

fn behaviour() -> impl Strategy<Value = (Call, Behaviour)> {
    use Behaviour::{
        Comply, Fail, LoseAnswer, LoseRequest, NotSend, Refuse, RefuseForGood, RefuseForNow,
    };
    let any = vec![Comply, Refuse, Fail, LoseAnswer, LoseRequest, NotSend];
    let stored = [any.clone(), vec![RefuseForNow, RefuseForGood]].concat();
    let call = prop::sample::select(vec![
        Call::Authorise,
        Call::Capture,
        Call::Cancel,
        Call::Refund,
        Call::Find,
    ]);
    prop_oneof![
        4 => (call, prop::sample::select(any)),
        2 => (Just(Call::AuthoriseStored), prop::sample::select(stored)),
    ]
}

/// What a PSP did whose answer was lost, it will not refuse when it is asked
/// again. So captures and refunds meet either refusals or lost answers.
pub(super) fn lawful(command: Command, refuses: bool) -> Command {
    use Behaviour::{Fail, LoseAnswer, LoseRequest, Refuse};
    match command {
        Command::Behave(call @ (Call::Capture | Call::Refund), LoseAnswer) if refuses => {
            Command::Behave(call, LoseRequest)
        }
        Command::Behave(call @ (Call::Capture | Call::Refund), Refuse | Fail) if !refuses => {
            Command::Behave(call, LoseAnswer)
        }
        other => other,
    }
}
