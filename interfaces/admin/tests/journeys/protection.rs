//! What every page does for its visitors' safety.

use domain::staff::Role;
use poem::http::StatusCode;

use crate::house::{House, PASSWORD, with_password};

const ADA: &str = "ada@example.org";

#[tokio::test]
async fn every_page_carries_the_headers() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    for address in [
        "/admin",
        "/admin/profile",
        "/admin/profile/password",
        "/admin/nothing",
        "/admin/forgotten-password",
        &house.at("/team"),
    ] {
        let page = browser.open(address).await;
        assert_eq!(page.header("cache-control"), "no-store", "{address}");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("form-action 'self'"));
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
    }
}

#[tokio::test]
async fn cookies_are_for_the_site_alone() {
    for (url, name, secure) in [
        ("http://127.0.0.1:8080", "staff=", false),
        ("https://pay.example.org", "__Secure-staff=", true),
    ] {
        let house = House::build_with(|settings| settings.public_url = url.to_owned()).await;
        let mut browser = house.browser();

        let page = browser.send("GET", "/admin/sign-in", None, &[]).await;

        let cookie = page.set_cookies().remove(0);
        assert!(cookie.starts_with(name), "{cookie}");
        assert!(cookie.contains("; Path=/admin; HttpOnly; SameSite=Lax"));
        assert_eq!(cookie.contains("; Secure"), secure);
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let mut other = house.browser();
    let foreign = other.open("/admin/sign-in").await;
    let foreign = foreign.value("input[name=csrfToken]");

    for token in ["", "00", &foreign] {
        let body = format!("csrfToken={token}&email=bob@example.org&role=viewer");
        let address = house.at("/team/invite");
        let page = browser.send("POST", &address, Some(&body), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert_eq!(page.text("h1"), "This form is no longer good");
    }
    assert!(house.mail().await.is_empty());
}

#[tokio::test]
async fn signing_in_needs_a_form_that_this_browser_was_shown() {
    let house = House::build().await;
    house.add_member(ADA, Role::Viewer).await;
    let mut browser = house.browser();
    let page = browser.open("/admin/sign-in").await;
    let token = page.value("input[name=csrfToken]");
    let body = format!("csrfToken={token}&email={ADA}&password={PASSWORD}");

    let mut elsewhere = house.browser();
    let page = elsewhere
        .send("POST", "/admin/sign-in", Some(&body), &[])
        .await;

    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_leads_to_signing_in() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let page = browser.open(&house.at("/team/invite")).await;

    house
        .world
        .clock
        .pass(std::time::Duration::from_secs(31 * 60));
    let fields = [("email", "bob@example.org"), ("role", "viewer")];
    let page = browser.submit(&page, "invite-form", &fields).await;

    assert_eq!(page.text("h1"), "Sign in");
    assert!(house.mail().await.is_empty());
}

#[tokio::test]
async fn another_service_is_not_there() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let other = house.other_service().await;

    for service in [other.id.as_str(), "nothing"] {
        let page = browser
            .open(&format!("/admin/service/{service}/team"))
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert_eq!(page.text("h1"), "Page not found");
    }
}

#[tokio::test]
async fn nothing_changes_by_asking_for_a_page() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::ServiceAdmin).await;

    for address in [
        "/admin/sign-out",
        "/admin/profile/end-other-sessions",
        &house.at(&format!("/team/invitation/{}/withdraw", "0".repeat(26))),
    ] {
        let page = browser.send("GET", address, None, &[]).await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        assert_eq!(page.text("h1"), "Page not found");
    }
    assert_eq!(
        browser.open("/admin/profile").await.text("h1"),
        "Your profile"
    );
}

#[tokio::test]
async fn one_address_sends_only_so_many_forms() {
    let house = House::build().await;
    let mut browser = house.browser();

    for _ in 0..60 {
        with_password(&mut browser, "eve@example.org", "whatever it is").await;
    }
    let page = with_password(&mut browser, "eve@example.org", "whatever it is").await;

    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.text("h1"), "Too many tries");
}

#[tokio::test]
async fn nobody_else_puts_words_into_our_pages() {
    let house = House::build().await;
    let mut browser = house.browser();
    let words: String = "Call 555"
        .bytes()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    browser.open("/admin/sign-in").await;
    let cookies: Vec<String> = browser
        .cookies()
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();

    let cookie = format!(
        "{}; staff_news={words}.{}",
        cookies.join("; "),
        "0".repeat(64)
    );
    let page = house
        .browser()
        .send("GET", "/admin/sign-in", None, &[("cookie", &cookie)])
        .await;

    assert!(!page.html.contains("Call 555"));
}

#[tokio::test]
async fn a_refusal_knows_who_is_signed_in() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;

    for address in ["/admin/nothing", &house.at("/team/invite")] {
        let page = browser.open(address).await;
        assert_eq!(page.text("#my-services"), "Your services", "{address}");
    }
    let page = browser.open("/admin/nothing").await;
    let out = browser.submit_containing(&page, "#sign-out").await;
    assert_eq!(out.text("h1"), "Sign in");
    let stranger = house.browser().open("/admin/nothing").await;
    assert!(!stranger.has("#my-services") && !stranger.has("#sign-out"));
}
