//! A service asks to take real money, and a platform administrator decides.

use admin::AdminSettings;
use domain::account::organisation::TypedOrganisation;
use domain::account::{GoingLive, Mode, Organisation, Provider};
use domain::ports::{Queries, Store};
use domain::staff::Role;
use poem::http::StatusCode;

use crate::browser::{Browser, Page};
use crate::house::House;

const ADA: &str = "ada@example.org";

impl House {
    /// A house in which money moves.
    pub(crate) async fn in_earnest() -> Self {
        let change = |settings: &mut AdminSettings| settings.sandbox = false;
        Self::furnished(change, |ports| ports.sandbox = None).await
    }

    /// Describes the service's organisation.
    pub(crate) async fn describe(&self) {
        let typed = TypedOrganisation {
            name: "Anglers’ Board".to_owned(),
            line1: "1 River Street".to_owned(),
            city: "Bakewell".to_owned(),
            postcode: "DE45 1AA".to_owned(),
            country: "GB".to_owned(),
            ..TypedOrganisation::default()
        };
        let mut unit = self.world.store.begin().await.unwrap();
        let service = unit.accounts().service(self.service_id()).await.unwrap();
        let mut service = service.unwrap();
        service.organisation = Some(Organisation::parse(&typed).unwrap());
        unit.accounts().save_service(&mut service).await.unwrap();
        unit.commit().await.unwrap();
    }

    async fn going_live(&self) -> GoingLive {
        let service = self.world.store.service(self.service_id()).await;
        service.unwrap().unwrap().going_live
    }
}

/// Walks through the steps, from the first page to what is said in the end.
pub(crate) async fn ask(house: &House, browser: &mut Browser) -> Page {
    let page = browser.open(&house.at("/go-live")).await;
    let page = browser.follow(&page, "#start").await;
    let page = browser
        .submit(&page, "psp-form", &[("psp", "worldpay")])
        .await;
    let fields = [("agreement", "accepted")];
    let page = browser.submit(&page, "agreement-form", &fields).await;
    assert_eq!(page.text("h1"), "Check and send");
    browser.submit(&page, "check-form", &[]).await
}

#[tokio::test]
async fn the_organisation_comes_first() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    let page = ada.open(&house.at("/go-live")).await;
    assert!(page.has("#enter-organisation") && !page.has("#start"));
    assert!(page.has("#in-sandbox"));
    for step in [
        "psp",
        "agreement?psp=stripe",
        "check?psp=stripe&agreement=accepted",
    ] {
        let page = ada.open(&house.at(&format!("/go-live/{step}"))).await;
        assert_eq!(page.address, house.at("/go-live"), "{step}");
    }
    let token = page.value("input[name=csrfToken]");
    let body = format!("csrfToken={token}&psp=stripe&agreement=accepted");
    let page = ada
        .send("POST", &house.at("/go-live/check"), Some(&body), &[])
        .await;
    assert_eq!(page.location(), Some(house.at("/go-live")));
    assert_eq!(house.going_live().await, GoingLive::NotAsked);
}

#[tokio::test]
async fn every_step_says_what_it_misses() {
    let house = House::build().await;
    house.describe().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    let page = ada.open(&house.at("/go-live/psp")).await;
    assert!(!page.has("#psp-sandbox"), "the sandbox takes no real money");
    let wrong = ada.submit(&page, "psp-form", &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wrong.text("#error-summary li"),
        "Choose a payment service provider"
    );
    let page = ada.submit(&page, "psp-form", &[("psp", "stripe")]).await;
    assert!(page.text(".clauses").contains("Stripe"));
    let wrong = ada
        .submit(&page, "agreement-form", &[("agreement", "")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text("#error-summary li").starts_with("Tick the box"));
    for (address, leads_to) in [
        ("/go-live/agreement", "/go-live/psp"),
        ("/go-live/agreement?psp=sandbox", "/go-live/psp"),
        ("/go-live/check?psp=stripe", "/go-live/agreement?psp=stripe"),
        ("/go-live/check?agreement=accepted", "/go-live/psp"),
    ] {
        let page = ada.send("GET", &house.at(address), None, &[]).await;
        assert_eq!(page.location(), Some(house.at(leads_to)));
    }
    assert_eq!(house.going_live().await, GoingLive::NotAsked);
}

#[tokio::test]
async fn what_was_asked_is_refused_with_a_reason_and_asked_again() {
    let house = House::build().await;
    house.describe().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut keeper, _) = house.keeper().await;

    let page = ask(&house, &mut ada).await;
    assert!(page.text("#asked").contains("with Worldpay"));
    assert!(!page.has("#start"));
    let again = ada.open(&house.at("/go-live/psp")).await;
    assert_eq!(again.address, house.at("/go-live"));

    let page = keeper.open("/admin/platform").await;
    assert_eq!(page.texts("#asks th[scope=row]"), ["Fishing licences"]);
    let form = keeper.follow(&page, "#asks .ways a").await;
    assert!(form.has("#in-sandbox") && !form.has("#decision-grant"));
    let page = keeper
        .submit(&form, "decision-form", &[("decision", "refuse")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text("#error-summary li").starts_with("Enter why not"));
    let page = keeper
        .submit(&form, "decision-form", &[("decision", "grant")])
        .await;
    assert!(
        page.text("#error-summary li")
            .starts_with("This is a sandbox")
    );
    let fields = [
        ("decision", "refuse"),
        ("reason", "No contract with <b>Worldpay</b>"),
    ];
    let page = keeper.submit(&form, "decision-form", &fields).await;

    assert!(page.text(".news").contains("was told why"));
    let nothing = keeper.open(&house.kept("/go-live")).await;
    assert_eq!(nothing.address, house.kept(""));
    let page = keeper.submit(&form, "decision-form", &fields).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let page = ada.open(&house.at("/go-live")).await;
    assert_eq!(page.text("blockquote"), "No contract with <b>Worldpay</b>");
    let page = ask(&house, &mut ada).await;
    assert!(page.has("#asked"));
}

#[tokio::test]
async fn where_money_moves_it_is_granted() {
    let house = House::in_earnest().await;
    house.describe().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let (mut keeper, _) = house.keeper().await;
    ask(&house, &mut ada).await;

    let form = keeper.open(&house.kept("/go-live")).await;
    assert!(!form.has("#in-sandbox"));
    let wrong = keeper.submit(&form, "decision-form", &[]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        wrong.text("#error-summary li"),
        "Choose whether the service goes live"
    );
    let fields = [("decision", "grant")];
    let page = keeper.submit(&form, "decision-form", &fields).await;

    assert!(page.text(".news").contains("has a live account"));
    let accounts = house.world.store.accounts_of(house.service_id()).await;
    let live = accounts
        .unwrap()
        .into_iter()
        .find(|account| account.mode == Mode::Live);
    assert_eq!(live.unwrap().provider, Provider::Worldpay);
    let page = ada.open(&house.at("/go-live")).await;
    assert!(page.has("#granted") && !page.has("#in-sandbox"));
    let page = ada.follow(&page, "#live-credentials").await;
    assert!(page.has("#lacks-credentials"));
}

#[tokio::test]
async fn only_those_who_change_the_service_ask() {
    let house = House::build().await;
    house.describe().await;
    for role in [Role::Developer, Role::Viewer] {
        let email = format!("{}@example.org", role.word());
        let (mut browser, _) = house.signed_in(&email, role).await;
        for step in ["", "/psp", "/agreement", "/check"] {
            let page = browser.open(&house.at(&format!("/go-live{step}"))).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN);
        }
        let token = browser
            .open("/admin/profile")
            .await
            .value("input[name=csrfToken]");
        let body = format!("csrfToken={token}&psp=stripe&agreement=accepted");
        let address = house.at("/go-live/check");
        let page = browser.send("POST", &address, Some(&body), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let body = "csrfToken=00&psp=stripe&agreement=accepted";
    let page = ada
        .send("POST", &house.at("/go-live/check"), Some(body), &[])
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(house.going_live().await, GoingLive::NotAsked);
}
