//! What opens an account at a PSP: sealed, never shown again, and switched to.

use application::staff::Staff;
use application::staff::credentials::{CredentialsError, PspAccount};
use application::staff::services::AccessError;
use domain::account::credentials::FieldProblem;
use domain::account::{Credentials, CredentialsState, Mode, Provider};
use domain::audit::Action;
use domain::ports::people::Vault;
use domain::ports::{Queries, Store};
use domain::staff::Role;
use memory::{Call, MemoryVault};
use secrecy::SecretString;

use super::ADA;
use super::cast::fact;
use crate::scene::Scene;

const PASSWORD: &str = "xml-p4ssword";
const USUAL: &[(&str, &str)] = &[
    ("merchant_code", "ANYTOWNMOTO"),
    ("username", "XMLUSER"),
    ("password", PASSWORD),
];

/// A service whose account can be switched to Worldpay, and its admin.
struct Desk {
    scene: Scene,
    ada: Staff,
}

impl Desk {
    async fn new() -> Self {
        let scene = Scene::new().await;
        scene.world.psp.speak_for(Provider::Worldpay);
        let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
        Self { scene, ada }
    }

    async fn enter(
        &self,
        provider: Provider,
        typed: &[(&str, &str)],
    ) -> Result<Credentials, CredentialsError> {
        let house = self.scene.house().await;
        let value = |name: &str| {
            let found = typed.iter().find(|(typed, _)| *typed == name);
            SecretString::from(found.map_or("", |(_, value)| value))
        };
        self.scene
            .application
            .enter_credentials(&self.ada, &house.id, Mode::Test, provider, value)
            .await
    }

    async fn switch(&self, id: &str) -> Result<Credentials, CredentialsError> {
        let house = self.scene.house().await;
        self.scene
            .application
            .switch_psp(&self.ada, &house.id, Mode::Test, id)
            .await
    }

    async fn to_sandbox(&self) -> Result<(), CredentialsError> {
        let house = self.scene.house().await;
        self.scene
            .application
            .switch_to_sandbox(&self.ada, &house.id, Mode::Test)
            .await
    }

    async fn seen(&self) -> PspAccount {
        let house = self.scene.house().await;
        let seen = self
            .scene
            .application
            .staff_psp(&self.ada, &house.id, Mode::Test);
        seen.await.unwrap()
    }

    /// The states of every set, newest first.
    async fn states(&self) -> Vec<CredentialsState> {
        let seen = self.seen().await;
        seen.credentials.iter().map(|set| set.state).collect()
    }
}

#[tokio::test]
async fn what_was_entered_is_sealed_for_its_place_and_shown_to_nobody() {
    let desk = Desk::new().await;

    let entered = desk.enter(Provider::Worldpay, USUAL).await.unwrap();

    assert_eq!(entered.state, CredentialsState::Entered);
    assert_eq!(entered.entered_by, ADA);
    let place = Credentials::place(&entered.account, &entered.id);
    let opened = MemoryVault.open(&place, &entered.sealed).unwrap();
    assert_eq!(
        String::from_utf8(opened).unwrap(),
        "merchant_code=ANYTOWNMOTO\nusername=XMLUSER\npassword=xml-p4ssword\n"
    );
    let names: Vec<&str> = entered.shown.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["merchant_code", "username"]);

    let seen = desk.seen().await;
    assert_eq!(seen.account.provider, Provider::Sandbox);
    assert_eq!(seen.spoken, [Provider::Sandbox, Provider::Worldpay]);
    let everything = format!("{seen:?} {:?}", desk.scene.house_deeds().await);
    assert!(everything.contains("XMLUSER"));
    assert!(!everything.contains(PASSWORD));
    assert!(!format!("{:?}", desk.scene.world.store).contains(PASSWORD));
    let deed = desk.scene.last_deed().await;
    assert_eq!(deed.action, Action::CredentialsChanged);
    assert_eq!(deed.target.as_deref(), Some(entered.id.as_str()));
    assert_eq!(fact(&deed, "done"), Some("entered"));
}

#[tokio::test]
async fn new_payments_go_where_the_account_was_switched_to_and_old_ones_stay() {
    let desk = Desk::new().await;
    let before = desk.scene.paid().await;
    let entered = desk.enter(Provider::Worldpay, USUAL).await.unwrap();

    let active = desk.switch(entered.id.as_str()).await.unwrap();

    assert_eq!(active.state, CredentialsState::Active);
    assert_eq!(active.activated_at, Some(desk.ada.at));
    let account = desk.seen().await.account;
    assert_eq!(account.provider, Provider::Worldpay);
    let mut scene = desk.scene.clone();
    scene.service.account = account;
    let after = scene.paid().await;
    assert_eq!(scene.payment(&before).await.provider, Provider::Sandbox);
    assert_eq!(scene.payment(&after).await.provider, Provider::Worldpay);
    assert_eq!(scene.world.psp.count(Call::Capture), 2);
    let deed = desk.scene.last_deed().await;
    assert_eq!(fact(&deed, "done"), Some("switched to"));
    assert_eq!(fact(&deed, "provider"), Some("worldpay"));
    let again = desk.switch(entered.id.as_str()).await;
    assert!(matches!(again, Err(CredentialsError::NotNew)));
}

#[tokio::test]
async fn one_set_at_most_is_in_use_and_those_before_it_stay_retired() {
    use CredentialsState::{Active, Entered, Retired};
    let desk = Desk::new().await;
    let first = desk.enter(Provider::Worldpay, USUAL).await.unwrap();
    desk.switch(first.id.as_str()).await.unwrap();
    desk.scene
        .world
        .clock
        .pass(std::time::Duration::from_secs(1));

    let mut ada = desk.ada.clone();
    ada.at = ada.at.plus(std::time::Duration::from_secs(1));
    let later = Desk { ada, ..desk };
    let second = later.enter(Provider::Worldpay, USUAL).await.unwrap();
    assert_eq!(later.states().await, [Entered, Active]);
    later.switch(second.id.as_str()).await.unwrap();
    assert_eq!(later.states().await, [Active, Retired]);

    later.to_sandbox().await.unwrap();
    assert_eq!(later.states().await, [Retired, Retired]);
    assert_eq!(later.seen().await.account.provider, Provider::Sandbox);
    for id in [first.id, second.id] {
        let again = later.switch(id.as_str()).await;
        assert!(matches!(again, Err(CredentialsError::NotNew)));
    }
    let again = later.to_sandbox().await;
    assert!(matches!(again, Err(CredentialsError::NotNew)));
}

#[tokio::test]
async fn a_set_that_was_never_used_makes_way_for_the_next_of_its_psp() {
    use CredentialsState::{Entered, Retired};
    let desk = Desk::new().await;
    let mistyped = desk.enter(Provider::Worldpay, USUAL).await.unwrap();
    let entered = desk.enter(Provider::Worldpay, USUAL).await.unwrap();

    let all = desk.seen().await.credentials;
    let state = |id| all.iter().find(|set| set.id == id).map(|set| set.state);
    assert_eq!(state(mistyped.id.clone()), Some(Retired));
    assert_eq!(state(entered.id), Some(Entered));
    let refused = desk.switch(mistyped.id.as_str()).await;
    assert!(matches!(refused, Err(CredentialsError::NotNew)));
}

#[tokio::test]
async fn nobody_switches_to_what_this_program_does_not_speak() {
    let desk = Desk::new().await;
    let typed = [
        ("account_id", "acct_1"),
        ("secret_key", "sk_test_1"),
        ("webhook_secret", "whsec_1"),
    ];
    let entered = desk.enter(Provider::Stripe, &typed).await.unwrap();

    let refused = desk.switch(entered.id.as_str()).await;

    assert!(matches!(refused, Err(CredentialsError::NotSpoken)));
    assert_eq!(desk.seen().await.account.provider, Provider::Sandbox);
}

#[tokio::test]
async fn fields_that_belong_together_are_all_there_or_none() {
    let desk = Desk::new().await;
    let half = [USUAL, &[("issuer", "0123456789abcdef01234567")]].concat();

    let refused = desk.enter(Provider::Worldpay, &half).await;

    let Err(CredentialsError::Fields(problems)) = refused else {
        panic!("{refused:?}");
    };
    let problems: Vec<_> = problems.iter().map(|(field, p)| (field.name, *p)).collect();
    assert_eq!(
        problems,
        [
            ("organisational_unit_id", FieldProblem::Missing),
            ("jwt_mac_key", FieldProblem::Missing),
        ]
    );
    let refused = desk.enter(Provider::Sandbox, USUAL).await;
    assert!(matches!(refused, Err(CredentialsError::NoneNeeded)));
    assert_eq!(desk.seen().await.credentials, []);
}

#[tokio::test]
async fn an_accounts_credentials_are_its_own() {
    let desk = Desk::new().await;
    let entered = desk.enter(Provider::Worldpay, USUAL).await.unwrap();
    let live = desk.scene.live().await;
    let house = live.house().await;

    let elsewhere = live
        .application
        .switch_psp(&desk.ada, &house.id, Mode::Live, entered.id.as_str())
        .await;
    assert!(matches!(
        elsewhere,
        Err(CredentialsError::Access(AccessError::NotFound))
    ));
    let credentials = live.world.store.credentials(&live.service.account.id).await;
    assert_eq!(credentials.unwrap(), []);
    let sandbox = live
        .application
        .switch_to_sandbox(&desk.ada, &house.id, Mode::Live)
        .await;
    assert!(matches!(sandbox, Err(CredentialsError::LiveAtSandboxPsp)));
}

#[tokio::test]
async fn switching_while_the_account_changes_changes_nothing() {
    let desk = Desk::new().await;
    let entered = desk.enter(Provider::Worldpay, USUAL).await.unwrap();
    let mut account = desk.seen().await.account;
    account.takes_prepaid = false;
    let mut unit = desk.scene.world.store.begin().await.unwrap();
    unit.accounts().save_account(&mut account).await.unwrap();

    let (switched, committed) = tokio::join!(desk.switch(entered.id.as_str()), unit.commit());

    committed.unwrap();
    assert!(matches!(switched, Err(CredentialsError::Access(_))));
    assert_eq!(desk.states().await, [CredentialsState::Entered]);
    assert_eq!(desk.seen().await.account, account);
}
