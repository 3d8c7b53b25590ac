//! E-mails in the outbox, from what gives reason for them to how they read.

use application::refunds::create::CreateRefund;
use application::staff::{Origin, Staff};
use domain::id::ID_LENGTH;
use domain::ports::Store;
use domain::staff::session::Stage;
use domain::staff::{Role, Session, StaffEmail};
use domain::{Amount, SessionId};
use memory::{MailMishap, START};
use poem::http::StatusCode;
use secrecy::{ExposeSecret, SecretString};

use crate::browser::{Browser, Page};
use crate::house::{self, House};

const ADMIN: &str = "admin@example.org";

/// An admin of the house's service, signed in.
async fn admin(house: &House) -> Staff {
    let service = &house.service().account.service;
    let demo = house.application.demo_staff(ADMIN, service).await;
    demo.unwrap();
    let mut unit = house.world.store.begin().await.unwrap();
    let email = StaffEmail::parse(ADMIN).unwrap();
    let member = unit.staff().by_email(&email).await.unwrap().unwrap();
    Staff {
        session: Session {
            id: SessionId::from_random([1; ID_LENGTH]),
            member: member.id.clone(),
            digest: [0; 32],
            stage: Stage::SignedIn,
            began_at: START,
            seen_at: START,
            browser: String::new(),
            address: String::new(),
            entered: None,
        },
        member,
        at: START,
    }
}

/// Pays as somebody whose address is ada@example.org.
async fn pay(house: &House, link: &str) {
    let mut browser = house.browser();
    let form = browser.open(link).await;
    let confirm = browser
        .submit(&form, "card-details", &house::card("4242424242424242"))
        .await;
    browser.submit(&confirm, "confirmation", &[]).await;
    house.work().await;
}

/// The page of the newest e-mail.
async fn newest(browser: &mut Browser) -> Page {
    let list = browser.open("/outbox").await;
    browser.follow(&list, "#emails a").await
}

#[tokio::test]
async fn an_invitation_is_read_with_a_link_that_works() {
    let house = House::build().await;
    let staff = admin(&house).await;
    let service = house.application.services().await.unwrap().remove(0);
    let link = |secret: &SecretString| format!("http://s/join/{}", secret.expose_secret());
    let invited = house
        .application
        .invite(&staff, &service, "grace@example.org", Role::Developer, link)
        .await
        .unwrap();

    let page = newest(&mut house.browser()).await;

    assert_eq!(page.text("#to"), "grace@example.org");
    assert_eq!(page.text("#kind"), "Invitation");
    assert_eq!(page.text("#written"), "24 June 2026, 12:00:00 UTC");
    assert_eq!(page.text("#state"), "Waiting");
    assert_eq!(page.text("#attempts"), "0");
    assert!(!page.has("#payment") && !page.has("#reason"));
    let text = page.text("#letter-text");
    let secret = text.split("http://s/join/").nth(1).unwrap();
    let (found, known) = house.application.invitation(&secret.into()).await.unwrap();
    assert_eq!((found.id, known), (invited.id, false));
    let again = format!("http://s/reset/{secret}");
    let reset = |_: &SecretString| again.clone();
    let origin = Origin::default();
    house
        .application
        .request_reset(ADMIN, reset, &origin)
        .await
        .unwrap();
    house.work().await;
    let listed = house.browser().open("/outbox").await;
    let states = listed.texts("#emails .standing");
    assert_eq!(states, ["Sent", "Sent"]);
}

#[tokio::test]
async fn confirmations_speak_the_language_of_the_payment() {
    let house = House::build().await;
    pay(&house, &house.link().await).await;
    let id = house.payment_id().await;
    house.world.clock.pass(std::time::Duration::from_secs(60));
    pay(&house, &house.welsh_link().await).await;
    let mut browser = house.browser();

    let welsh = newest(&mut browser).await;
    let english = browser.follow(&welsh, "#older").await;
    let back = browser.follow(&english, "#newer").await;
    let list = browser.follow(&english, "#to-outbox").await;

    assert_eq!(welsh.attribute("html", "lang").unwrap(), "en");
    for (page, lang) in [(&welsh, Some("cy")), (&english, None)] {
        assert_eq!(page.text("#to"), "ada@example.org");
        assert_eq!(page.text("#kind"), "Payment confirmation");
        assert!(page.text("#state").starts_with("Sent"));
        assert_eq!(page.text("#attempts"), "1");
        for part in ["#subject", "#letter-text"] {
            assert_eq!(page.attribute(part, "lang").as_deref(), lang, "{part}");
        }
    }
    assert!(welsh.text("#letter-text").starts_with("Welsh"));
    assert!(english.text("#letter-text").starts_with("English"));
    assert_eq!(english.text("#payment"), id.as_str());
    assert_eq!(back.address, welsh.address);
    assert!(!welsh.has("#newer") && !english.has("#older"));
    assert_eq!(list.texts("#emails tbody tr").len(), 2);
}

#[tokio::test]
async fn a_refund_is_told_of_where_the_account_says_so() {
    let house = House::build().await;
    house
        .change_account(|account| account.confirms_refunds = true)
        .await;
    pay(&house, &house.link().await).await;
    let command = CreateRefund {
        amount: Amount::from_minor(250).unwrap(),
        believed_available: None,
        repeatable: None,
    };
    let id = house.payment_id().await;
    house.world.clock.pass(std::time::Duration::from_secs(1));
    let begun = house
        .application
        .create_refund(&house.service(), id.as_str(), command)
        .await
        .unwrap();
    let work = begun.work.unwrap();
    house.application.perform(&work).await.unwrap();
    house.work().await;

    let page = newest(&mut house.browser()).await;

    assert_eq!(page.text("#kind"), "Refund confirmation");
    assert!(page.text("#letter-text").contains("amount 250"));
}

#[tokio::test]
async fn one_that_was_given_up_says_why() {
    let house = House::build().await;
    house.world.mailer.fail(Some(MailMishap::Never));
    pay(&house, &house.link().await).await;
    let mut browser = house.browser();

    let list = browser.open("/outbox").await;
    let page = newest(&mut browser).await;

    let state = list.text("#emails tbody td:last-child");
    assert!(state.contains("Given up") && state.contains("refused on purpose"));
    assert!(page.text("#state").starts_with("Given up"));
    assert!(page.text("#reason").contains("refused on purpose"));
    assert_eq!(page.text("#attempts"), "1");
}

#[tokio::test]
async fn one_that_waits_for_another_try_says_why() {
    let house = House::build().await;
    house.world.mailer.fail(Some(MailMishap::NotNow));
    pay(&house, &house.link().await).await;

    let page = newest(&mut house.browser()).await;

    assert_eq!(page.text("#state"), "Waiting");
    assert!(page.text("#reason").contains("busy on purpose"));
}

#[tokio::test]
async fn the_letter_stands_by_itself_and_can_do_nothing() {
    let house = House::build().await;
    let hostile = "<script>alert(1)</script><img src=//x>";
    house
        .change_account(|account| account.email_paragraph = Some(hostile.to_owned()))
        .await;
    pay(&house, &house.link().await).await;
    let mut browser = house.browser();
    let page = newest(&mut browser).await;

    let frame = page.attribute("#letter-html", "src").unwrap();
    let html = browser.open(&frame).await;
    let text = browser.follow(&page, "#text-alone").await;

    assert!(!page.has("main script") && !page.has("main img"));
    assert!(page.text("#letter-text").contains(hostile));
    let held = page.attribute("#letter-html", "sandbox").unwrap();
    let own = page.header("content-security-policy");
    assert!(
        own.ends_with("form-action 'self'; frame-src 'self'"),
        "{own}"
    );
    let policy = html.header("content-security-policy");
    assert!(policy.ends_with(&format!("sandbox {held}")), "{policy}");
    for rule in [
        "default-src 'none'",
        "frame-ancestors 'self'",
        "form-action 'none'",
    ] {
        assert!(policy.contains(rule), "{policy}");
    }
    for word in ["script", "same-origin", "top-navigation", "forms"] {
        assert!(!held.contains(word), "{held}");
    }
    assert_eq!(html.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(html.attribute("base", "target").as_deref(), Some("_blank"));
    assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(text.header("x-content-type-options"), "nosniff");
    assert!(text.html.contains(hostile));
}

#[tokio::test]
async fn there_is_no_page_of_an_email_that_never_was() {
    let house = House::build().await;
    let unknown = "0".repeat(ID_LENGTH);

    for address in [
        format!("/outbox/{unknown}"),
        format!("/outbox/{unknown}/html"),
        format!("/outbox/{unknown}/text"),
        format!("/outbox/{unknown}/pdf"),
        "/outbox/A".to_owned(),
        "/outbox/".to_owned(),
    ] {
        let page = house.browser().open(&address).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
        assert_eq!(page.text("h1"), "We cannot find that page", "{address}");
    }
}

#[tokio::test]
async fn starting_over_empties_the_outbox() {
    let house = House::build().await;
    pay(&house, &house.link().await).await;
    let mut browser = house.browser();
    let before = browser.open("/outbox").await;
    let sandbox = browser.open("/sandbox").await;

    browser.submit(&sandbox, "reset", &[]).await;

    assert!(before.has("#emails"));
    assert!(browser.open("/outbox").await.has("#no-emails"));
}
