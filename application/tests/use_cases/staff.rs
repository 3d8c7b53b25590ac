//! Staff sign in, join services, and leave a record.

mod approvals;
pub(crate) mod cast;
mod credentials;
mod dashboard;
mod demo_payment;
mod details;
mod export;
mod going_live;
mod keys;
mod operator;
mod passkeys;
mod platform;
mod record;
mod registration;
mod roles;
mod services;
mod settings;
mod sign_in;
mod team;
mod transactions;

use application::staff::second_factor::SignedIn;
use application::staff::session::NewSession;
use application::staff::sign_in::SignInError;
use application::staff::{Origin, Staff};
use domain::account::Service;
use domain::email::StaffMessage;
use domain::ports::people::AppCodes;
use domain::ports::{Clock, Queries, Store};
use domain::staff::second_factor::step_at;
use domain::staff::{Role, StaffEmail};
use memory::MemoryAppCodes;
use secrecy::{ExposeSecret, SecretString};

use crate::scene::Scene;

pub(crate) const ADMIN: &str = "grace@example.org";
pub(crate) const ADA: &str = "ada@example.org";
pub(crate) const PASSWORD: &str = "a long enough phrase";

/// A person with an authenticator app in their hand.
pub(crate) struct Person {
    app_secret: Vec<u8>,
    pub(crate) recovery_codes: Vec<SecretString>,
    /// What their browser keeps.
    pub(crate) browser: SecretString,
}

pub(crate) fn origin() -> Origin {
    Origin {
        address: "192.0.2.7".to_owned(),
        browser: "A browser".to_owned(),
    }
}

pub(crate) fn password() -> SecretString {
    SecretString::from(PASSWORD)
}

impl Scene {
    /// The service that the scene's account belongs to.
    pub(crate) async fn house(&self) -> Service {
        let id = &self.service.account.service;
        self.world.store.service(id).await.unwrap().unwrap()
    }

    /// A platform administrator who has set everything up, signed in.
    pub(crate) async fn platform_admin(&self) -> (Person, Staff) {
        let created = self.application.create_platform_admin(ADMIN, password());
        created.await.unwrap();
        self.first_sign_in(ADMIN).await
    }

    /// Somebody who was made a member of the service behind everybody's back, set up
    /// and signed in.
    pub(crate) async fn member(&self, email: &str, role: Role) -> (Person, Staff) {
        let mut unit = self.world.store.begin().await.unwrap();
        let id = domain::StaffId::from_random(fresh(email));
        let address = StaffEmail::parse(email).unwrap();
        let mut member = domain::staff::StaffMember::new(id, address, self.world.clock.now());
        member.password = Some(domain::staff::PasswordHash::stored(format!(
            "plain:{PASSWORD}"
        )));
        member.join(self.house().await.id, role);
        unit.staff().add(&mut member).await.unwrap();
        unit.commit().await.unwrap();
        self.first_sign_in(email).await
    }

    /// Signs somebody in for the first time, with a new app.
    pub(crate) async fn first_sign_in(&self, email: &str) -> (Person, Staff) {
        let begun = self.with_password(email, PASSWORD).await.unwrap();
        let offered = self.application.offer_app(&begun.secret).await.unwrap();
        let app_secret = unbase32(offered.secret.expose_secret());
        let code = MemoryAppCodes.code(&app_secret, step_at(self.world.clock.now()));
        let confirmed = self
            .application
            .confirm_app(&begun.secret, &offered.sealed, &code, &origin())
            .await
            .unwrap();
        let staff = self.staff(&confirmed).await;
        let person = Person {
            app_secret,
            browser: confirmed.session.secret.clone(),
            recovery_codes: confirmed.recovery_codes,
        };
        (person, staff)
    }

    pub(crate) async fn with_password(
        &self,
        email: &str,
        password: &str,
    ) -> Result<NewSession, SignInError> {
        let password = SecretString::from(password);
        self.application.sign_in(email, &password, &origin()).await
    }

    pub(crate) async fn staff(&self, signed_in: &SignedIn) -> Staff {
        let secret = &signed_in.session.secret;
        self.application.staff(secret).await.unwrap()
    }

    /// The secret in the last link that this person was sent.
    pub(crate) async fn last_link(&self, email: &str) -> SecretString {
        let told = self.told(email).await;
        let mut links = told.iter().rev().filter_map(|message| match message {
            StaffMessage::Invitation { link, .. } | StaffMessage::PasswordReset { link } => {
                Some(link.replace("link:", ""))
            }
            _ => None,
        });
        SecretString::from(links.next().unwrap())
    }
}

impl Person {
    /// The code their app shows now.
    pub(crate) fn code(&self, scene: &Scene) -> String {
        MemoryAppCodes.code(&self.app_secret, step_at(scene.world.clock.now()))
    }
}

/// A link as pages would write it.
pub(crate) fn link(secret: &SecretString) -> String {
    format!("link:{}", secret.expose_secret())
}

fn fresh(text: &str) -> [u8; 26] {
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
