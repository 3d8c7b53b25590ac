//! Whatever anybody does in whatever order, and however the PSP behaves: our
//! payments and the PSP's books agree in the end.

use std::time::Duration;

use application::actor::PayingUser;
use domain::Payment;
use domain::payment::PaymentState;
use domain::payment::state::CleanUp;
use domain::ports::sandbox::MovementKind;
use domain::refund::RefundStatus;
use memory::{Behaviour, Call, World};
use proptest::prelude::*;

use crate::scene::{AMOUNT, DECLINED, FAILING, GOOD, Scene, of};

/// What may happen. The first number says to which payment.
#[derive(Clone, Debug)]
enum Command {
    Create { delayed_capture: bool },
    Start(usize),
    Submit(usize, &'static str),
    Confirm(usize, bool),
    Cancel(usize, bool),
    Abandon(usize, bool),
    Capture(usize, bool),
    Refund(usize, i64, bool),
    Behave(Call, Behaviour),
    Pass(u64),
}

fn command() -> impl Strategy<Value = Command> {
    let which = 0..3_usize;
    let performs = any::<bool>();
    prop_oneof![
        2 => any::<bool>().prop_map(|delayed_capture| Command::Create { delayed_capture }),
        3 => which.clone().prop_map(Command::Start),
        3 => (which.clone(), prop_oneof![
            6 => Just(GOOD), 1 => Just(DECLINED), 1 => Just(FAILING)
        ]).prop_map(|(which, number)| Command::Submit(which, number)),
        3 => (which.clone(), performs).prop_map(|(w, p)| Command::Confirm(w, p)),
        1 => (which.clone(), performs).prop_map(|(w, p)| Command::Cancel(w, p)),
        1 => (which.clone(), performs).prop_map(|(w, p)| Command::Abandon(w, p)),
        2 => (which.clone(), performs).prop_map(|(w, p)| Command::Capture(w, p)),
        3 => (which, 1..AMOUNT, performs).prop_map(|(w, a, p)| Command::Refund(w, a, p)),
        3 => behaviour().prop_map(|(call, behaviour)| Command::Behave(call, behaviour)),
        3 => prop_oneof![1..60_u64, 60..6_000_u64, 6_000..500_000_u64].prop_map(Command::Pass),
    ]
}

fn behaviour() -> impl Strategy<Value = (Call, Behaviour)> {
    use Behaviour::{Comply, Fail, LoseAnswer, LoseRequest, NotSend, Refuse};
    let call = prop::sample::select(vec![
        Call::Authorise,
        Call::Capture,
        Call::Cancel,
        Call::Refund,
        Call::Find,
    ]);
    let how = prop::sample::select(vec![Comply, Refuse, Fail, LoseAnswer, LoseRequest, NotSend]);
    (call, how)
}

/// What a PSP did whose answer was lost, it will not refuse when it is asked
/// again. So captures and refunds meet either refusals or lost answers.
fn lawful(command: Command, refuses: bool) -> Command {
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

/// Does one thing. Refusals are as good as anything here; where work is not
/// performed, whoever should have has disappeared.
async fn run(scene: &Scene, users: &mut Vec<PayingUser>, command: Command) {
    let application = &scene.application;
    let service = &scene.service;
    let user = |which: usize| users.get(which).cloned();
    match command {
        Command::Create { delayed_capture } => {
            let created = scene.created(delayed_capture).await;
            users.push(created);
        }
        Command::Start(which) => {
            if let Some(user) = user(which) {
                let _ = application.start_payment(&user).await;
            }
        }
        Command::Submit(which, number) => {
            if let Some(user) = user(which) {
                let _ = scene.submit(&user, number).await;
            }
        }
        Command::Confirm(which, performs) => {
            if let Some(user) = user(which) {
                let work = application.confirm_payment(&user).await;
                scene
                    .perform(work.ok().flatten().filter(|_| performs))
                    .await;
            }
        }
        Command::Cancel(which, performs) => {
            if let Some(user) = user(which) {
                let work = application
                    .cancel_payment(service, user.payment.as_str())
                    .await;
                scene
                    .perform(work.ok().flatten().filter(|_| performs))
                    .await;
            }
        }
        Command::Abandon(which, performs) => {
            if let Some(user) = user(which) {
                let work = application.abandon_payment(&user).await;
                scene
                    .perform(work.ok().flatten().filter(|_| performs))
                    .await;
            }
        }
        Command::Capture(which, performs) => {
            if let Some(user) = user(which) {
                let work = application
                    .capture_payment(service, user.payment.as_str())
                    .await;
                scene
                    .perform(work.ok().flatten().filter(|_| performs))
                    .await;
            }
        }
        Command::Refund(which, amount, performs) => {
            if let Some(user) = user(which) {
                let id = user.payment.as_str();
                let begun = application
                    .create_refund(service, id, of(amount, None))
                    .await;
                scene
                    .perform(begun.ok().map(|b| b.work).filter(|_| performs))
                    .await;
            }
        }
        Command::Behave(call, behaviour) => scene.world.psp.next(call, behaviour),
        Command::Pass(seconds) => scene.pass(Duration::from_secs(seconds)).await,
    }
}

/// Compares a payment with the books once nothing is left to do.
fn check(scene: &Scene, user: &PayingUser, payment: &Payment) {
    let books = scene.books(user);
    let count = |word| books.iter().filter(|entry| **entry == word).count();
    let (authorised, captured, cancelled) =
        (count("authorised"), count("captured"), count("cancelled"));
    let verdicts = authorised + count("declined") + count("failed");
    assert!(verdicts <= 1, "authorised twice: {books:?}");
    assert!(captured + cancelled <= authorised, "moved twice: {books:?}");

    let is_captured = matches!(payment.state, PaymentState::Captured(..));
    assert_eq!(is_captured, captured == 1, "{:?} {books:?}", payment.state);
    let gave_up = matches!(
        payment.state,
        PaymentState::CaptureFailed(_)
            | PaymentState::Cancelled(_, CleanUp::Failed)
            | PaymentState::AuthorisationFailed(CleanUp::Failed)
    );
    let still_held = authorised == 1 && captured + cancelled == 0;
    assert!(!still_held || gave_up, "{:?} {books:?}", payment.state);
    assert!(payment.state.is_final(), "{:?}", payment.state);

    let refunded: i64 = scene
        .movements(user)
        .iter()
        .filter(|m| matches!(m.kind, MovementKind::Refunded(_)))
        .map(|m| m.amount.minor())
        .sum();
    let promised: i64 = payment
        .refunds
        .iter()
        .filter(|refund| refund.status() == RefundStatus::Success)
        .map(|refund| refund.amount.minor())
        .sum();
    assert_eq!(refunded, promised, "{books:?}");
    assert!(refunded <= payment.amount.minor(), "{books:?}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn our_payments_and_the_psps_books_agree(
        commands in prop::collection::vec(command(), 1..40),
        seed in any::<u64>(),
        refuses in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let scene = Scene::over(World::seeded(seed)).await;
            let mut users = vec![];
            for delayed_capture in [false, true] {
                let user = scene.created(delayed_capture).await;
                scene.application.start_payment(&user).await.unwrap();
                users.push(user);
            }

            for command in commands {
                run(&scene, &mut users, lawful(command, refuses)).await;
            }
            scene.settle().await;

            for user in &users {
                check(&scene, user, &scene.payment(user).await);
            }
        });
    }
}
