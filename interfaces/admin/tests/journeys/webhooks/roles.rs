//! Who sees webhooks, and what of them.

use domain::staff::Role;
use poem::http::StatusCode;
use strum::IntoEnumIterator;

use super::{EVENTS, URL};
use crate::house::House;

#[tokio::test]
async fn those_who_may_not_see_webhooks_find_no_way_to_them() {
    let house = House::build().await;
    for (index, role) in Role::iter().enumerate() {
        let email = format!("person{index}@example.org");
        let (mut browser, _) = house.signed_in(&email, role).await;
        let may = matches!(role, Role::ServiceAdmin | Role::Developer);

        let settings = browser.open(&house.at("/test/settings")).await;
        assert_eq!(settings.has("a#webhooks"), may, "{role:?}");
        let list = browser.open(&house.at("/test/webhooks")).await;
        let expected = match may {
            true => StatusCode::OK,
            false => StatusCode::FORBIDDEN,
        };
        assert_eq!(list.status, expected, "{role:?}");
        assert_eq!(list.has("#create-webhook"), may, "{role:?}");
    }
}

#[tokio::test]
async fn who_may_not_see_paying_users_sees_neither_bodies_nor_answers() {
    let house = House::build().await;
    let live = house.go_live().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/live/webhooks/create")).await;
    let fields = [("url", URL), ("description", "Website")];
    let fields = [fields.as_slice(), &EVENTS].concat();
    let webhook = ada.submit(&form, "webhook-form", &fields).await;
    let payment = house.created_in(&live, "FL-1").await;
    house.pay(&payment).await;
    house.messages_go_out().await;
    let (mut dev, _) = house.signed_in("dev@example.org", Role::Developer).await;
    let root = "root@example.org";
    let mut root = house.visiting_platform_admin(root).await;

    let list = ada.open(&webhook.address).await;
    let shown = ada.follow(&list, "#deliveries th a").await;
    assert!(shown.has("#body") && shown.has("#attempts pre"));
    for browser in [&mut dev, &mut root] {
        let list = browser.open(&webhook.address).await;
        assert!(!list.has("#replay") && !list.has("#send-test-event"));
        let message = browser.open(&shown.address).await;
        assert_eq!(message.text("#attempts strong"), "200 OK");
        assert!(message.has("#no-body") && !message.has("#body"));
        assert!(!message.has("pre") && !message.has("#send-again"));
        let token = browser.open("/admin/profile").await;
        let body = format!("csrfToken={}", token.value("input[name=csrfToken]"));
        let address = format!("{}/replay", shown.address);
        let answer = browser.send("POST", &address, Some(&body), &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
}
