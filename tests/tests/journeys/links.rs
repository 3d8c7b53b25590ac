//! The one-time links: who is let in, and when.

use std::time::Duration;

use serde_json::json;
use system_tests::client::api::Created;
use system_tests::client::cookies::From;
use system_tests::client::exchange::Sent;
use system_tests::client::{Page, Visitor};
use system_tests::harness::{Server, Walk};
use system_tests::on_every_database;
use url::Url;

const HOUR: Duration = Duration::from_secs(60 * 60);

on_every_database!(
    a_link_leads_to_the_card_page_once,
    the_same_browser_comes_back_to_the_page_of_the_true_state,
    links_that_were_never_given_out_are_refused,
    an_unused_link_is_refused_after_seven_days,
    asking_for_a_payment_shows_its_newest_unused_link,
    a_fresh_link_resumes_the_payment_in_another_browser,
    a_form_on_another_site_leads_in_without_a_cookie,
    asking_whether_a_link_exists_does_not_use_it_up,
    two_browsers_with_one_link_do_not_both_get_in,
);

async fn a_link_leads_to_the_card_page_once(server: Server) {
    let payment = server.api().create(json!({})).await;
    let mut first = server.visitor();

    let page = first.page(&payment.next_url).await;

    assert_eq!(
        (page.status(), page.title()),
        (200, "Enter card details".into())
    );
    assert_eq!(page.url.path(), format!("/card_details/{}", payment.id));
    assert_eq!(statuses(&first), [303, 200]);
    is_refused(&server.visitor().page(&payment.next_url).await);
}

async fn the_same_browser_comes_back_to_the_page_of_the_true_state(server: Server) {
    let mut walk = Walk::begin(&server).await;
    let next_url = walk.payment.next_url.clone();

    let page = walk.visitor.page(&next_url).await;
    assert_eq!(page.status(), 200);
    assert!(page.has("#card-details-link") && page.has("#return-url"));

    walk.page = walk.visitor.follow(&page, "card-details-link").await.page();
    walk.submit_card("4242424242424242").await;
    let page = walk.visitor.page(&next_url).await;
    assert!(page.has("#confirm-link") && page.has("#return-url"));

    walk.page = walk.visitor.follow(&page, "confirm-link").await.page();
    walk.confirm().await;
    let page = walk.visitor.page(&next_url).await;
    assert_eq!(page.status(), 200);
    assert!(page.has(".successful"));
    let away = walk.visitor.follow(&page, "return-url").await.away();
    assert_eq!(
        away.as_str(),
        "https://licences.example.org/applications/2291"
    );
}

async fn links_that_were_never_given_out_are_refused(server: Server) {
    for token in [
        "1f0c9a52-6a35-4a55-9a2e-3d1b8a4f7c10",
        "not-a-token",
        "%00",
        "1f0c9a526a354a559a2e3d1b8a4f7c10",
    ] {
        is_refused(&server.visitor().page(&format!("/secure/{token}")).await);
    }
}

async fn an_unused_link_is_refused_after_seven_days(server: Server) {
    let young = server.api().create(json!({})).await;
    let old = server.api().create(json!({})).await;

    server.advance(7 * 24 * HOUR - HOUR).await;
    let page = server.visitor().page(&young.next_url).await;
    assert_eq!(page.status(), 200, "expired by now, but its link is known");

    server.advance(2 * HOUR).await;
    is_refused(&server.visitor().page(&old.next_url).await);
}

async fn asking_for_a_payment_shows_its_newest_unused_link(server: Server) {
    let api = server.api();
    let payment = api.create(json!({})).await;
    for _ in 0..2 {
        let again = Created::of(&api.payment(&payment.id).await);
        assert_eq!(again.token, payment.token, "nothing is spoilt by asking");
        assert_eq!(again.next_url, payment.next_url);
    }

    server.visitor().page(&payment.next_url).await;
    let fresh = Created::of(&api.payment(&payment.id).await);

    assert_ne!(fresh.token, payment.token);
    assert_eq!(
        Created::of(&api.payment(&payment.id).await).token,
        fresh.token
    );
}

async fn a_fresh_link_resumes_the_payment_in_another_browser(server: Server) {
    let first = Walk::to_confirm(&server, json!({})).await;
    let fresh = Created::of(&first.api.payment(&first.payment.id).await);

    let mut other = Walk {
        visitor: server.visitor(),
        ..first.clone()
    };
    other.page = other.visitor.page(&fresh.next_url).await;

    assert_eq!(other.page.title(), "Confirm your payment");
    other.confirm().await;
    assert_eq!(other.status().await, "success");
}

async fn a_form_on_another_site_leads_in_without_a_cookie(server: Server) {
    let payment = server.api().create(json!({})).await;
    let body = format!("chargeTokenId={}", payment.token);
    for path in ["/secure", "/secure/"] {
        let url = Url::parse(&format!("{}{path}", server.pages())).unwrap();

        let answer = server
            .visitor()
            .send("POST", &url, Some(body.clone()), From::AnotherSite)
            .await;

        assert_eq!(answer.status, 303);
        assert_eq!(answer.header("set-cookie"), None);
        let location = url.join(answer.header("location").unwrap()).unwrap();
        assert_eq!(location.as_str(), payment.next_url);
    }

    let mut visitor = server.visitor();
    let page = visitor.post_from_elsewhere("/secure", &body).await.page();

    assert_eq!(page.title(), "Enter card details");
    assert_eq!(visitor.jar.cookies().len(), 1);

    let nonsense = visitor
        .post_from_elsewhere("/secure", "chargeTokenId=%2F%2Felsewhere.example")
        .await;
    is_refused(&nonsense.page());
}

async fn asking_whether_a_link_exists_does_not_use_it_up(server: Server) {
    let payment = server.api().create(json!({})).await;
    let path = format!("/secure/{}", payment.token);

    let answer = Sent::new("HEAD", &path).to(server.address()).await;

    assert!(answer.status < 400);
    assert_eq!(answer.header("set-cookie"), None);
    let page = server.visitor().page(&payment.next_url).await;
    assert_eq!(page.title(), "Enter card details");
}

async fn two_browsers_with_one_link_do_not_both_get_in(server: Server) {
    for _ in 0..5 {
        let payment = server.api().create(json!({})).await;
        let (mut one, mut two) = (server.visitor(), server.visitor());

        let (one, two) = tokio::join!(one.page(&payment.next_url), two.page(&payment.next_url));

        let mut statuses = [one.status(), two.status()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 403]);
    }
}

fn is_refused(page: &Page) {
    assert_eq!(page.status(), 403, "{}", page.html());
    assert!(page.has(".session-expired"));
    assert!(
        !page.has("#return-url"),
        "nobody knows where they came from"
    );
}

fn statuses(visitor: &Visitor) -> Vec<u16> {
    visitor.trail.iter().map(|(_, _, status)| *status).collect()
}
