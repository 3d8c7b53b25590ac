//! The payment's life cycle as a whole: a snapshot of every permitted move, the
//! drawing made of it, and properties over random walks.

#![cfg(test)]

use std::collections::BTreeSet;

use domain::account::Provider;
use domain::operation::{OrderCode, PspReference};
use domain::payment::state::{
    Attempt, Authorisation, CancelledBy, CaptureAttempts, CleanUp, DeclineReason, StateName,
};
use domain::payment::step::{Released, StepName};
use domain::payment::{
    AuthorisationMode, Change, Description, Language, Metadata, NewPayment, PaymentState,
    Reference, ReturnUrl, Status, Step,
};
use domain::refund::RefundStep;
use domain::{AccountId, Amount, OperationId, Payment, PaymentId, RefundId, Timestamp};
use proptest::prelude::*;
use strum::IntoEnumIterator;
use time::macros::date;

fn attempt() -> Attempt {
    let operation = OperationId::from_random([1; 26]);
    Attempt {
        order_code: OrderCode::of(&operation),
        operation,
    }
}

fn authorisation() -> Authorisation {
    Authorisation {
        order_code: attempt().order_code,
        psp_reference: PspReference::given("psp-1"),
    }
}

fn steps() -> Vec<Step> {
    let mut steps = vec![
        Step::Start,
        Step::QueueAuthorisation,
        Step::SubmitCard(attempt()),
        Step::RequireChallenge,
        Step::SubmitChallenge(attempt()),
        Step::Authorise(authorisation()),
        Step::FailAuthorisation,
        Step::LoseAuthorisation,
        Step::AwaitService,
        Step::RequestCapture,
        Step::BeginCapture(attempt().operation),
        Step::PostponeCapture,
        Step::SubmitCapture(None),
        Step::SubmitCapture(Some(authorisation())),
        Step::ConfirmCapture(date!(2026 - 11 - 22)),
        Step::AbandonCapture,
        Step::SubmitCancel,
    ];
    steps.extend(DeclineReason::iter().map(Step::Decline));
    steps.extend(CancelledBy::iter().flat_map(|by| [Step::Cancel(by), Step::BeginCancel(by)]));
    steps.extend(Released::iter().flat_map(|how| [Step::FinishCancel(how), Step::CleanUp(how)]));
    steps
}

/// Every state that some walk from a beginning reaches.
fn reachable() -> Vec<PaymentState> {
    let mut states = vec![PaymentState::Created, PaymentState::Reported];
    let mut looked_at = 0;
    while let Some(state) = states.get(looked_at).cloned() {
        looked_at += 1;
        for step in steps() {
            // Failed captures count up without end; two are enough to see the rule.
            let counted = matches!(
                &state,
                PaymentState::Capturing(CaptureAttempts { failed: 2.., .. }, _)
            );
            if let Ok(next) = state.after(&step)
                && !states.contains(&next)
                && !counted
            {
                states.push(next);
            }
        }
    }
    states
}

fn shown(state: &PaymentState) -> String {
    let name: &str = state.name().into();
    match state {
        PaymentState::Cancelled(_, clean_up) | PaymentState::AuthorisationFailed(clean_up)
            if !matches!(clean_up, CleanUp::NotNeeded) =>
        {
            let clean_up: &str = domain::payment::state::CleanUpName::from(clean_up).into();
            format!("{name} (clean-up {clean_up})")
        }
        _ => name.to_owned(),
    }
}

fn moves() -> BTreeSet<String> {
    let mut moves = BTreeSet::new();
    for state in reachable() {
        for step in steps() {
            if let Ok(next) = state.after(&step) {
                let step_name: &str = step.name().into();
                moves.insert(format!(
                    "{} --{step_name}--> {}",
                    shown(&state),
                    shown(&next)
                ));
            }
        }
    }
    moves
}

#[test]
fn every_permitted_move_is_in_the_snapshot() {
    insta::assert_snapshot!(moves().into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_drawing_shows_the_table() {
    let mut drawing = String::from(
        "# The life of a payment\n\n\
         Drawn from the transition table in `domain/src/payment/state.rs` by a test, which fails when\n\
         the two differ. `BURSAR_REDRAW=1 cargo test -p domain` draws it anew.\n\n\
         ```mermaid\nstateDiagram-v2\n    [*] --> created\n    [*] --> reported\n",
    );
    let mut arrows = BTreeSet::new();
    for state in reachable() {
        for step in steps() {
            if let Ok(next) = state.after(&step) {
                let (from, to, step): (&str, &str, &str) =
                    (state.name().into(), next.name().into(), step.name().into());
                arrows.insert(format!("    {from} --> {to}: {step}\n"));
            }
        }
    }
    drawing.extend(arrows);
    drawing.push_str("```\n\n## What services see\n\n| state | public status | code | finished |\n| --- | --- | --- | --- |\n");
    let mut rows = BTreeSet::new();
    for state in reachable() {
        let status = Status::of(&state);
        let code = status.failure().map_or("", |(code, _)| code);
        let name: &str = state.name().into();
        rows.insert(format!(
            "| {name} | `{}` | {code} | {} |\n",
            status.word(),
            if status.finished() { "yes" } else { "no" }
        ));
    }
    drawing.extend(rows);

    assert_drawn(&drawing);
}

#[expect(
    clippy::disallowed_methods,
    reason = "the drawing is a file, and whether to draw it anew is the developer's choice"
)]
fn assert_drawn(drawing: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/state-machine.md");
    if std::env::var_os("BURSAR_REDRAW").is_some() {
        std::fs::write(path, drawing).unwrap();
    }
    let on_disk = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        on_disk == drawing,
        "docs/state-machine.md is out of date: run BURSAR_REDRAW=1 cargo test -p domain"
    );
}

#[test]
fn every_state_and_step_takes_part() {
    let states: BTreeSet<StateName> = reachable().iter().map(PaymentState::name).collect();
    let tried: BTreeSet<StepName> = steps().iter().map(Step::name).collect();

    assert_eq!(states, StateName::iter().collect());
    assert_eq!(tried, StepName::iter().collect());
}

#[test]
fn final_states_stay_final() {
    for state in reachable() {
        let leads_on = steps().iter().any(|step| state.after(step).is_ok());

        assert_eq!(state.is_final(), !leads_on, "{state:?}");
    }
}

#[test]
fn a_finished_payment_changes_its_public_status_only_when_its_capture_fails() {
    for state in reachable()
        .into_iter()
        .filter(|state| Status::of(state).finished())
    {
        for step in steps() {
            let Ok(next) = state.after(&step) else {
                continue;
            };
            let gave_up = step == Step::AbandonCapture;
            assert!(
                Status::of(&next) == Status::of(&state) || gave_up,
                "{state:?} --{step:?}--> {next:?}"
            );
        }
    }
}

fn payment() -> Payment {
    let new = NewPayment {
        id: PaymentId::from_random([2; 26]),
        account: AccountId::from_random([3; 26]),
        provider: Provider::Sandbox,
        amount: Amount::from_minor(10_000).unwrap(),
        reference: Reference::parse("LIC-1").unwrap(),
        description: Description::parse("Licence").unwrap(),
        mode: AuthorisationMode::Web,
        return_url: Some(ReturnUrl::parse("https://service.example/done").unwrap()),
        language: Language::English,
        moto: false,
        agreement: None,
        delayed_capture: false,
        email: None,
        metadata: Metadata::default(),
        prefilled: None,
    };
    Payment::create(new, Timestamp::from_millis(0))
}

#[derive(Clone, Debug)]
enum Move {
    Step(Step),
    Refund { amount: i64, believed: Option<i64> },
    RefundStep { which: usize, step: RefundStep },
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        6 => proptest::sample::select(steps()).prop_map(Move::Step),
        2 => (1_i64..6_000, proptest::option::of(0_i64..10_001)).prop_map(|(amount, believed)| Move::Refund { amount, believed }),
        2 => (0_usize..8, proptest::sample::select(vec![
            RefundStep::Submit(PspReference::given("r")),
            RefundStep::Succeed(PspReference::given("r")),
            RefundStep::Fail,
        ])).prop_map(|(which, step)| Move::RefundStep { which, step }),
    ]
}

/// A walk that is likely to get as far as a capture.
fn walks() -> impl Strategy<Value = Vec<Move>> {
    let happy = [
        Step::Start,
        Step::SubmitCard(attempt()),
        Step::Authorise(authorisation()),
        Step::RequestCapture,
        Step::BeginCapture(attempt().operation),
        Step::ConfirmCapture(date!(2026 - 11 - 22)),
    ];
    (
        0..=happy.len(),
        proptest::collection::vec(any_move(), 0..40),
    )
        .prop_map(move |(far, rest)| {
            happy
                .iter()
                .take(far)
                .cloned()
                .map(Move::Step)
                .chain(rest)
                .collect()
        })
}

proptest! {
    #[test]
    fn folding_the_events_gives_the_state(walk in walks()) {
        let mut payment = payment();
        for (n, next) in walk.iter().enumerate() {
            let _ = make(&mut payment, next, n);
        }

        let mut folded = PaymentState::Created;
        for (n, event) in payment.unpublished().iter().enumerate() {
            prop_assert_eq!(event.position as usize, n + 1);
            if let Change::Stepped(step, status) = &event.change {
                folded = folded.after(step).unwrap();
                prop_assert_eq!(Status::of(&folded), *status);
            }
        }
        prop_assert_eq!(&folded, &payment.state);
    }

    #[test]
    fn refunds_never_exceed_the_payment(walk in walks()) {
        let mut payment = payment();
        for (n, next) in walk.iter().enumerate() {
            let _ = make(&mut payment, next, n);

            prop_assert!(payment.amount_refunded() <= payment.amount.minor());
            prop_assert_eq!(payment.amount_available().minor(), payment.amount.minor() - payment.amount_refunded());
            prop_assert!(payment.refunds.is_empty() || matches!(payment.state, PaymentState::Captured(..)));
        }
    }

    #[test]
    fn a_refused_move_changes_nothing(walk in walks()) {
        let mut payment = payment();
        for (n, next) in walk.iter().enumerate() {
            let before = payment.clone();
            if !make(&mut payment, next, n) {
                prop_assert_eq!(&*before, &*payment);
                prop_assert_eq!(before.unpublished(), payment.unpublished());
            }
        }
    }
}

/// Makes a move; says whether it was permitted.
fn make(payment: &mut Payment, next: &Move, n: usize) -> bool {
    let now = Timestamp::from_millis(i64::try_from(n).unwrap());
    match next {
        Move::Step(step) => payment.take(step.clone(), now).is_ok(),
        Move::Refund { amount, believed } => {
            let id = RefundId::from_random([u8::try_from(n).unwrap(); 26]);
            payment
                .request_refund(id, Amount::from_minor(*amount).unwrap(), *believed, now)
                .is_ok()
        }
        Move::RefundStep { which, step } => {
            let Some(id) = payment.refunds.get(*which).map(|refund| refund.id.clone()) else {
                return false;
            };
            payment.take_refund(&id, step, now).is_ok()
        }
    }
}
