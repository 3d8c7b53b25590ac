//! A service asks to take real money, and a platform administrator decides.

use application::staff::Staff;
use application::staff::going_live::{GoLiveDecision, GoLiveError};
use application::staff::services::AccessError;
use domain::account::{CredentialsState, GatewayAccount, GoingLive, Mode, Provider, Service};
use domain::audit::Action;
use domain::email::StaffMessage;
use domain::ports::Queries;
use domain::staff::Role;

use super::cast::fact;
use super::details::typed;
use super::{ADA, ADMIN};
use crate::scene::Scene;

/// A described service in production, its admin, and a platform administrator.
struct Desk {
    scene: Scene,
    ada: Staff,
    grace: Staff,
}

impl Desk {
    async fn new() -> Self {
        let scene = Scene::new().await.through(|ports| ports.sandbox = None);
        let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;
        let (_, grace) = scene.platform_admin().await;
        let house = scene.house().await;
        scene
            .application
            .set_organisation(&ada, &house.id, &typed())
            .await
            .unwrap();
        Self { scene, ada, grace }
    }

    async fn ask(&self, provider: Provider, agreed: bool) -> Result<Service, GoLiveError> {
        let house = self.scene.house().await;
        self.scene
            .application
            .ask_to_go_live(&self.ada, &house.id, provider, agreed)
            .await
    }

    async fn decide(
        &self,
        decision: GoLiveDecision,
    ) -> Result<Option<GatewayAccount>, GoLiveError> {
        let house = self.scene.house().await;
        self.scene
            .application
            .decide_going_live(&self.grace, &house.id, decision)
            .await
    }

    async fn live_accounts(&self) -> Vec<GatewayAccount> {
        let mut accounts = self.scene.world.store.accounts().await.unwrap();
        accounts.retain(|account| account.mode == Mode::Live);
        accounts
    }
}

fn refusal(reason: &str) -> GoLiveDecision {
    GoLiveDecision::Refuse(reason.to_owned())
}

/// The operator may have opened a live account before anybody asked.
#[tokio::test]
async fn a_service_that_has_a_live_account_gets_no_second_one() {
    let desk = Desk::new().await;
    let service = desk.scene.service.account.service.clone();
    let opened = desk
        .scene
        .application
        .open_account(&service, Mode::Live, Provider::Stripe);
    let opened = opened.await.unwrap();
    desk.ask(Provider::Worldpay, true).await.unwrap();

    let granted = desk.decide(GoLiveDecision::Grant).await.unwrap();
    assert_eq!(granted.as_ref(), Some(&opened));
    assert_eq!(desk.live_accounts().await, [opened]);
}

#[tokio::test]
async fn a_service_asks_once_and_is_granted_one_live_account_without_credentials() {
    let desk = Desk::new().await;

    let asked = desk.ask(Provider::Worldpay, true).await.unwrap();
    assert_eq!(
        asked.going_live,
        GoingLive::Asked {
            by: ADA.to_owned(),
            at: desk.ada.at,
            provider: Provider::Worldpay,
        }
    );
    let deed = desk.scene.last_deed().await;
    assert_eq!(deed.action, Action::GoLiveRequested);
    assert_eq!(fact(&deed, "agreement"), Some("accepted"));
    let again = desk.ask(Provider::Stripe, true).await;
    assert!(matches!(again, Err(GoLiveError::NotNow)));

    let opened = desk.decide(GoLiveDecision::Grant).await.unwrap().unwrap();
    assert_eq!(desk.live_accounts().await, std::slice::from_ref(&opened));
    assert_eq!(opened.provider, Provider::Worldpay);
    let credentials = desk.scene.world.store.credentials(&opened.id).await;
    assert!(
        credentials
            .unwrap()
            .iter()
            .all(|set| set.state != CredentialsState::Active)
    );
    let deed = desk.scene.last_deed().await;
    assert_eq!(deed.action, Action::GoLiveDecided);
    assert_eq!(deed.by.email(), Some(ADMIN));
    assert_eq!(deed.target.as_deref(), Some(opened.id.as_str()));
    for decision in [GoLiveDecision::Grant, refusal("again")] {
        let again = desk.decide(decision).await;
        assert!(matches!(again, Err(GoLiveError::NotNow)));
    }
    let again = desk.ask(Provider::Stripe, true).await;
    assert!(matches!(again, Err(GoLiveError::NotNow)));
    assert_eq!(desk.live_accounts().await.len(), 1);
    assert!(matches!(
        desk.scene.told(ADA).await.last(),
        Some(StaffMessage::GoLiveDecided { refused: None, .. })
    ));
}

#[tokio::test]
async fn a_refusal_has_a_reason_and_the_service_may_ask_again() {
    let desk = Desk::new().await;
    desk.ask(Provider::Worldpay, true).await.unwrap();

    let blank = desk.decide(refusal(" \n")).await;
    assert!(matches!(blank, Err(GoLiveError::NoReason)));
    let opened = desk.decide(refusal("no contract yet")).await.unwrap();

    assert_eq!(opened, None);
    assert_eq!(desk.live_accounts().await, []);
    let deed = desk.scene.last_deed().await;
    assert_eq!(deed.reason.as_deref(), Some("no contract yet"));
    assert_eq!(fact(&deed, "decision"), Some("refused"));
    let told = StaffMessage::GoLiveDecided {
        service: "Licences".to_owned(),
        refused: Some("no contract yet".to_owned()),
    };
    assert_eq!(desk.scene.told(ADA).await, [told]);
    assert!(matches!(
        desk.scene.house().await.going_live,
        GoingLive::Refused { .. }
    ));
    desk.ask(Provider::Worldpay, true).await.unwrap();
    assert!(desk.decide(GoLiveDecision::Grant).await.unwrap().is_some());
}

#[tokio::test]
async fn whose_service_it_is_comes_first() {
    let scene = Scene::new().await;
    let house = scene.house().await;
    let (_, ada) = scene.member(ADA, Role::ServiceAdmin).await;

    for (provider, agreed, expected) in [
        (Provider::Worldpay, true, "NoOrganisation"),
        (Provider::Worldpay, false, "NotAgreed"),
        (Provider::Sandbox, true, "NotAtSandboxPsp"),
    ] {
        let asked = scene
            .application
            .ask_to_go_live(&ada, &house.id, provider, agreed);
        assert_eq!(format!("{:?}", asked.await.unwrap_err()), expected);
    }
    assert_eq!(scene.house().await.going_live, GoingLive::NotAsked);
    assert_eq!(scene.house_deeds().await, []);
}

#[tokio::test]
async fn sandbox_mode_opens_no_live_account_and_still_refuses() {
    let mut desk = Desk::new().await;
    desk.scene = desk.scene.through(|_| {});
    desk.ask(Provider::Worldpay, true).await.unwrap();

    let granted = desk.decide(GoLiveDecision::Grant).await;

    assert!(matches!(granted, Err(GoLiveError::InSandbox)));
    assert_eq!(desk.live_accounts().await, []);
    assert!(matches!(
        desk.scene.house().await.going_live,
        GoingLive::Asked { .. }
    ));
    desk.decide(refusal("this is for trying out"))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_services_own_people_do_not_decide() {
    let mut desk = Desk::new().await;
    desk.ask(Provider::Worldpay, true).await.unwrap();
    desk.grace = desk.ada.clone();

    let decided = desk.decide(GoLiveDecision::Grant).await;

    assert!(matches!(
        decided,
        Err(GoLiveError::Access(AccessError::NotFound))
    ));
    assert_eq!(desk.live_accounts().await, []);
}
