//! Who is let in, and what pages tell browsers about themselves.

use std::time::Duration;

use domain::payment::Status;
use poem::http::StatusCode;

use crate::house::House;
use crate::to_confirm_page;

#[tokio::test]
async fn a_link_admits_one_browser_once() {
    let house = House::build().await;
    let link = house.link().await;
    let (mut first, mut second) = (house.browser(), house.browser());

    first.open(&link).await;
    let again = first.open(&link).await;
    let stranger = second.open(&link).await;
    let unknown = second
        .open("/secure/00000000-0000-4000-8000-000000000000")
        .await;

    assert_eq!(again.status, StatusCode::OK);
    assert!(again.has("#card-details-link") && again.has("button#return-url"));
    for refused in [&stranger, &unknown] {
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.has(".session-expired") && !refused.has("#return-url"));
    }
}

#[tokio::test]
async fn asking_whether_a_link_exists_does_not_use_it_up() {
    let house = House::build().await;
    let link = house.link().await;
    let mut browser = house.browser();

    let asked = browser.send("HEAD", &link, None, &[]).await;
    let opened = browser.open(&link).await;

    assert_eq!(asked.status, StatusCode::NO_CONTENT);
    assert_eq!(opened.title(), "Enter card details");
}

#[tokio::test]
async fn a_posted_link_sets_no_cookie_itself() {
    let house = House::build().await;
    let link = house.link().await;
    let mut browser = house.browser();
    let body = format!("chargeTokenId={}", link.trim_start_matches("/secure/"));

    let posted = browser.send("POST", "/secure", Some(&body), &[]).await;
    let opened = browser.open(&posted.location().unwrap()).await;

    assert_eq!(
        (posted.status, posted.location()),
        (StatusCode::SEE_OTHER, Some(link))
    );
    assert!(posted.set_cookies().is_empty());
    assert_eq!(opened.title(), "Enter card details");
}

#[tokio::test]
async fn forms_from_elsewhere_are_refused() {
    let house = House::build().await;
    let (_, foreign) = to_confirm_page(&house).await;
    house.world.clock.pass(Duration::from_secs(1));
    let (mut browser, confirm) = to_confirm_page(&house).await;
    let id = house.payment_id().await;
    let token = foreign.value("#csrf");

    for path in ["confirm", "cancel"] {
        for body in [
            "",
            "csrfToken=",
            "csrfToken=zz",
            &format!("csrfToken={token}"),
        ] {
            let page = browser
                .send(
                    "POST",
                    &format!("/card_details/{id}/{path}"),
                    Some(body),
                    &[],
                )
                .await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path} {body}");
        }
    }
    let mut stranger = house.browser();
    let page = stranger.submit(&confirm, "confirmation", &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(house.status().await, Status::Submitted);
}

#[tokio::test]
async fn cookies_are_sealed_to_the_site_and_at_most_ten() {
    let house = House::build().await;
    let mut browser = house.browser();
    for _ in 0..12 {
        browser.open(&house.link().await).await;
        house.world.clock.pass(Duration::from_secs(1));
    }
    let last = house.payment_id().await;

    assert_eq!(browser.cookies().len(), 10);
    assert_eq!(
        browser.open(&format!("/card_details/{last}")).await.title(),
        "Enter card details"
    );

    let secure =
        House::build_with(|settings| settings.public_url = "https://pay.example".to_owned()).await;
    let mut browser = secure.browser();
    let arrived = browser.send("GET", &secure.link().await, None, &[]).await;
    let [cookie] = arrived.set_cookies().try_into().unwrap();
    assert!(cookie.starts_with("__Host-payment_"), "{cookie}");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure", "Max-Age="] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
}

#[tokio::test]
async fn every_page_protects_itself() {
    let house = House::build().await;
    let (mut browser, confirm) = to_confirm_page(&house).await;
    let missing = browser.open("/no-such-page").await;
    let wrong_method = browser.send("DELETE", "/secure", None, &[]).await;
    let denied = browser.open("/request-denied").await;

    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(denied.status, StatusCode::BAD_REQUEST);
    for page in [&confirm, &missing, &wrong_method, &denied] {
        assert!(
            page.header("content-security-policy")
                .starts_with("default-src 'none'; script-src 'self'")
        );
        assert_eq!(
            page.header("cache-control"),
            "private, no-cache, no-store, must-revalidate"
        );
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(
            (page.header("pragma"), page.header("expires")),
            ("no-cache".to_owned(), "-1".to_owned())
        );
    }
    assert!(
        confirm
            .header("content-security-policy")
            .ends_with("form-action 'self' https: http:")
    );
    assert!(
        missing
            .header("content-security-policy")
            .ends_with("form-action 'self'")
    );
}

#[tokio::test]
async fn assets_may_be_kept_for_ever() {
    let house = House::build().await;
    let mut browser = house.browser();
    let page = browser.open("/no-such-page").await;
    let stylesheet = page.attribute("link[rel=stylesheet]", "href").unwrap();

    let found = browser.open(&stylesheet).await;
    let gone = browser
        .open("/pages/assets/pages.0000000000000000.css")
        .await;

    assert_eq!(found.header("content-type"), "text/css; charset=utf-8");
    assert!(found.header("cache-control").contains("immutable"));
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}
