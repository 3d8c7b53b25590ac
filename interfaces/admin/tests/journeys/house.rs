//! The staff site over ports in memory, and people with authenticator apps.

use std::sync::Arc;

use admin::AdminSettings;
use application::staff::registration::RegistrationDomains;
use application::{Application, PeoplePorts, Policy, Ports, SandboxPorts};
use domain::account::{GatewayAccount, Service};
use domain::email::{EmailContent, OutgoingEmail, StaffMessage};
use domain::ports::people::AppCodes;
use domain::ports::{Clock, Store};
use domain::staff::second_factor::step_at;
use domain::staff::{PasswordHash, Role, StaffEmail, StaffMember};
use domain::work::{WorkGroup, WorkKind};
use domain::{ServiceId, StaffId};
use memory::{MemoryAppCodes, MemoryPasskeys, MemoryPasswords, MemoryVault, World};
use poem::endpoint::BoxEndpoint;
use poem::{EndpointExt, Response, Route};

use crate::browser::{Browser, Page};

pub(crate) const PUBLIC_URL: &str = "http://127.0.0.1:8080";
pub(crate) const PAGES_URL: &str = "http://127.0.0.1:8081";
pub(crate) const PASSWORD: &str = "a long enough phrase";

/// Everything the site stands on.
pub(crate) struct House {
    pub(crate) world: World,
    pub(crate) application: Application,
    /// The demo service's test account.
    pub(crate) account: GatewayAccount,
    endpoint: Arc<BoxEndpoint<'static, Response>>,
}

/// Somebody with an authenticator app in their hand.
pub(crate) struct Person {
    pub(crate) email: String,
    pub(crate) password: String,
    app_secret: Vec<u8>,
    pub(crate) recovery_codes: Vec<String>,
}

impl House {
    pub(crate) async fn build() -> Self {
        Self::build_with(|_| {}).await
    }

    pub(crate) async fn build_with(change: impl FnOnce(&mut AdminSettings)) -> Self {
        Self::furnished(change, |_| {}).await
    }

    /// The same with other ports, once the demo service is there.
    pub(crate) async fn furnished(
        change: impl FnOnce(&mut AdminSettings),
        refit: impl FnOnce(&mut Ports),
    ) -> Self {
        Self::run_by(Policy::default(), change, refit).await
    }

    /// The same where people of some bodies may register themselves.
    pub(crate) async fn taking_registrations() -> Self {
        let policy = Policy {
            registration_domains: RegistrationDomains::of(["council.example"]),
            ..Policy::default()
        };
        Self::run_by(policy, |_| {}, |_| {}).await
    }

    async fn run_by(
        policy: Policy,
        change: impl FnOnce(&mut AdminSettings),
        refit: impl FnOnce(&mut Ports),
    ) -> Self {
        let world = World::new();
        let application = Application::new(ports(&world), Policy::default());
        let account = application.demo_account("Fishing licences").await.unwrap();
        let mut fitted = ports(&world);
        refit(&mut fitted);
        let application = Application::new(fitted, policy);
        let mut settings = AdminSettings {
            product_name: "Bursar".to_owned(),
            public_url: PUBLIC_URL.to_owned(),
            pages_url: PAGES_URL.to_owned(),
            api_url: "https://api.bursar.example".to_owned(),
            api_version: "1.1.0".to_owned(),
            support_address: None,
            sandbox: true,
        };
        change(&mut settings);
        let routes = admin::routes(application.clone(), settings);
        let endpoint = Route::new().nest_no_strip("/", routes);
        Self {
            world,
            application,
            account,
            endpoint: Arc::new(endpoint.map_to_response().boxed()),
        }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(Arc::clone(&self.endpoint))
    }

    pub(crate) fn service_id(&self) -> &ServiceId {
        &self.account.service
    }

    /// The address of a page of the service.
    pub(crate) fn at(&self, rest: &str) -> String {
        format!("/admin/service/{}{rest}", self.service_id())
    }

    /// Another service, of which nobody is a member.
    pub(crate) async fn other_service(&self) -> Service {
        self.application.open_service("Parking").await.unwrap()
    }

    /// Adds somebody who has a password and no app yet.
    pub(crate) async fn add_member(&self, email: &str, role: Role) -> StaffId {
        let id = StaffId::from_random(fresh(email));
        let address = StaffEmail::parse(email).unwrap();
        let mut member = StaffMember::new(id.clone(), address, self.world.clock.now());
        member.password = Some(PasswordHash::stored(format!("plain:{PASSWORD}")));
        member.join(self.service_id().clone(), role);
        let mut unit = self.world.store.begin().await.unwrap();
        unit.staff().add(&mut member).await.unwrap();
        unit.commit().await.unwrap();
        id
    }

    /// Somebody leaves the demo service.
    pub(crate) async fn leaves(&self, email: &str) {
        let mut unit = self.world.store.begin().await.unwrap();
        let email = StaffEmail::parse(email).unwrap();
        let mut member = unit.staff().by_email(&email).await.unwrap().unwrap();
        member.leave(self.service_id());
        unit.staff().save(&mut member).await.unwrap();
        unit.commit().await.unwrap();
    }

    /// A browser of somebody new who has set up an app and is signed in.
    pub(crate) async fn signed_in(&self, email: &str, role: Role) -> (Browser, Person) {
        self.add_member(email, role).await;
        let mut browser = self.browser();
        let page = with_password(&mut browser, email, PASSWORD).await;
        let person = self.set_up(&mut browser, page, email, PASSWORD).await;
        (browser, person)
    }

    /// Sets up an app, from the page that asks for it.
    pub(crate) async fn set_up(
        &self,
        browser: &mut Browser,
        page: Page,
        email: &str,
        password: &str,
    ) -> Person {
        assert_eq!(page.text("h1"), "Set up your second factor");
        let app_secret = unbase32(&page.text("#secret").replace(' ', ""));
        let code = self.code_of(&app_secret);
        let codes = browser.submit(&page, "set-up", &[("code", &code)]).await;
        assert_eq!(codes.text("h1"), "Your recovery codes");
        Person {
            email: email.to_owned(),
            password: password.to_owned(),
            app_secret,
            recovery_codes: codes.texts("#recovery-codes li"),
        }
    }

    /// Signs somebody in who has an app. Some time passes, so that the app shows a code
    /// that was not taken yet.
    pub(crate) async fn sign_in(&self, browser: &mut Browser, person: &Person) -> Page {
        self.world.clock.pass(std::time::Duration::from_secs(90));
        let page = with_password(browser, &person.email, &person.password).await;
        let code = self.code(person);
        browser.submit(&page, "code-form", &[("code", &code)]).await
    }

    /// The code that somebody's app shows now.
    pub(crate) fn code(&self, person: &Person) -> String {
        self.code_of(&person.app_secret)
    }

    fn code_of(&self, app_secret: &[u8]) -> String {
        MemoryAppCodes.code(app_secret, step_at(self.world.clock.now()))
    }

    /// Does all work of telling services and people that is due by now.
    pub(crate) async fn messages_go_out(&self) {
        loop {
            let messages = WorkGroup::Messages;
            let due = self.application.claim_due_work(messages, 50).await.unwrap();
            if due.is_empty() {
                return;
            }
            for work in &due {
                self.application.perform(work).await.unwrap();
            }
        }
    }

    /// Hands events on, and sends nothing yet.
    pub(crate) async fn hand_on_events(&self) {
        let messages = WorkGroup::Messages;
        let due = self.application.claim_due_work(messages, 50).await.unwrap();
        for work in due {
            if work.kind == WorkKind::DispatchEvents {
                self.application.perform(&work).await.unwrap();
            }
        }
    }

    /// Every e-mail that was sent by now, oldest first, links open. What writes the last of
    /// them may still be under way.
    pub(crate) async fn mail(&self) -> Vec<OutgoingEmail> {
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        self.messages_go_out().await;
        self.world.mailer.sent()
    }

    /// What staff were told by now, oldest first, and whom.
    pub(crate) async fn told(&self) -> Vec<(String, StaffMessage)> {
        let mail = self.mail().await.into_iter();
        let told = mail.filter_map(|email| match email.content {
            EmailContent::Staff(message) => Some((email.to, message)),
            EmailContent::PaymentConfirmed(_) | EmailContent::RefundIssued(_) => None,
        });
        told.collect()
    }

    /// The path of the last link that this person was sent.
    pub(crate) async fn last_link(&self, email: &str) -> String {
        let told = self.told().await;
        let theirs = told.iter().rev().filter(|(to, _)| to == email);
        let link = theirs.filter_map(|(_, message)| message.link()).next();
        let link = link.expect("a link");
        link.strip_prefix(PUBLIC_URL).unwrap().to_owned()
    }
}

/// The ports of a sandbox over this world.
fn ports(world: &World) -> Ports {
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
            passkeys: Arc::new(MemoryPasskeys::default()),
        },
        mailer: world.mailer.clone(),
        webhook_bodies: world.webhook_bodies.clone(),
        webhook_sender: world.webhook_sender.clone(),
        rate_limits: world.rate_limits.clone(),
        local_rate_limits: world.rate_limits.clone(),
        sandbox: Some(SandboxPorts {
            clock: world.clock.clone(),
            data: world.store.clone(),
        }),
    }
}

/// Gives an address and a password on the sign-in page.
pub(crate) async fn with_password(browser: &mut Browser, email: &str, password: &str) -> Page {
    let page = browser.open("/admin/sign-in").await;
    let fields = [("email", email), ("password", password)];
    browser.submit(&page, "sign-in", &fields).await
}

/// Bytes that differ as the texts do.
pub(crate) fn fresh(text: &str) -> [u8; 26] {
    let mut bytes = [0; 26];
    for (byte, of_text) in bytes.iter_mut().zip(text.bytes().cycle()) {
        *byte = of_text;
    }
    bytes
}

fn unbase32(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let (mut bytes, mut buffer, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for digit in text.chars() {
        buffer = (buffer << 5) | u32::try_from(DIGITS.find(digit).unwrap()).unwrap();
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((buffer >> bits) & 0xff).unwrap());
        }
    }
    bytes
}
