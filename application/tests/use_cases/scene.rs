//! A world with one service in it, and the journey's legs as one call each.

pub(crate) mod recurring;
pub(crate) mod reporting;
mod sending;

use std::sync::Arc;
use std::time::Duration;

use application::accounts::change::AccountChange;
use application::actor::{PayingUser, Service};
use application::checkout::submit_card::{SubmitCard, SubmitCardError};
use application::idempotency::Repeatable;
use application::payments::create::{CreatePayment, CreatePaymentError, CreatedPayment};
use application::refunds::create::{CreateRefund, CreateRefundError};
use application::{Application, PeoplePorts, Policy, Ports, SandboxPorts};
use domain::account::{Mode, Provider};
use domain::card::{CardDetails, CardNumber, Expiry, Holder, SecurityCode};
use domain::email::OutgoingEmail;
use domain::id::ID_LENGTH;
use domain::idempotency::IdempotencyKey;
use domain::payment::{
    AuthorisationMode, Description, Email, Language, Metadata, Reference, ReturnUrl, Status,
};
use domain::ports::sandbox::{LedgerMovement, MovementKind, Verdict};
use domain::ports::{Clock, Queries};
use domain::work::{Work, WorkGroup, WorkKind};
use domain::{Amount, ApiKeyId, Payment, RefundId};
use memory::{MemoryAppCodes, MemoryPasswords, MemoryRateLimits, MemoryVault, World};

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
        people: PeoplePorts {
            passwords: Arc::new(MemoryPasswords),
            vault: Arc::new(MemoryVault),
            app_codes: Arc::new(MemoryAppCodes),
            passkeys: world.passkeys.clone(),
        },
        mailer: world.mailer.clone(),
        webhook_bodies: world.webhook_bodies.clone(),
        webhook_sender: world.webhook_sender.clone(),
        rate_limits: world.rate_limits.clone(),
        local_rate_limits: Arc::new(MemoryRateLimits::new(world.clock.clone())),
        sandbox: Some(SandboxPorts {
            clock: world.clock.clone(),
            data: world.store.clone(),
        }),
    }
}

pub(crate) fn policy() -> Policy {
    Policy {
        retention: RETENTION,
        ..Policy::default()
    }
}

/// A payment on the pages.
pub(crate) fn new_payment(delayed_capture: bool) -> CreatePayment {
    CreatePayment {
        amount: pence(AMOUNT),
        reference: Reference::parse("LIC-1").unwrap(),
        description: Description::parse("A licence").unwrap(),
        mode: AuthorisationMode::Web,
        return_url: Some(ReturnUrl::parse("https://service.example/done").unwrap()),
        language: Language::English,
        moto: false,
        delayed_capture,
        set_up_agreement: None,
        agreement: None,
        agreement_payment_type: None,
        email: Some(Email::parse("ada@example.org").unwrap()),
        metadata: Metadata::default(),
        prefilled: None,
        typed_reference: false,
        repeatable: None,
    }
}

/// A payment whose card the service sends.
pub(crate) fn by_api(delayed_capture: bool) -> CreatePayment {
    CreatePayment {
        mode: AuthorisationMode::MotoApi,
        return_url: None,
        ..new_payment(delayed_capture)
    }
}

/// A payment on an agreement.
pub(crate) fn on_agreement(agreement: &str) -> CreatePayment {
    CreatePayment {
        mode: AuthorisationMode::Agreement,
        return_url: None,
        email: None,
        agreement: Some(agreement.to_owned()),
        ..new_payment(false)
    }
}

/// A request with this key that asks for this.
pub(crate) fn repeatable(key: &str, asked: &str) -> Option<Repeatable> {
    Some(Repeatable {
        key: IdempotencyKey::parse(key).unwrap(),
        asked: asked.as_bytes().to_vec(),
    })
}

pub(crate) fn card(number: &str) -> CardDetails {
    CardDetails {
        number: CardNumber::parse(number).unwrap(),
        expiry: Expiry::parse("12", "2030").unwrap(),
        security_code: SecurityCode::parse("123", None).unwrap(),
        holder: Holder::parse("Ada Lovelace").unwrap(),
        billing_address: None,
    }
}

pub(crate) fn of(minor: i64, believed_available: Option<i64>) -> CreateRefund {
    CreateRefund {
        amount: pence(minor),
        believed_available,
        repeatable: None,
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
        let everything = AccountChange {
            allows_moto: Some(true),
            allows_moto_api: Some(true),
            allows_telephone: Some(true),
            recurring: Some(true),
            ..AccountChange::default()
        };
        let changed = application.change_account(&account.id, everything);
        let account = changed.await.unwrap();
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

    /// The same world whose operator decided otherwise.
    pub(crate) fn under(&self, policy: Policy) -> Self {
        Self {
            application: Application::new(ports(&self.world), policy),
            ..self.clone()
        }
    }

    /// The same world whose account may do other things.
    pub(crate) async fn with_account(&self, change: AccountChange) -> Self {
        let id = &self.service.account.id;
        let account = self.application.change_account(id, change).await.unwrap();
        let service = Service {
            account,
            ..self.service.clone()
        };
        Self {
            service,
            ..self.clone()
        }
    }

    pub(crate) async fn create(
        &self,
        command: CreatePayment,
    ) -> Result<CreatedPayment, CreatePaymentError> {
        let created = self.application.create_payment(&self.service, command);
        created.await
    }

    /// Whoever pays this payment.
    pub(crate) fn user(&self, payment: &Payment) -> PayingUser {
        PayingUser {
            payment: payment.id.clone(),
            admitted_at: self.world.clock.now(),
        }
    }

    pub(crate) async fn created(&self, delayed_capture: bool) -> PayingUser {
        let created = self.create(new_payment(delayed_capture)).await.unwrap();
        self.user(&created.linked.payment)
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
        let command = SubmitCard {
            card: card(number),
            email: None,
        };
        self.application.submit_card(user, command).await
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
        self.perform(begun.work).await;
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

    /// Sends what services and people are to be told now.
    pub(crate) async fn tell(&self) {
        loop {
            let claimed = self.application.claim_due_work(WorkGroup::Messages, 50);
            let claimed = claimed.await.unwrap();
            if claimed.is_empty() {
                return;
            }
            for work in claimed {
                self.application.perform(&work).await.unwrap();
            }
        }
    }

    /// Every e-mail that was handed on by now, oldest first.
    pub(crate) async fn post(&self) -> Vec<OutgoingEmail> {
        self.tell().await;
        self.world.mailer.sent()
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
