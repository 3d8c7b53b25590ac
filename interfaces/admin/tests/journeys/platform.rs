//! Platform administrators, and everybody for whom their pages do not exist.

use domain::StaffId;
use domain::audit::{Action, Chain, Link};
use domain::ports::queries::AuditSearch;
use domain::ports::{Clock, Queries, Store};
use domain::staff::{PasswordHash, Role, StaffEmail, StaffMember};
use poem::http::StatusCode;

use crate::browser::{Browser, Page};
use crate::house::{House, PASSWORD, Person, fresh, with_password};

pub(crate) const KEEPER: &str = "keeper@example.org";
const ADA: &str = "ada@example.org";

impl House {
    /// Adds somebody who looks after the platform and belongs to no service.
    pub(crate) async fn add_keeper(&self, email: &str) -> StaffId {
        let id = StaffId::from_random(fresh(email));
        let address = StaffEmail::parse(email).unwrap();
        let mut member = StaffMember::new(id.clone(), address, self.world.clock.now());
        member.password = Some(PasswordHash::stored(format!("plain:{PASSWORD}")));
        member.is_platform_admin = true;
        let mut unit = self.world.store.begin().await.unwrap();
        unit.staff().add(&mut member).await.unwrap();
        unit.commit().await.unwrap();
        id
    }

    /// A browser of somebody who looks after the platform.
    pub(crate) async fn keeper(&self) -> (Browser, Person) {
        self.add_keeper(KEEPER).await;
        let mut browser = self.browser();
        let page = with_password(&mut browser, KEEPER, PASSWORD).await;
        let person = self.set_up(&mut browser, page, KEEPER, PASSWORD).await;
        (browser, person)
    }

    /// The address of a page about the service, for the platform.
    pub(crate) fn kept(&self, rest: &str) -> String {
        format!("/admin/platform/services/{}{rest}", self.service_id())
    }

    /// The newest deed of this kind in a chain.
    pub(crate) async fn last_deed(&self, chain: Chain, action: Action) -> Option<Link> {
        let search = AuditSearch {
            chain: Some(chain),
            actions: vec![action],
            ..AuditSearch::default()
        };
        let found = self.world.store.search_audit(&search).await.unwrap();
        found.items.into_iter().next()
    }
}

/// Enters the service, and shows where that leads.
pub(crate) async fn enter(house: &House, browser: &mut Browser) -> Page {
    let page = browser.open(&house.kept("/enter")).await;
    let fields = [("reason", "Ticket 1234: keys are refused")];
    browser.submit(&page, "reason-form", &fields).await
}

#[tokio::test]
async fn for_everybody_else_the_platform_does_not_exist() {
    let house = House::build().await;
    let (mut ada, person) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let mut keeper = house.keeper().await.0;
    let id = StaffId::from_random(fresh(&person.email));
    let payment = house.paid("LIC 1").await;

    let pages = [
        "".to_owned(),
        "/services".to_owned(),
        format!("/services/{}", house.service_id()),
        format!("/services/{}/enter", house.service_id()),
        format!("/services/{}/stop", house.service_id()),
        format!("/services/{}/start", house.service_id()),
        "/people".to_owned(),
        format!("/people/{id}"),
        format!("/people/{id}/shut-out"),
        "/payments".to_owned(),
        format!("/payments/{payment}"),
        "/work".to_owned(),
        "/emails".to_owned(),
        "/record".to_owned(),
    ];
    for rest in pages {
        let address = format!("/admin/platform{rest}");
        let seen = keeper.open(&address).await;
        assert_eq!(seen.status, StatusCode::OK, "{address}");
        let page = ada.open(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(page.text("h1"), "Page not found");
    }
    for rest in [
        format!("/services/{}/enter", house.service_id()),
        format!("/services/{}/stop", house.service_id()),
        format!("/services/{}/go-live", house.service_id()),
        format!("/people/{id}/shut-out"),
        "/leave".to_owned(),
    ] {
        let address = format!("/admin/platform{rest}");
        for token in ["", &csrf(&mut ada).await] {
            let body = format!("csrfToken={token}&reason=Because");
            let page = ada.send("POST", &address, Some(&body), &[]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        }
    }
    assert!(!ada.open("/admin").await.has("#platform"));
    let page = house.browser().open("/admin/platform").await;
    assert_eq!(page.text("h1"), "Sign in");
}

#[tokio::test]
async fn no_form_of_the_platform_is_good_without_its_token() {
    let house = House::build().await;
    let ada = house.add_member(ADA, Role::ServiceAdmin).await;
    let (mut keeper, _) = house.keeper().await;

    for rest in [
        format!("/services/{}/enter", house.service_id()),
        format!("/services/{}/stop", house.service_id()),
        format!("/services/{}/go-live", house.service_id()),
        format!("/people/{ada}/shut-out"),
        "/leave".to_owned(),
    ] {
        let address = format!("/admin/platform{rest}");
        let body = "csrfToken=00&reason=Because&decision=refuse";
        let page = keeper.send("POST", &address, Some(body), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{address}");
        assert_eq!(page.text("h1"), "This form is no longer good");
    }
    let account = house.world.store.account(&house.account.id).await;
    assert!(!account.unwrap().unwrap().disabled);
    assert!(
        !house
            .world
            .store
            .member(&ada)
            .await
            .unwrap()
            .unwrap()
            .disabled
    );
}

#[tokio::test]
async fn the_overview_says_what_waits_and_leads_to_everything() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;

    let page = keeper.open("/admin").await;
    let page = keeper.follow(&page, "#platform").await;
    assert_eq!(page.text("h1"), "Platform");
    assert!(page.has("#no-asks") && page.has("#no-work"));
    assert!(page.text("#find-service .hint").contains("1 service"));
    for part in ["services", "people", "payments", "work", "record"] {
        let part = keeper.follow(&page, &format!("#platform-{part}")).await;
        assert_eq!(part.status, StatusCode::OK);
        assert!(part.has("a[aria-current=page]"));
    }
    let found = keeper
        .submit_get(&page, "find-service", &[("name", "fish")])
        .await;
    assert_eq!(found.texts("tbody th a"), ["Fishing licences"]);
    let found = keeper
        .submit_get(&page, "find-person", &[("email", "KEEPER")])
        .await;
    assert_eq!(found.texts("tbody th a"), [KEEPER]);
    let found = keeper
        .submit_get(&page, "find-payment", &[("payment", "none")])
        .await;
    assert_eq!(found.text("#no-payments"), "No payment goes by that.");
}

async fn csrf(browser: &mut Browser) -> String {
    let page = browser.open("/admin/profile").await;
    page.value("input[name=csrfToken]")
}
