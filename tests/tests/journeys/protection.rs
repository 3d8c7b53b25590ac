//! What keeps pages, sessions and forms to whom they belong.

use serde_json::json;
use system_tests::client::Page;
use system_tests::client::cookies::From;
use system_tests::harness::cards::with_card;
use system_tests::harness::{Server, Walk};
use system_tests::on_every_database;
use url::Url;

on_every_database!(
    forms_without_their_own_token_are_refused,
    a_payment_shows_itself_to_no_other_browser,
    two_payments_in_one_browser_do_not_disturb_each_other,
);

async fn forms_without_their_own_token_are_refused(server: Server) {
    let mut walk = Walk::begin(&server).await;
    let own = walk.page.form("card-details");
    let other = Walk::begin(&server).await;
    let foreign = other
        .page
        .form("card-details")
        .value("csrfToken")
        .to_owned();

    for token in ["", "no-token", "00", foreign.as_str()] {
        let form = with_card(own.clone().forged("csrfToken", token), "4242424242424242");
        let page = walk
            .visitor
            .press(&form, "submit-card-details")
            .await
            .page();
        assert_eq!(page.status(), 403, "{token}");
        let form = walk.page.form("cancel").forged("csrfToken", token);
        let page = walk.visitor.press(&form, "cancel-payment").await.page();
        assert_eq!(page.status(), 403, "{token}");
    }
    assert_eq!(walk.status().await, "started", "nothing happened");

    walk.submit_card("4242424242424242").await;
    let form = walk.page.form("confirmation").forged("csrfToken", &foreign);
    let page = walk.visitor.press(&form, "confirm").await.page();
    assert_eq!(page.status(), 403);
    assert_eq!(walk.status().await, "submitted");
}

async fn a_payment_shows_itself_to_no_other_browser(server: Server) {
    let walk = Walk::to_confirm(&server, json!({})).await;
    let mut stranger = Walk::begin(&server).await;
    for path in ["", "/confirm", "/auth_waiting", "/capture_waiting"] {
        let page = stranger.visitor.page(&walk.address(path)).await;
        is_refused(&page);
    }
    let return_address = format!("/return/{}", walk.payment.id);
    is_refused(&stranger.visitor.page(&return_address).await);
    for form in ["confirmation", "cancel"] {
        let button = if form == "cancel" {
            "cancel-payment"
        } else {
            "confirm"
        };
        let form = walk.page.form(form);
        is_refused(&stranger.visitor.press(&form, button).await.page());
    }
    assert_eq!(walk.status().await, "submitted");

    let forged = Url::parse(&format!("{}{}", server.pages(), walk.address("/confirm"))).unwrap();
    let cookie = stranger.visitor.jar.cookies()[0].clone();
    let renamed = cookie.name.replace(&stranger.payment.id, &walk.payment.id);
    let answer = system_tests::client::exchange::Sent::new("GET", forged.path())
        .header("cookie", &format!("{renamed}={}", cookie.value))
        .to(server.address())
        .await;
    assert_eq!(answer.status, 403, "a session is good for one payment");
}

async fn two_payments_in_one_browser_do_not_disturb_each_other(server: Server) {
    let mut first = Walk::begin(&server).await;
    let second = server.api().create(json!({})).await;
    let page = first.visitor.page(&second.next_url).await;
    assert_eq!(page.title(), "Enter card details");
    assert_eq!(first.visitor.jar.cookies().len(), 2);

    let form = with_card(page.form("card-details"), "4242424242424242");
    let page = first
        .visitor
        .press(&form, "submit-card-details")
        .await
        .page();
    assert_eq!(page.title(), "Confirm your payment");
    first.submit_card("4000000000000002").await;
    assert!(first.page.has(".qa-payment-declined"));
    let confirmation = page.form("confirmation");
    first.visitor.press(&confirmation, "confirm").await.away();

    assert_eq!(first.status().await, "failed");
    assert_eq!(first.api.state(&second.id).await["status"], "success");
}

/// A browser keeps ten sessions; the oldest gives way.
#[tokio::test]
async fn an_eleventh_payment_ends_the_session_of_the_first() {
    let server = Server::on_sqlite().await;
    let mut walk = Walk::begin(&server).await;
    for _ in 0..10 {
        server.advance(std::time::Duration::from_secs(1)).await;
        let payment = server.api().create(json!({})).await;
        walk.visitor.page(&payment.next_url).await;
    }

    assert_eq!(walk.visitor.jar.cookies().len(), 10);
    is_refused(&walk.look("").await.page());
}

#[tokio::test]
async fn cookies_follow_the_scheme_of_the_pages() {
    let plain = Server::on_sqlite().await;
    let secure = Server::on_sqlite_with(&[("BURSAR_PUBLIC_URL", "https://pay.example.org")]).await;
    for (server, prefix, attributes) in [
        (
            &plain,
            "payment_",
            "HttpOnly; Max-Age; Path=/; SameSite=Lax",
        ),
        (
            &secure,
            "__Host-payment_",
            "HttpOnly; Max-Age; Path=/; SameSite=Lax; Secure",
        ),
    ] {
        let walk = Walk::to_the_end(server, json!({})).await;

        let [cookie] = walk.visitor.jar.cookies() else {
            panic!("one payment, one cookie");
        };
        assert_eq!(cookie.name, format!("{prefix}{}", walk.payment.id));
        let mut words: Vec<&str> = cookie
            .attributes
            .iter()
            .map(|word| {
                if word.starts_with("Max-Age=") {
                    "Max-Age"
                } else {
                    word
                }
            })
            .collect();
        words.sort_unstable();
        assert_eq!(words.join("; "), attributes);
        assert!(walk.payment.next_url.starts_with(server.pages()));
    }
    assert_eq!(secure.pages(), "https://pay.example.org");
}

#[tokio::test]
async fn every_page_says_what_browsers_may_do_with_it() {
    let server = Server::on_sqlite().await;
    let mut walk = Walk::begin(&server).await;
    let card = walk.page.clone();
    let confirm = walk.submit_card("4242424242424242").await.clone();
    let unfinished = walk.look("").await.page();
    walk.confirm().await;
    let paid = walk.look("").await.page();
    let refused = server.visitor().page("/secure/nothing").await;
    let missing = server.visitor().page("/nothing/here").await;
    let sandbox = server.visitor().page("/sandbox").await;

    for (page, can_end_at_the_service) in [
        (card, false),
        (confirm, true),
        (unfinished, true),
        (paid, false),
        (refused, false),
        (missing, false),
        (sandbox, false),
    ] {
        let header = |name| page.answer.header(name).unwrap_or_default();
        let policy = header("content-security-policy");
        let forms = if can_end_at_the_service {
            "form-action 'self' https: http:"
        } else {
            "form-action 'self'"
        };
        assert!(policy.ends_with(forms), "{}: {policy}", page.url);
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
        assert!(policy.contains("frame-ancestors 'none'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(
            header("cache-control"),
            "private, no-cache, no-store, must-revalidate"
        );
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("content-type"), "text/html; charset=utf-8");
        assert!(page.has("meta[name=robots][content='noindex, nofollow']"));
        assert!(!page.has("style, [style], script:not([src]), [onclick]"));
    }
}

#[tokio::test]
async fn what_pages_load_is_ours_and_may_be_kept() {
    let server = Server::on_sqlite().await;
    let walk = Walk::begin(&server).await;
    let mut addresses = Vec::new();
    for (selector, attribute) in [("link[href]", "href"), ("script[src]", "src")] {
        addresses.extend(walk.page.attribute(selector, attribute));
    }
    assert_eq!(addresses.len(), 2);
    for address in addresses {
        let url = walk.page.url.join(&address).unwrap();
        assert_eq!(url.origin(), walk.page.url.origin());
        let answer = walk
            .visitor
            .clone()
            .send("GET", &url, None, From::Here)
            .await;
        assert_eq!(answer.status, 200, "{url}");
        let caching = answer.header("cache-control").unwrap_or_default();
        assert!(caching.contains("immutable"), "{url}: {caching}");
    }
}

fn is_refused(page: &Page) {
    assert_eq!(page.status(), 403, "{}", page.html());
    assert!(page.has(".session-expired"));
}
