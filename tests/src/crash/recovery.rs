//! What must be true after a crash, once the program runs again.

use std::time::Duration;

use anyhow::{Context, ensure};
use domain::agreement::AgreementStatus;
use domain::payment::{AuthorisationMode, PaymentState, Status};
use domain::ports::Queries;
use domain::refund::RefundStatus;
use domain::work::LEASE;
use domain::{Payment, Timestamp};

use super::books::Reader;
use super::journey::{AMOUNT, End, REFUND};
use super::{Books, House, Journey, Walker};

/// How often time may pass before work counts as stuck.
const PATIENCE: u32 = 100;
/// How much time passes between two looks for work that is left.
const LOOK_EVERY: Duration = Duration::from_secs(2 * 60 * 60);

/// Who does something after the crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afterwards {
    /// The client repeats its request until the journey is done.
    Repeated,
    /// Nobody: the client is gone for good.
    Abandoned,
}

/// Brings a house that crashed back to rest, and checks what it finds. `promised`
/// says whether the client was told of the payment.
pub async fn check(
    house: &House,
    books: &Reader,
    walker: &Walker,
    promised: bool,
    afterwards: Afterwards,
) -> anyhow::Result<()> {
    if afterwards == Afterwards::Repeated {
        repeat(house, walker).await?;
        let payment = walker.payment().await?.context("the payment is lost")?;
        let seen = books.read(&payment.id).await?;
        arrived(walker.journey, &payment, &seen)?;
    }
    come_to_rest(house).await?;
    let payments = walker.payments().await?;
    ensure!(payments.len() <= 1, "the payment was made twice");
    match payments.first() {
        Some(payment) => {
            at_rest(payment, &books.read(&payment.id).await?)?;
            agreed(walker, payment).await
        }
        None => {
            ensure!(
                afterwards == Afterwards::Abandoned && !promised,
                "the payment is lost"
            );
            Ok(())
        }
    }
}

async fn repeat(house: &House, walker: &Walker) -> anyhow::Result<()> {
    for _ in 0..PATIENCE {
        if walker.walk().await? == End::There {
            return Ok(());
        }
        pass(house, LEASE).await?;
    }
    anyhow::bail!("the journey cannot be completed")
}

/// Lets time pass until no work is left.
async fn come_to_rest(house: &House) -> anyhow::Result<()> {
    let the_end_of_time = Timestamp::from_millis(i64::MAX);
    for _ in 0..PATIENCE {
        if house.database.backlog(the_end_of_time).await?.due == 0 {
            return Ok(());
        }
        pass(house, LOOK_EVERY).await?;
    }
    anyhow::bail!("work is stuck")
}

async fn pass(house: &House, by: Duration) -> anyhow::Result<()> {
    house.application().advance_clock(by).await?;
    Ok(())
}

/// Whether a journey that was repeated ended where it should.
fn arrived(journey: Journey, payment: &Payment, books: &Books) -> anyhow::Result<()> {
    let never_sent = matches!(payment.state, PaymentState::AuthorisationFailed(_));
    if never_sent && journey.takes_a_card() {
        // The card died with the process before the PSP saw it, and is kept nowhere.
        ensure!(*books == Books::default(), "{books:?}");
        return Ok(());
    }
    let status = payment.status();
    // A cancellation that died before it was written down was never promised, and the
    // client that repeats the journey does not cancel again.
    let as_if_never_cancelled = journey == Journey::CancelMeanwhile && status == Status::Submitted;
    ensure!(
        status == journey.destination() || as_if_never_cancelled,
        "{status:?} {books:?}"
    );
    if matches!(journey, Journey::Refund | Journey::RefundByKey) {
        ensure!(books.refunded == [REFUND], "{books:?}");
    }
    if status == Status::Success {
        let here = usize::from(!is_reported(payment));
        ensure!(books.captured == here, "{books:?}");
    }
    Ok(())
}

/// Whether the payment's money moved elsewhere.
fn is_reported(payment: &Payment) -> bool {
    payment.mode == AuthorisationMode::External
}

/// Whether the agreement that a payment sets up has a card exactly if the payment
/// was confirmed.
async fn agreed(walker: &Walker, payment: &Payment) -> anyhow::Result<()> {
    if walker.journey != Journey::SetUp {
        return Ok(());
    }
    let agreement = walker.agreement().await?.context("the agreement is lost")?;
    let is_active = agreement.status == AgreementStatus::Active;
    let is_paid = payment.status() == Status::Success;
    ensure!(
        is_active == is_paid,
        "{:?} {:?}",
        agreement.status,
        payment.state
    );
    ensure!(agreement.instrument.is_some() == is_active, "{agreement:?}");
    Ok(())
}

/// Whether a payment at rest and the books agree.
fn at_rest(payment: &Payment, books: &Books) -> anyhow::Result<()> {
    let state = &payment.state;
    let is_over = state.is_final() || is_reported(payment) && payment.status().finished();
    ensure!(is_over, "{state:?} is stuck, {books:?}");
    ensure!(!books.repeat_themselves(), "done twice: {books:?}");
    ensure!(!books.hold_money(), "money is stuck: {state:?} {books:?}");
    let is_captured = matches!(state, PaymentState::Captured(..));
    ensure!(is_captured == (books.captured == 1), "{state:?} {books:?}");

    let succeeded = payment
        .refunds
        .iter()
        .filter(|refund| refund.status() == RefundStatus::Success);
    let promised: Vec<i64> = succeeded.map(|refund| refund.amount.minor()).collect();
    ensure!(books.refunded == promised, "{books:?} {promised:?}");
    let all_finished = payment.refunds.iter().all(|r| r.status().finished());
    ensure!(all_finished, "a refund is stuck");
    ensure!(books.refunded.iter().sum::<i64>() <= AMOUNT, "{books:?}");
    Ok(())
}
