//! How payments are taken: each setting through its form.

use domain::Amount;
use domain::account::EmailCollection;
use domain::staff::Role;
use poem::http::StatusCode;

use super::{post, says, token};
use crate::house::House;

#[tokio::test]
async fn every_question_is_answered_both_ways_and_recorded_once() {
    let house = House::build().await;
    house
        .change_account(|account| account.allows_moto = true)
        .await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let index = house.at("/test/settings");
    for (slug, before, answers) in [
        (
            "prepaid-cards",
            "Taken",
            [("off", "Not taken"), ("on", "Taken")],
        ),
        ("3-d-secure", "Used", [("off", "Not used"), ("on", "Used")]),
        (
            "confirmation-emails",
            "Sent",
            [("off", "Not sent"), ("on", "Sent")],
        ),
        (
            "refund-emails",
            "Not sent",
            [("on", "Sent"), ("off", "Not sent")],
        ),
        (
            "email",
            "Asked, must be given",
            [
                ("optional", "Asked, may be left blank"),
                ("off", "Not asked"),
            ],
        ),
        (
            "billing-address",
            "Asked",
            [("off", "Not asked"), ("on", "Asked")],
        ),
        (
            "billing-country",
            "United Kingdom to begin with",
            [
                ("off", "Chosen by the paying user"),
                ("on", "United Kingdom to begin with"),
            ],
        ),
        (
            "hide-card-number",
            "Shown while it is typed",
            [
                ("on", "Hidden while it is typed"),
                ("off", "Shown while it is typed"),
            ],
        ),
        (
            "hide-security-code",
            "Shown while it is typed",
            [
                ("on", "Hidden while it is typed"),
                ("off", "Shown while it is typed"),
            ],
        ),
    ] {
        let page = ada.open(&index).await;
        assert_eq!(says(&page, slug), [before], "{slug}");
        for (answer, after) in answers {
            let recorded = house.recorded().await.len();
            let page = ada.open(&index).await;
            let form = ada.follow(&page, &format!("#change-{slug}")).await;
            assert_eq!(form.status, StatusCode::OK);
            assert!(form.has("input[name=answer][checked]"));

            let page = ada
                .submit(&form, "change-setting", &[("answer", answer)])
                .await;

            assert!(page.text(".news").starts_with("Changed: "), "{slug}");
            assert_eq!(says(&page, slug), [after]);
            assert_eq!(house.recorded().await.len(), recorded + 1);
            let form = ada.open(&house.at(&format!("/test/settings/{slug}"))).await;
            assert_eq!(form.value("input[name=answer][checked]"), answer);
        }
    }
    assert_eq!(house.account_now().await.email, EmailCollection::Off);
}

#[tokio::test]
async fn an_answer_that_is_no_answer_is_asked_for_again() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let address = house.at("/test/settings/email");
    let form = ada.open(&address).await;

    for fields in ["", "answer=", "answer=maybe", "answer=on"] {
        let page = post(&mut ada, &address, &token(&form), fields).await;

        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.title().starts_with("Error: E-mail address"));
        assert_eq!(page.text("#error-summary li"), "Choose an answer");
        assert_eq!(
            page.attribute("#error-summary a", "href").unwrap(),
            "#answer"
        );
    }
    assert!(house.recorded().await.is_empty());
}

#[tokio::test]
async fn saving_what_is_so_already_is_not_recorded() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    for page in [
        "/test/settings/email",
        "/test/settings/3-d-secure",
        "/test/settings/surcharges",
        "/test/settings/approval",
        "/settings/name",
        "/settings/branding",
    ] {
        let form = ada.open(&house.at(page)).await;
        let page = ada.submit(&form, "change-setting", &[]).await;

        assert_eq!(page.text(".news"), "Nothing was changed.");
        assert_eq!(page.text("h1"), "Test settings");
    }
    assert!(house.recorded().await.is_empty());
    assert_eq!(house.account_now().await.version, house.account.version);
}

#[tokio::test]
async fn refunds_above_a_limit_need_a_second_person() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let index = ada.open(&house.at("/test/settings")).await;
    assert_eq!(says(&index, "approval"), ["No second person needed"]);
    let form = ada.follow(&index, "#change-approval").await;
    assert!(form.has("#approval-off[checked]"));

    for (answer, limit, problem) in [
        ("on", "", "Enter the most that one person may refund"),
        ("on", "ten", "Enter pounds and pence, like 100.00"),
        ("on", "100000.01", "Enter an amount of £100,000.00 or less"),
        ("perhaps", "10", "Choose an answer"),
    ] {
        let fields = [("approval", answer), ("approval-limit", limit)];
        let page = ada.submit(&form, "change-setting", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.text("#error-summary li"), problem);
    }
    for (answer, limit, says_so, pence) in [
        (
            "on",
            "1,000",
            "Refunds above £1,000.00 need a second person",
            Some(100_000),
        ),
        ("on", "0", "Every refund needs a second person", Some(0)),
        ("off", "25", "No second person needed", None),
    ] {
        let fields = [("approval", answer), ("approval-limit", limit)];
        let page = ada.submit(&form, "change-setting", &fields).await;
        assert_eq!(says(&page, "approval"), [says_so]);
        let limit = house.account_now().await.approval_above;
        assert_eq!(limit.map(Amount::minor), pence);
    }
    assert_eq!(house.recorded().await.len(), 3);
}

#[tokio::test]
async fn hiding_what_is_typed_is_for_those_who_take_orders_by_telephone() {
    let house = House::build().await;
    house
        .change_account(|account| account.allows_moto = false)
        .await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let index = ada.open(&house.at("/test/settings")).await;
    assert!(!index.has("#telephone") && !index.has("#change-hide-card-number"));
    let form = ada.open(&house.at("/test/settings/email")).await;
    for slug in ["hide-card-number", "hide-security-code"] {
        let address = house.at(&format!("/test/settings/{slug}"));
        assert_eq!(ada.open(&address).await.status, StatusCode::NOT_FOUND);
        let page = post(&mut ada, &address, &token(&form), "answer=on").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    assert!(house.recorded().await.is_empty());
}

#[tokio::test]
async fn the_modes_have_settings_of_their_own() {
    let house = House::build().await;
    let live = house.go_live().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/live/settings/prepaid-cards")).await;

    let page = ada
        .submit(&form, "change-setting", &[("answer", "off")])
        .await;

    assert_eq!(page.text("h1"), "Live settings");
    assert_eq!(says(&page, "prepaid-cards"), ["Not taken"]);
    let page = ada.open(&house.at("/test/settings")).await;
    assert_eq!(says(&page, "prepaid-cards"), ["Taken"]);
    assert_eq!(house.recorded().await, ["mode: live; prepaid cards: no"]);
    assert!(says(&page, "account") != [live.id.to_string()]);
}

#[tokio::test]
async fn the_account_says_what_it_is() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::Viewer).await;

    let page = ada.open(&house.at("/test/settings")).await;

    for (setting, expected) in [
        ("mode", "Test: no money moves"),
        ("payments", "Taken"),
        ("psp", "Sandbox"),
        ("api-address", "https://api.bursar.example"),
        ("api-version", "1.1.0"),
    ] {
        assert_eq!(says(&page, setting), [expected]);
        assert!(!page.has(&format!("#change-{setting}")));
    }
    house
        .change_account(|account| account.disabled = true)
        .await;
    let page = ada.open(&house.at("/test/settings")).await;
    assert_eq!(says(&page, "payments"), ["Stopped by the platform"]);
}
