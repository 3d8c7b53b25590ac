//! Everybody and everything that commands are about.

use std::collections::BTreeMap;
use std::time::Duration;

use application::actor::PayingUser;
use application::agreements::create::CreateAgreement;
use application::payments::create::CreatePayment;
use application::refunds::create::CreateRefund;
use domain::work::Work;
use domain::{AgreementId, Payment};

use super::command::Command;
use crate::scene::recurring::{new_agreement, setting_up};
use crate::scene::{Scene, card, new_payment, of, on_agreement, repeatable};

/// The payments and agreements so far, and what keys have made.
#[derive(Default)]
pub(super) struct Cast {
    pub(super) users: Vec<PayingUser>,
    pub(super) agreements: Vec<AgreementId>,
    /// What each key made.
    pub(super) made: BTreeMap<String, String>,
    tokens: BTreeMap<String, String>,
}

impl Cast {
    /// Takes in a payment whose card is to be sent with this token.
    pub(super) fn welcome(&mut self, (user, token): (PayingUser, String)) {
        self.tokens.insert(user.payment.to_string(), token);
        self.users.push(user);
    }

    /// Does one thing. Refusals are as good as anything here; where work is not
    /// performed, whoever should have has disappeared.
    pub(super) async fn run(&mut self, scene: &Scene, command: Command) {
        match command {
            Command::Create { delayed_capture } => {
                self.create(scene, new_payment(delayed_capture), None).await;
            }
            Command::CreateKeyed {
                key,
                delayed_capture,
            } => {
                let command = new_payment(delayed_capture);
                self.create(scene, command, Some(format!("pay-{key}")))
                    .await;
            }
            Command::CreateByApi { delayed_capture } => {
                self.welcome(scene.by_api(delayed_capture).await);
            }
            Command::SetUp(which, delayed_capture) => {
                if let Some(agreement) = self.agreements.get(which) {
                    let command = setting_up(agreement, delayed_capture);
                    self.create(scene, command, None).await;
                }
            }
            Command::Take(which, key, performs) => {
                if let Some(agreement) = self.agreements.get(which) {
                    let command = on_agreement(agreement.as_str());
                    let key = key.map(|key| format!("take-{key}"));
                    let work = self.create(scene, command, key).await;
                    scene.perform(work.filter(|_| performs)).await;
                }
            }
            Command::Agree(key) => self.agree(scene, key).await,
            Command::EndAgreement(which) => {
                if let Some(agreement) = self.agreements.get(which) {
                    let id = agreement.as_str();
                    let ended = scene.application.cancel_agreement(&scene.service, id);
                    let _ = ended.await;
                }
            }
            Command::Behave(call, behaviour) => scene.world.psp.next(call, behaviour),
            Command::Pass(seconds) => scene.pass(Duration::from_secs(seconds)).await,
            Command::Refund(which, amount, key, performs) => {
                if let Some(user) = self.users.get(which).cloned() {
                    self.refund(scene, &user, amount, key, performs).await;
                }
            }
            Command::Start(which)
            | Command::Submit(which, ..)
            | Command::Send(which, ..)
            | Command::Confirm(which, ..)
            | Command::Cancel(which, ..)
            | Command::Abandon(which, ..)
            | Command::Capture(which, ..) => {
                if let Some(user) = self.users.get(which) {
                    self.act(scene, user, command).await;
                }
            }
        }
    }

    /// Does something to one payment.
    async fn act(&self, scene: &Scene, user: &PayingUser, command: Command) {
        let (application, service) = (&scene.application, &scene.service);
        let id = user.payment.as_str();
        let (work, performs) = match command {
            Command::Start(_) => {
                let _ = application.start_payment(user).await;
                (None, false)
            }
            Command::Submit(_, number) => {
                let _ = scene.submit(user, number).await;
                (None, false)
            }
            Command::Send(_, number, performs) => {
                let token = self.tokens.get(id).map_or("none", String::as_str);
                let sent = application.authorise_payment(token, card(number)).await;
                (sent.ok().flatten(), performs)
            }
            Command::Confirm(_, performs) => (
                application.confirm_payment(user).await.ok().flatten(),
                performs,
            ),
            Command::Cancel(_, performs) => {
                let cancelled = application.cancel_payment(service, id).await;
                (cancelled.ok().flatten(), performs)
            }
            Command::Abandon(_, performs) => (
                application.abandon_payment(user).await.ok().flatten(),
                performs,
            ),
            Command::Capture(_, performs) => {
                let captured = application.capture_payment(service, id).await;
                (captured.ok().flatten(), performs)
            }
            other => panic!("{other:?} is about no payment"),
        };
        scene.perform(work.filter(|_| performs)).await;
    }

    async fn create(
        &mut self,
        scene: &Scene,
        command: CreatePayment,
        key: Option<String>,
    ) -> Option<Work> {
        // The same payment on another agreement is another request.
        let asked = format!("{:?} {:?}", command.agreement, command.delayed_capture);
        let command = CreatePayment {
            repeatable: key.as_deref().and_then(|key| repeatable(key, &asked)),
            ..command
        };
        let created = scene.create(command).await.ok()?;
        let payment = created.linked.payment;
        self.note(key, payment.id.to_string(), created.made_before);
        self.meet(scene, &payment);
        created.work
    }

    async fn refund(
        &mut self,
        scene: &Scene,
        user: &PayingUser,
        amount: i64,
        key: Option<usize>,
        performs: bool,
    ) {
        let key = key.map(|key| format!("refund-{key}"));
        let asked = format!("{} {amount}", user.payment);
        let command = CreateRefund {
            repeatable: key.as_deref().and_then(|key| repeatable(key, &asked)),
            ..of(amount, None)
        };
        let id = user.payment.as_str();
        let begun = scene.application.create_refund(&scene.service, id, command);
        if let Ok(begun) = begun.await {
            self.note(key, begun.refund.to_string(), begun.work.is_none());
            scene.perform(begun.work.filter(|_| performs)).await;
        }
    }

    async fn agree(&mut self, scene: &Scene, key: Option<usize>) {
        let key = key.map(|key| format!("agree-{key}"));
        let command = CreateAgreement {
            repeatable: key.as_deref().and_then(|key| repeatable(key, "agree")),
            ..new_agreement()
        };
        let agreed = scene.application.create_agreement(&scene.service, command);
        if let Ok(agreement) = agreed.await {
            let known = self.agreements.contains(&agreement.id);
            self.note(key, agreement.id.to_string(), known);
            if !known {
                self.agreements.push(agreement.id);
            }
        }
    }

    fn meet(&mut self, scene: &Scene, payment: &Payment) {
        let user = scene.user(payment);
        if !self.users.iter().any(|known| known.payment == user.payment) {
            self.users.push(user);
        }
    }

    /// A key makes one thing, and says so every other time.
    fn note(&mut self, key: Option<String>, id: String, made_before: bool) {
        let Some(key) = key else {
            return;
        };
        let first = self.made.get(&key).cloned();
        assert_eq!(first.is_some(), made_before, "{key}: {first:?} {id}");
        assert!(first.as_ref().is_none_or(|first| *first == id), "{key}");
        self.made.entry(key).or_insert(id);
    }
}
