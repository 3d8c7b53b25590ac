//! A world with one service in it, and the journey's legs as one call each.

use std::sync::Arc;
use std::time::Duration;

use application::actor::{PayingUser, Service};
use application::checkout::submit_card::{SubmitCard, SubmitCardError};
use application::payments::create::CreatePayment;
use application::refunds::create::{CreateRefund, CreateRefundError};
use application::{Application, Policy, Ports, SandboxPorts};
use domain::account::{Mode, Provider};
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::id::ID_LENGTH;
use domain::payment::{Description, Email, Metadata, Reference, ReturnUrl, Status};
use domain::ports::sandbox::{LedgerMovement, MovementKind, Verdict};
use domain::ports::{Clock, Queries};
use domain::work::{Work, WorkKind};
use domain::{Amount, ApiKeyId, Payment, RefundId};
use memory::World;

/// A card that is authorised.
pub(crate) const GOOD: &str = "4242424242424242";
/// A card that is declined.
pub(crate) const DECLINED: &str = "4000000000000002";
/// A card that makes the PSP fail.
pub(crate) const FAILING: &str = "4000000000000119";
/// A card that accounts do not take.
pub(crate) const NOT_TAKEN: &str = "6759649826438453";
/// What payments here are over, in pence.
pub(crate) const AMOUNT: i64 = 1_000;
/// How long payments here keep personal data.
pub(crate) const RETENTION: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A world with one service.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) application: Application,
    pub(crate) service: Service,
}

pub(crate) fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(minutes * 60)
}

pub(crate) fn hours(hours: u64) -> Duration {
    minutes(hours * 60)
}

pub(crate) fn pence(minor: i64) -> Amount {
    Amount::from_minor(minor).unwrap()
}

pub(crate) fn ports(world: &World) -> Ports {
    Ports {
        store: world.store.clone(),
        queries: world.store.clone(),
        psps: world.psp.clone(),
        clock: world.clock.clone(),
        random: world.random.clone(),
        secrets: world.secrets.clone(),
        sandbox: Some(SandboxPorts {
            clock: world.clock.clone(),
            data: world.store.clone(),
        }),
    }
}

pub(crate) fn policy() -> Policy {
    Policy {
        retention: RETENTION,
        unchecked_key: None,
    }
}

pub(crate) fn new_payment(delayed_capture: bool) -> CreatePayment {
    CreatePayment {
        amount: pence(AMOUNT),
        reference: Reference::parse("LIC-1").unwrap(),
        description: Description::parse("A licence").unwrap(),
        return_url: ReturnUrl::parse("https://service.example/done").unwrap(),
        delayed_capture,
        email: Some(Email::parse("ada@example.org").unwrap()),
        metadata: Metadata::default(),
        prefilled: None,
    }
}

pub(crate) fn card(number: &str) -> SubmitCard {
    SubmitCard {
        card: CardDetails {
            number: CardNumber::parse(number).unwrap(),
            expiry: Expiry::parse("12", "2030").unwrap(),
            security_code: SecurityCode::parse("123", None).unwrap(),
            holder: Holder::parse("Ada Lovelace").unwrap(),
            billing_address: None,
        },
        email: None,
    }
}

pub(crate) fn of(minor: i64, believed_available: Option<i64>) -> CreateRefund {
    CreateRefund {
        amount: pence(minor),
        believed_available,
    }
}

impl Scene {
    pub(crate) async fn new() -> Self {
        Self::over(World::new()).await
    }

    pub(crate) async fn over(world: World) -> Self {
        let application = Application::new(ports(&world), policy());
        let service = application.open_service("Licences").await.unwrap();
        let account = application
            .open_account(&service.id, Mode::Test, Provider::Sandbox)
            .await
            .unwrap();
        let key = ApiKeyId::from_random([1; ID_LENGTH]);
        Self {
            world,
            application,
            service: Service { account, key },
        }
    }

    /// The same world through other ports.
    pub(crate) fn through(&self, change: impl FnOnce(&mut Ports)) -> Self {
        let mut ports = ports(&self.world);
        change(&mut ports);
        Self {
            application: Application::new(ports, policy()),
            ..self.clone()
        }
    }

    pub(crate) async fn created(&self, delayed_capture: bool) -> PayingUser {
        let command = new_payment(delayed_capture);
        let made = self.application.create_payment(&self.service, command);
        PayingUser {
            payment: made.await.unwrap().payment.id.clone(),
            admitted_at: self.world.clock.now(),
        }
    }

    pub(crate) async fn started(&self, delayed_capture: bool) -> PayingUser {
        let user = self.created(delayed_capture).await;
        self.application.start_payment(&user).await.unwrap();
        user
    }

    pub(crate) async fn authorised(&self, delayed_capture: bool) -> PayingUser {
        let user = self.started(delayed_capture).await;
        self.submit(&user, GOOD).await.unwrap();
        user
    }

    /// Confirmed, where the capture is delayed.
    pub(crate) async fn capturable(&self) -> PayingUser {
        let user = self.authorised(true).await;
        let work = self.application.confirm_payment(&user).await.unwrap();
        assert_eq!(work, None);
        user
    }

    pub(crate) async fn paid(&self) -> PayingUser {
        let user = self.authorised(false).await;
        let work = self.application.confirm_payment(&user).await.unwrap();
        self.perform(work).await;
        user
    }

    pub(crate) async fn submit(
        &self,
        user: &PayingUser,
        number: &str,
    ) -> Result<(), SubmitCardError> {
        self.application.submit_card(user, card(number)).await
    }

    pub(crate) async fn cancel(&self, user: &PayingUser) {
        let id = user.payment.as_str();
        let cancelled = self.application.cancel_payment(&self.service, id);
        self.perform(cancelled.await.unwrap()).await;
    }

    pub(crate) async fn refund(
        &self,
        user: &PayingUser,
        command: CreateRefund,
    ) -> Result<RefundId, CreateRefundError> {
        let id = user.payment.as_str();
        let begun = self.application.create_refund(&self.service, id, command);
        let begun = begun.await?;
        self.perform(Some(begun.work)).await;
        Ok(begun.refund)
    }

    pub(crate) async fn perform(&self, work: Option<Work>) {
        if let Some(work) = work {
            self.application.perform(&work).await.unwrap();
        }
    }

    /// Time passes, and then what is due is done.
    pub(crate) async fn pass(&self, by: Duration) {
        self.world.clock.pass(by);
        self.application.run_due_work(1_000).await.unwrap();
    }

    /// Time passes hour by hour for a fortnight: nothing about payments is left to do.
    pub(crate) async fn settle(&self) {
        for _ in 0..14 * 24 {
            if self.payment_work().is_empty() {
                return;
            }
            self.pass(hours(1)).await;
        }
        assert_eq!(self.payment_work(), [], "work is stuck");
    }

    /// The work that is about payments.
    pub(crate) fn payment_work(&self) -> Vec<WorkKind> {
        let kinds = self.world.store.all_work().into_iter().map(|w| w.kind);
        kinds.filter(|kind| kind.payment().is_some()).collect()
    }

    pub(crate) async fn payment(&self, user: &PayingUser) -> Payment {
        let payment = self.world.store.any_payment(&user.payment).await;
        payment.unwrap().unwrap()
    }

    pub(crate) async fn status(&self, user: &PayingUser) -> Status {
        self.payment(user).await.status()
    }

    pub(crate) fn movements(&self, user: &PayingUser) -> Vec<LedgerMovement> {
        let held = self.world.ledger.all_authorisations();
        let mine = held.iter().filter(|a| a.payment == user.payment);
        let codes: Vec<_> = mine.map(|a| a.order_code.clone()).collect();
        let movements = self.world.ledger.all_movements().into_iter();
        movements
            .filter(|m| codes.contains(&m.order_code))
            .collect()
    }

    /// What the books say of the payment, in a word for each entry.
    pub(crate) fn books(&self, user: &PayingUser) -> Vec<&'static str> {
        let held = self.world.ledger.all_authorisations();
        let mine = held.iter().filter(|a| a.payment == user.payment);
        let verdicts = mine.map(|a| match a.verdict {
            Verdict::Authorised => "authorised",
            Verdict::Declined => "declined",
            Verdict::Failed => "failed",
        });
        let movements = self.movements(user);
        let moved = movements.iter().map(|m| match m.kind {
            MovementKind::Captured(_) => "captured",
            MovementKind::Cancelled => "cancelled",
            MovementKind::Refunded(_) => "refunded",
        });
        verdicts.chain(moved).collect()
    }

    /// Waits until the PSP holds an answer back.
    pub(crate) async fn until_stalled(&self) {
        while self.world.psp.stalled() == 0 {
            tokio::task::yield_now().await;
        }
    }

    /// The use cases, for a task of its own.
    pub(crate) fn shared(&self) -> Arc<Self> {
        Arc::new(self.clone())
    }
}
