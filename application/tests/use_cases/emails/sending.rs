//! How e-mails are sent, tried again, given up and forgotten.

use application::sandbox::SandboxError;
use application::staff::Staff;
use domain::account::Mode;
use domain::email::{EMAILS_KEPT, EmailContent, EmailState, OutgoingEmail};
use domain::ports::Queries;
use domain::ports::queries::EmailSearch;
use domain::staff::Role;
use domain::webhook::DeliveryStatus;
use domain::webhook::delivery::DELIVERIES_KEPT;
use domain::work::{Handled, LEASE, WorkGroup, WorkKind};
use memory::{MailMishap, Reply};
use secrecy::ExposeSecret;

use crate::failing_store::FailingStore;
use crate::scene::{Scene, hours};
use crate::staff::{ADA, link};
use crate::webhooks::{Desk, HOOK, OTHER_HOOK};

const BOB: &str = "bob@example.org";

impl Scene {
    /// The rows of all e-mails, latest first.
    async fn rows(&self) -> Vec<OutgoingEmail> {
        let found = self.world.store.emails(&EmailSearch::default()).await;
        found.unwrap().items
    }

    /// An e-mail about a payment that waits.
    async fn waiting(&self) -> OutgoingEmail {
        self.world.mailer.fail(Some(MailMishap::NotNow));
        self.paid().await;
        self.tell().await;
        let [email] = self.rows().await.try_into().unwrap();
        email
    }

    /// A service admin who has invited Bob.
    async fn inviting(&self) -> Staff {
        let (_, ada) = self.member(ADA, Role::ServiceAdmin).await;
        let house = self.house().await;
        let invited = self
            .application
            .invite(&ada, &house, BOB, Role::Viewer, link);
        invited.await.unwrap();
        ada
    }
}

fn is_sending(kind: &WorkKind) -> bool {
    matches!(kind, WorkKind::SendEmail(_))
}

#[tokio::test]
async fn one_that_is_not_taken_is_tried_again_over_a_day_and_then_given_up() {
    let scene = Scene::new().await;
    let email = scene.waiting().await;
    assert_eq!((email.state, email.attempts), (EmailState::Waiting, 1));
    let mut attempts = 1;

    for pause in [300, 3_600, 21_600, 86_400] {
        let pause = std::time::Duration::from_secs(pause);
        let second = std::time::Duration::from_secs(1);
        scene.pass(pause - second).await;
        assert_eq!(scene.rows().await[0].attempts, attempts, "{pause:?}");
        scene.pass(second).await;
        attempts += 1;
        assert_eq!(scene.rows().await[0].attempts, attempts, "{pause:?}");
    }

    let [given_up] = scene.rows().await.try_into().unwrap();
    assert!(matches!(given_up.state, EmailState::Failed(_)));
    assert_eq!(given_up.last_failure.as_deref(), Some("busy on purpose"));
    scene.world.mailer.fail(None);
    scene.pass(hours(48)).await;
    assert_eq!(scene.world.mailer.sent(), []);
}

#[tokio::test]
async fn one_that_is_taken_at_last_is_sent_once() {
    let scene = Scene::new().await;
    let waiting = scene.waiting().await;
    scene.world.mailer.fail(None);

    scene.pass(hours(48)).await;

    let [sent] = scene.world.mailer.sent().try_into().unwrap();
    assert_eq!(sent.id, waiting.id);
    let [row] = scene.rows().await.try_into().unwrap();
    assert!(matches!(row.state, EmailState::Sent(_)));
    assert_eq!((row.attempts, row.last_failure), (2, None));
}

#[tokio::test]
async fn one_that_is_refused_is_given_up_and_its_payment_says_why() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
    let (_, developer) = scene.inside().await;
    scene.world.mailer.fail(Some(MailMishap::Never));
    let user = scene.paid().await;

    scene.tell().await;

    let house = scene.house().await;
    let id = user.payment.as_str();
    let application = &scene.application;
    for (staff, address) in [(&ada, "ada@example.org"), (&developer, "")] {
        let seen = application.staff_transaction(staff, &house.id, Mode::Test, id);
        let [email] = seen.await.unwrap().emails.try_into().unwrap();
        assert!(matches!(email.state, EmailState::Failed(_)));
        assert_eq!(email.last_failure.as_deref(), Some("refused on purpose"));
        assert_eq!(email.to, address);
        assert!(matches!(email.content, EmailContent::PaymentConfirmed(_)));
    }
    let failed = application.failed_emails(&developer, 1).await.unwrap();
    let [email] = failed.items.try_into().unwrap();
    assert_eq!((failed.total, email.to.as_str()), (1, ""));
    let work = scene.world.store.all_work();
    assert!(work.iter().all(|work| !is_sending(&work.kind)));
    assert_eq!(scene.status(&user).await, domain::payment::Status::Success);
}

#[tokio::test]
async fn a_link_rests_sealed_and_is_sent_open() {
    let scene = Scene::new().await;
    scene.inviting().await;
    let [row] = scene.rows().await.try_into().unwrap();
    let secret = scene.last_link(BOB).await;
    let secret = secret.expose_secret();

    let EmailContent::Staff(message) = &row.content else {
        panic!("{row:?}");
    };
    let sealed = message.link().unwrap();
    assert!(!sealed.contains(secret) && !sealed.contains("link:"));
    assert!(!format!("{row:?}").contains(sealed));
    let [sent] = scene.world.mailer.sent().try_into().unwrap();
    assert_eq!(sent.id, row.id);
    assert!(!format!("{sent:?}").contains(secret));
    let [kept] = scene.rows().await.try_into().unwrap();
    assert_eq!(kept.content, row.content);
    let outbox = scene.application.outbox(1).await.unwrap();
    assert_eq!(outbox.items[0].letter.text, format!("link:{secret}"));
    let shown = scene.application.outbox_email(row.id.as_str()).await;
    assert_eq!(shown.unwrap().as_ref(), outbox.items.first());
}

#[tokio::test]
async fn only_a_sandbox_has_an_outbox() {
    let scene = Scene::new().await;
    let email = scene.waiting().await.id;
    for id in ["", "nothing", "00000000000000000000000000"] {
        assert_eq!(scene.application.outbox_email(id).await.unwrap(), None);
    }

    let production = scene.through(|ports| ports.sandbox = None);

    let page = production.application.outbox(1).await;
    assert!(matches!(page, Err(SandboxError::NotSandbox)));
    let one = production.application.outbox_email(email.as_str()).await;
    assert!(matches!(one, Err(SandboxError::NotSandbox)));
}

#[tokio::test]
async fn a_link_that_cannot_be_opened_any_more_is_not_sent() {
    let scene = Scene::new().await;
    scene.inviting().await;
    let other_vault = scene.through(|ports| {
        ports.people.vault = std::sync::Arc::new(NoVault);
    });

    other_vault.tell().await;

    assert_eq!(scene.world.mailer.sent(), []);
    let [row] = scene.rows().await.try_into().unwrap();
    assert!(matches!(row.state, EmailState::Failed(_)));
    assert!(row.last_failure.is_some());
}

/// A vault whose key is lost.
struct NoVault;

impl domain::ports::Vault for NoVault {
    fn seal(&self, _: &str, _: &[u8]) -> Vec<u8> {
        Vec::new()
    }

    fn open(&self, _: &str, _: &[u8]) -> Option<Vec<u8>> {
        None
    }
}

#[tokio::test]
async fn one_that_was_sent_and_not_written_down_is_sent_again_under_its_name() {
    let scene = Scene::new().await;
    let store = FailingStore::over(scene.world.store.clone());
    let failing = scene.through(|ports| ports.store = store.clone());
    scene.inviting().await;
    let claimed = failing.application.claim_due_work(WorkGroup::Messages, 50);
    let claimed = claimed.await.unwrap();
    let sending = claimed.iter().find(|work| is_sending(&work.kind)).unwrap();

    store.fail(1);
    let handled = failing.application.perform(sending).await.unwrap();
    assert!(matches!(handled, Handled::Retry(_)));
    scene.pass(LEASE).await;

    let [first, second] = scene.world.mailer.sent().try_into().unwrap();
    assert_eq!(first, second);
    let [row] = scene.rows().await.try_into().unwrap();
    assert_eq!(row.attempts, 1);
}

#[tokio::test]
async fn what_was_told_is_forgotten_after_a_while_and_what_waits_is_not() {
    let desk = Desk::new().await;
    let told = desk.register(HOOK).await;
    let failing = desk.register(OTHER_HOOK).await;
    let scene = &desk.scene;
    scene.application.schedule_recurring_work().await.unwrap();
    scene.paid().await;
    scene.tell().await;
    assert_eq!(scene.rows().await.len(), 1);
    assert_eq!(desk.deliveries(&told).await.len(), 2);

    scene.pass(DELIVERIES_KEPT - hours(1)).await;
    assert_eq!(desk.deliveries(&told).await.len(), 2);
    scene
        .world
        .webhook_sender
        .usually(OTHER_HOOK, Reply::TimeOut);
    scene.world.mailer.fail(Some(MailMishap::NotNow));
    let late = scene.paid().await;
    scene.tell().await;
    scene.pass(hours(3)).await;

    // The first payment's deliveries are gone, the second's are not.
    for endpoint in [&told, &failing] {
        let left = desk.deliveries(endpoint).await;
        assert_eq!(left.len(), 2);
        assert!(left.iter().all(|one| one.payment == late.payment));
    }
    let waiting = desk.deliveries(&failing).await;
    assert!(
        waiting
            .iter()
            .all(|one| one.status == DeliveryStatus::Pending)
    );
    assert_eq!(scene.rows().await.len(), 2);

    scene.world.clock.pass(EMAILS_KEPT);
    let housekeeping = scene.application.claim_due_work(WorkGroup::Payments, 50);
    for work in housekeeping.await.unwrap() {
        scene.application.perform(&work).await.unwrap();
    }
    let [email] = scene.rows().await.try_into().unwrap();
    assert_eq!(email.state, EmailState::Waiting);
    assert_eq!(email.about.unwrap().1, late.payment);
    assert_eq!(desk.deliveries(&told).await, []);
    assert_eq!(desk.deliveries(&failing).await.len(), 2);
}
