//! Platform administrators find any payment, look behind it, and have work run again.

use domain::audit::{Action, Chain};
use domain::ports::Clock;
use domain::staff::Role;
use domain::work::WorkKind;
use memory::{Behaviour, Call};
use poem::http::StatusCode;

use crate::house::House;
use crate::payments::GOOD;
use crate::platform::enter;

#[tokio::test]
async fn a_payment_is_found_by_every_name_it_has() {
    let house = House::build().await;
    let paid = house.paid("LIC 7").await;
    house.created("LIC 8").await;
    let payment = house.payment(&paid).await;
    let psp_reference = payment.state.psp_reference().unwrap().as_str().to_owned();
    let (mut keeper, _) = house.keeper().await;
    let form = keeper.open("/admin/platform/payments").await;
    assert!(!form.has("#payments") && !form.has("#no-payments"));

    for name in [paid.as_str(), "lic 7", &psp_reference] {
        let page = keeper
            .submit_get(&form, "search", &[("payment", name)])
            .await;
        assert_eq!(page.texts("tbody th a"), ["LIC 7"], "{name}");
        for person in ["grace@example.org", "Grace Hopper", "4242"] {
            assert!(!page.html.contains(person), "{person}");
        }
        let deed = house
            .last_deed(Chain::Platform, Action::PaymentsLookedUp)
            .await;
        assert_eq!(deed.unwrap().deed.target.as_deref(), Some(name));
    }
    let service = house.service_id().as_str();
    let page = keeper
        .submit_get(&form, "search", &[("service", service)])
        .await;
    assert_eq!(page.texts("tbody th a").len(), 2);
    let other = house.other_service().await;
    let fields = [("payment", "LIC 7"), ("service", other.id.as_str())];
    let page = keeper.submit_get(&form, "search", &fields).await;
    assert!(page.has("#no-payments"));
}

#[tokio::test]
async fn what_must_not_rest_is_not_looked_for() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    let form = keeper.open("/admin/platform/payments").await;

    let page = keeper
        .submit_get(&form, "search", &[("payment", GOOD)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text("#error-summary li").contains("card number"));
    assert!(!page.html.contains(GOOD));
    let page = keeper
        .submit_get(&form, "search", &[("service", "fishing")])
        .await;
    assert!(
        page.text("#error-summary li")
            .contains("Enter a service ID")
    );
    let deed = house
        .last_deed(Chain::Platform, Action::PaymentsLookedUp)
        .await;
    assert!(deed.is_none());
}

#[tokio::test]
async fn behind_a_payment_one_sees_after_entering_its_service() {
    let house = House::build().await;
    let id = house.paid("LIC 7").await;
    let (mut keeper, _) = house.keeper().await;
    let address = format!("/admin/platform/payments/{id}");

    let page = keeper.open(&address).await;
    assert_eq!(page.text("h1"), "Enter “Fishing licences”");
    assert!(!page.has("#events"));
    let page = keeper.submit(&page, "reason-form", &[("reason", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [("reason", "They ask where their money is")];
    let page = keeper.submit(&page, "reason-form", &fields).await;

    assert_eq!(page.address, address);
    assert_eq!(page.text("h1"), format!("Payment {id}"));
    assert!(page.text(".rows").contains("ReferenceLIC 7"));
    assert!(
        page.texts("td[data-label='What happened']")
            .contains(&"Authorise".to_owned())
    );
    let asked = page.texts("[aria-labelledby=operations] tbody th");
    assert!(
        asked
            .iter()
            .any(|asked| asked.starts_with("Hold the money"))
    );
    for person in ["grace@example.org", "Grace Hopper", GOOD, "carp"] {
        assert!(!page.html.contains(person), "{person}");
    }
    let page = keeper.follow(&page, "#as-they-see-it").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.html.contains("grace@example.org"));
    for id in ["nothing", &"0".repeat(26)] {
        let page = keeper.open(&format!("/admin/platform/payments/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn stuck_work_is_run_again_for_a_reason() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    let page = keeper.open("/admin/platform/work").await;
    assert_eq!(page.text("#no-work"), "Nothing is stuck.");
    house.world.psp.next(Call::Capture, Behaviour::Refuse);
    let id = house.paid("LIC 9").await;
    let due = || {
        let work = house.world.store.all_work().into_iter();
        let it = work.filter(|work| work.kind == WorkKind::Capture(id.clone()));
        it.map(|work| work.due_at).next().unwrap()
    };
    assert!(due() > house.world.clock.now(), "it is put off");

    let page = keeper.open("/admin/platform").await;
    let page = keeper.follow(&page, "#stuck-work").await;
    assert_eq!(page.texts("tbody th"), ["Take the money"]);
    assert_eq!(page.text("td[data-label='Failed so often']"), "1");
    let form = keeper.follow(&page, ".ways a").await;
    let page = keeper.submit(&form, "reason-form", &[("reason", "")]).await;
    assert_eq!(page.text("#error-summary li"), "Enter a reason");
    assert!(due() > house.world.clock.now());
    let fields = [("reason", "The PSP is well again")];
    let page = keeper.submit(&form, "reason-form", &fields).await;

    assert!(page.text(".news").contains("It is due now"));
    assert!(due() <= house.world.clock.now());
    let deed = house.last_deed(Chain::Platform, Action::WorkRerun).await;
    let deed = deed.unwrap().deed;
    assert_eq!(deed.target.as_deref(), Some(id.as_str()));
    assert_eq!(deed.facts, [("work".to_owned(), "capture".to_owned())]);
    for work in ["nothing", &"0".repeat(26)] {
        let page = keeper
            .open(&format!("/admin/platform/work/{work}/run"))
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn whoever_belongs_to_the_service_need_not_enter_it() {
    let house = House::build().await;
    let id = house.created("LIC 7").await;
    let (mut keeper, _) = house.keeper().await;
    house
        .join(crate::platform::KEEPER, house.service_id(), Role::Viewer)
        .await;

    let page = keeper.open(&format!("/admin/platform/payments/{id}")).await;
    assert_eq!(page.text("h1"), format!("Payment {id}"));
    assert!(page.has("#no-operations") && page.has("#no-exchanges"));
    let page = enter(&house, &mut keeper).await;
    assert!(page.has(".news"), "entering is possible all the same");
}
