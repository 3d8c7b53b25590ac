//! Everybody who may come to the site, each in a house of their own where there is
//! something behind every door.

use application::staff::Origin;
use domain::account::{ApiKey, Credentials, CredentialsState, GatewayAccount, Mode, Provider};
use domain::ports::people::Vault;
use domain::ports::{Clock, Queries, Store};
use domain::refund::Issuer;
use domain::staff::{Invitation, Passkey, Role, ServiceEntry, StaffEmail, Standing};
use domain::webhook::{
    Delivery, DeliveryStatus, EndpointStatus, EndpointUrl, EventType, SigningSecret,
    WebhookEndpoint, secret,
};
use domain::work::{Work, WorkKind};
use domain::{
    Amount, ApiKeyId, CredentialsId, DeliveryId, InvitationId, PasskeyId, PaymentId, RefundId,
    StaffId, WebhookId, WorkId,
};
use memory::MemoryVault;
use secrecy::{ExposeSecret, SecretString};
use strum::IntoEnumIterator;

use super::Address;
use crate::browser::{Browser, Page};
use crate::house::{House, fresh};

const VISITOR: &str = "visitor@example.org";
const COLLEAGUE: &str = "colleague@example.org";

/// Somebody at the doors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visitor {
    /// Nobody has signed in.
    Stranger,
    /// Somebody of another service.
    Outsider,
    /// One of the service's people.
    Member(Role),
    /// A platform administrator who has entered no service.
    PlatformOutside,
    /// One who has entered this service.
    PlatformInside,
}

/// A visitor, a house, and what varies in its addresses.
pub(super) struct Cast {
    browser: Browser,
    token: String,
    parts: Vec<(&'static str, String)>,
    of_mode: [Vec<(&'static str, String)>; 2],
}

impl Visitor {
    pub(super) fn all() -> Vec<Self> {
        let members = Role::iter().map(Self::Member);
        let others = [
            Self::Stranger,
            Self::Outsider,
            Self::PlatformOutside,
            Self::PlatformInside,
        ];
        members.chain(others).collect()
    }

    pub(super) fn looks_after_the_platform(self) -> bool {
        matches!(self, Self::PlatformOutside | Self::PlatformInside)
    }

    /// What they are in the service.
    pub(super) fn standing(self) -> Option<Standing> {
        match self {
            Self::Stranger | Self::Outsider | Self::PlatformOutside => None,
            Self::Member(role) => Some(Standing::Member(role)),
            Self::PlatformInside => Some(Standing::PlatformAdmin),
        }
    }
}

impl Cast {
    pub(super) async fn new(visitor: Visitor) -> Self {
        let house = House::taking_registrations().await;
        house.world.psp.speak_for(Provider::Worldpay);
        let colleague = house.add_member(COLLEAGUE, Role::Viewer).await;
        let mut browser = signed_in(&house, visitor).await;
        let parts = house.parts(&colleague).await;
        let live = house.go_live().await;
        let of_mode = [
            house.parts_of(&house.account, &colleague).await,
            house.parts_of(&live, &colleague).await,
        ];
        // So that there is a way back to the sandbox.
        house
            .change(|account| account.provider = Provider::Worldpay)
            .await;
        let shown = match visitor {
            Visitor::Stranger => browser.open("/admin/sign-in").await,
            _ => browser.open("/admin/profile").await,
        };
        let token = shown.attribute("input[name=csrfToken]", "value").unwrap();
        Self {
            browser,
            token,
            parts,
            of_mode,
        }
    }

    /// Asks an address for its page, or sends an empty form to it.
    pub(super) async fn visit(&mut self, method: &str, at: &str, mode: Mode) -> Page {
        let of_mode = match mode {
            Mode::Test => &self.of_mode[0],
            Mode::Live => &self.of_mode[1],
        };
        let mode = ("mode", mode.word().to_owned());
        let parts: Vec<_> = self
            .parts
            .iter()
            .chain(of_mode)
            .cloned()
            .chain([mode])
            .collect();
        let address = Address::filled(at, &parts);
        let body = format!("csrfToken={}", self.token);
        let body = (method == "POST").then_some(body.as_str());
        self.browser.send(method, &address, body, &[]).await
    }
}

async fn signed_in(house: &House, visitor: Visitor) -> Browser {
    let role = match visitor {
        Visitor::Stranger => return house.browser(),
        Visitor::Member(role) => role,
        Visitor::Outsider | Visitor::PlatformOutside | Visitor::PlatformInside => Role::Viewer,
    };
    let (browser, _) = house.signed_in(VISITOR, role).await;
    if matches!(visitor, Visitor::Member(_)) {
        return browser;
    }
    let mut unit = house.world.store.begin().await.unwrap();
    let email = StaffEmail::parse(VISITOR).unwrap();
    let mut member = unit.staff().by_email(&email).await.unwrap().unwrap();
    member.leave(house.service_id());
    member.is_platform_admin = visitor.looks_after_the_platform();
    unit.staff().save(&mut member).await.unwrap();
    if visitor == Visitor::PlatformInside {
        let now = house.world.clock.now();
        let sessions = house.world.store.sessions(&member.id, now).await.unwrap();
        let mut session = sessions.into_iter().next().unwrap();
        session.entered = Some(ServiceEntry {
            service: house.service_id().clone(),
            at: now,
        });
        unit.sessions().save(&session).await.unwrap();
    }
    unit.commit().await.unwrap();
    browser
}

impl House {
    /// What varies in addresses of no mode.
    async fn parts(&self, colleague: &StaffId) -> Vec<(&'static str, String)> {
        self.describe().await;
        let now = self.world.clock.now();
        let invitation = Invitation {
            id: InvitationId::from_random([5; 26]),
            digest: [5; 32],
            email: StaffEmail::parse("new@example.org").unwrap(),
            service: self.service_id().clone(),
            role: Role::Viewer,
            sent_by: None,
            sent_at: now,
            ended_at: None,
        };
        let stuck = self.created("STUCK").await;
        let work = Work::due(WorkId::from_random([6; 26]), WorkKind::Cancel(stuck), now);
        let passkey = Passkey {
            id: PasskeyId::from_random([7; 26]),
            name: "Phone".to_owned(),
            credential: "phone 1".to_owned(),
            added_at: now,
            used_at: None,
        };
        let mut unit = self.world.store.begin().await.unwrap();
        unit.invitations().add(&invitation).await.unwrap();
        unit.work().schedule(&work).await.unwrap();
        let email = StaffEmail::parse(VISITOR).unwrap();
        let visitor = unit.staff().by_email(&email).await.unwrap();
        let mut session = None;
        if let Some(mut visitor) = visitor {
            visitor.passkeys.push(passkey.clone());
            unit.staff().save(&mut visitor).await.unwrap();
            session = Some(visitor.id);
        }
        unit.commit().await.unwrap();
        vec![
            ("service", self.service_id().to_string()),
            ("name", admin_stylesheet(self).await),
            ("secret", "unknown".to_owned()),
            ("link", "unknown".to_owned()),
            ("passkey", passkey.id.to_string()),
            ("session", self.other_session(session.as_ref()).await),
            ("invitation", invitation.id.to_string()),
            ("member", colleague.to_string()),
            ("person", colleague.to_string()),
            ("change", "shut-out".to_owned()),
            ("work", work.id.to_string()),
            ("question", "email".to_owned()),
            ("provider", "worldpay".to_owned()),
        ]
    }

    /// What varies in addresses about one account.
    async fn parts_of(
        &self,
        account: &GatewayAccount,
        colleague: &StaffId,
    ) -> Vec<(&'static str, String)> {
        let now = self.world.clock.now();
        let payment = self.created_in(account, "WALK").await;
        self.pay(&payment).await;
        let refund = RefundId::from_random(fresh(&format!("refund {}", account.id)));
        let by = Issuer {
            staff: colleague.clone(),
            email: COLLEAGUE.to_owned(),
        };
        let name = |what: &str| fresh(&format!("{what} {}", account.id));
        let key = |what: &str| ApiKey {
            id: ApiKeyId::from_random(name(what)),
            account: account.id.clone(),
            description: what.to_owned(),
            digest: std::array::from_fn(|at| name(what)[at % 26]),
            created_by: None,
            created_at: now,
            last_used_at: None,
            revoked_at: None,
        };
        let (good, revoked) = (key("good key"), key("revoked key"));
        let credentials = Credentials {
            id: CredentialsId::from_random(name("credentials")),
            account: account.id.clone(),
            provider: Provider::Worldpay,
            shown: Vec::new(),
            sealed: vec![1],
            state: CredentialsState::Entered,
            entered_by: COLLEAGUE.to_owned(),
            entered_at: now,
            activated_at: None,
            retired_at: None,
        };
        let (mut webhook, delivery) = self.told_of(account, &payment);
        let mut unit = self.world.store.begin().await.unwrap();
        unit.webhooks().add(&mut webhook).await.unwrap();
        let one = std::slice::from_ref(&delivery);
        unit.webhooks().add_deliveries(one).await.unwrap();
        let mut paid = unit.payments().get(&payment).await.unwrap().unwrap();
        let (amount, left) = (
            Amount::from_minor(100).unwrap(),
            paid.amount_available().minor(),
        );
        paid.ask_approval(refund.clone(), amount, by, left, now)
            .unwrap();
        unit.payments().save(&mut paid).await.unwrap();
        unit.accounts().add_key(&good).await.unwrap();
        unit.accounts().add_key(&revoked).await.unwrap();
        unit.accounts().revoke_key(&revoked.id, now).await.unwrap();
        unit.accounts().add_credentials(&credentials).await.unwrap();
        unit.commit().await.unwrap();
        vec![
            ("payment", payment.to_string()),
            ("refund", refund.to_string()),
            ("key", good.id.to_string()),
            ("credentials", credentials.id.to_string()),
            ("webhook", webhook.id.to_string()),
            ("delivery", delivery.id.to_string()),
        ]
    }

    /// A webhook of an account, and what it is to be told of a payment.
    fn told_of(
        &self,
        account: &GatewayAccount,
        payment: &PaymentId,
    ) -> (WebhookEndpoint, Delivery) {
        let now = self.world.clock.now();
        let id = WebhookId::from_random(fresh(&format!("webhook {}", account.id)));
        let text = SecretString::from(secret::text(account.mode, [8; 26]));
        let sealed = MemoryVault.seal(&secret::place(&id), text.expose_secret().as_bytes());
        let webhook = WebhookEndpoint {
            account: account.id.clone(),
            url: EndpointUrl::parse("https://service.example/webhooks", false).unwrap(),
            description: "Website".to_owned(),
            events: EventType::offered().collect(),
            secrets: vec![SigningSecret {
                sealed,
                made_at: now,
                retires_at: None,
            }],
            status: EndpointStatus::Active,
            failing: None,
            created_at: now,
            version: 0,
            id,
        };
        let delivery = Delivery {
            id: DeliveryId::from_random(fresh(&format!("delivery {}", account.id))),
            endpoint: webhook.id.clone(),
            payment: payment.clone(),
            event: EventType::CardPaymentSucceeded,
            position: 1,
            happened_at: now,
            body: "{}".to_owned(),
            status: DeliveryStatus::Pending,
            attempts: Vec::new(),
            next_at: None,
            replayed_after: 0,
            is_test: false,
            created_at: now,
        };
        (webhook, delivery)
    }

    /// Another session of the visitor's.
    async fn other_session(&self, visitor: Option<&StaffId>) -> String {
        let Some(visitor) = visitor else {
            return "none".to_owned();
        };
        let password = SecretString::from(crate::house::PASSWORD);
        let origin = Origin::default();
        let begun = self.application.sign_in(VISITOR, &password, &origin).await;
        let begun = begun.unwrap().session;
        assert_eq!(begun.member, *visitor);
        begun.id.to_string()
    }
}

/// The name of a file that pages load.
async fn admin_stylesheet(house: &House) -> String {
    let page = house.browser().open("/admin/sign-in").await;
    let href = page.attribute("link[rel=stylesheet]", "href").unwrap();
    href.rsplit('/').next().unwrap().to_owned()
}
