//! Payments whose service asked for Welsh pages, and browsers that ask for them.

use domain::payment::Status;
use poem::http::StatusCode;

use crate::browser::Page;
use crate::house::{self, House, RETURN_URL};

fn language(page: &Page) -> String {
    page.attribute("html", "lang").unwrap()
}

#[tokio::test]
async fn a_welsh_payment_is_welsh_to_the_end() {
    let house = House::build().await;
    let mut browser = house.browser();

    let form = browser.open(&house.welsh_link().await).await;
    let wrong = browser.submit(&form, "card-details", &[]).await;
    let refused = browser
        .submit(&wrong, "card-details", &house::card("6759649826438453"))
        .await;
    let confirm = browser
        .submit(&refused, "card-details", &house::card("4242424242424242"))
        .await;

    assert_eq!(form.title(), "Nodwch fanylion eich cerdyn");
    assert_eq!(form.text("#address-country [value=DE]"), "Yr Almaen");
    assert_eq!(wrong.title(), "Gwall: Nodwch fanylion eich cerdyn");
    assert_eq!(wrong.text("#cvc-error"), "Nodwch god diogelwch y cerdyn");
    assert_eq!(
        refused.text("#card-no-error"),
        "Ni allwch ddefnyddio cardiau Maestro yma"
    );
    assert_eq!(confirm.title(), "Cadarnhewch eich taliad");
    assert_eq!(
        confirm.text("#address"),
        "1 High Street, Leeds, LS1 1AA, Y Deyrnas Unedig"
    );
    let away = browser.submit(&confirm, "confirmation", &[]).await;
    assert_eq!(away.address, RETURN_URL);
    let id = house.payment_id().await;
    let paid = browser.open(&format!("/card_details/{id}")).await;
    assert_eq!(paid.text("h1"), "Mae eich taliad wedi’i gwblhau");
    for page in [&form, &wrong, &refused, &confirm, &paid] {
        assert_eq!(language(page), "cy");
    }
    assert_eq!(house.status().await, Status::Success);
}

#[tokio::test]
async fn the_payment_decides_and_not_the_browser() {
    let house = House::build().await;
    let mut browser = house.browser();
    let english = [("accept-language", "cy")];
    let welsh = [("accept-language", "en")];

    browser.open(&house.link().await).await;
    let first = house.payment_id().await;
    let form = browser
        .send("GET", &format!("/card_details/{first}"), None, &english)
        .await;
    house.world.clock.pass(std::time::Duration::from_secs(1));
    browser.open(&house.welsh_link().await).await;
    let second = house.payment_id().await;
    let foreign = browser
        .send(
            "POST",
            &format!("/card_details/{second}"),
            Some("csrfToken=zz"),
            &welsh,
        )
        .await;

    assert_eq!(language(&form), "en");
    assert_eq!(
        (language(&foreign), foreign.status),
        ("cy".to_owned(), StatusCode::FORBIDDEN)
    );
}

#[tokio::test]
async fn without_a_payment_the_browser_decides() {
    let house = House::build().await;
    let mut browser = house.browser();
    let link = "/secure/00000000-0000-4000-8000-000000000000";

    for (asked, lang, heading) in [
        (
            "cy-GB,cy;q=0.9,en;q=0.5",
            "cy",
            "Ni ellir defnyddio’r dudalen dalu hon mwyach",
        ),
        (
            "en-GB,en;q=0.9,cy;q=0.5",
            "en",
            "This payment page can no longer be used",
        ),
        ("fr", "en", "This payment page can no longer be used"),
    ] {
        let headers = [("accept-language", asked)];
        let page = browser.send("GET", link, None, &headers).await;

        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert_eq!(
            (language(&page).as_str(), page.text("h1").as_str()),
            (lang, heading)
        );
    }
    let missing = browser
        .send("GET", "/no-such-page", None, &[("accept-language", "cy")])
        .await;
    assert_eq!(missing.text("h1"), "Ni allwn ddod o hyd i’r dudalen honno");
}
