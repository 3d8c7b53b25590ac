//! E-mails to paying users: whether they are sent, what they say, and what became of them.

use std::time::Duration;

use domain::staff::Role;
use memory::MailMishap;
use poem::http::StatusCode;

use crate::house::House;

const ADA: &str = "ada@example.org";
const SECTION: &str = "#emails";

#[tokio::test]
async fn without_addresses_there_are_no_emails_to_settle() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let at = |page: &str| house.at(&format!("/test/settings/{page}"));
    let page = ada.open(&at("email")).await;

    let page = ada
        .submit(&page, "change-setting", &[("answer", "off")])
        .await;

    assert!(
        page.text(SECTION)
            .contains("Nobody is asked for an e-mail address")
    );
    for slug in ["confirmation-emails", "refund-emails"] {
        let says = page.text(&format!("#setting-{slug} .setting__to"));
        assert_eq!(says, "Not sent, without an address");
        assert!(!page.has(&format!("#change-{slug}")));
        assert_eq!(ada.open(&at(slug)).await.status, StatusCode::NOT_FOUND);
    }
    let preview = ada.open(&at("email-previews")).await;
    assert!(
        preview
            .text("#not-sent")
            .contains("not asked for an e-mail address")
    );
    let paragraph = ada.open(&at("email-paragraph")).await;
    assert!(paragraph.has("#not-sent"));
}

#[tokio::test]
async fn a_paragraph_is_written_changed_and_removed() {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/test/settings/email-paragraph")).await;
    assert!(!form.has("#remove") && !form.has("#not-sent"));

    let page = ada
        .submit(&form, "change-setting", &[("paragraph", " ")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        page.text("#error-paragraph"),
        "Error: Enter a paragraph, or remove it"
    );
    let long = "ŵ".repeat(5_001);
    let page = ada
        .submit(&form, "change-setting", &[("paragraph", &long)])
        .await;
    assert_eq!(
        page.text("#error-summary li"),
        "The paragraph must have 5000 characters or fewer; it has 5001"
    );
    assert_eq!(page.text("textarea"), long);
    let lines = format!("Quote $reference.\r\n{}", "é".repeat(4_982));
    let page = ada
        .submit(&form, "change-setting", &[("paragraph", &lines)])
        .await;
    assert_eq!(page.text(".news"), "Changed: Your own paragraph.");
    assert!(
        page.text("#setting-email-paragraph")
            .contains("Quote $reference. éé")
    );

    let preview = ada.open(&house.at("/test/settings/email-previews")).await;
    assert!(preview.text("#plain").contains("Quote ABC-1234."));
    let refund = house.at("/test/settings/email-previews?email=refund");
    assert!(!ada.open(&refund).await.text("#plain").contains("Quote"));
    let live = ada.open(&house.at("/live/settings")).await;
    assert!(live.text("#setting-email-paragraph").contains("None"));
    let form = ada.open(&house.at("/test/settings/email-paragraph")).await;
    let page = ada
        .submit(&form, "change-setting", &[("then", "remove")])
        .await;
    assert!(page.text("#setting-email-paragraph").contains("None"));
}

#[tokio::test]
async fn both_emails_are_shown_in_both_languages_where_they_can_do_nothing() {
    let house = House::build().await;
    let (mut bob, _) = house.signed_in("bob@example.org", Role::Viewer).await;
    let settings = bob.open(&house.at("/test/settings")).await;
    let page = bob.follow(&settings, "#email-previews").await;
    assert!(
        page.header("content-security-policy")
            .ends_with("frame-src 'self'")
    );
    assert_eq!(page.attribute("iframe", "sandbox").as_deref(), Some(""));
    assert!(!page.has("#change-paragraph"), "a viewer changes nothing");

    for (query, subject, language) in [
        ("", "PaymentConfirmed", "English"),
        ("?language=cy", "PaymentConfirmed", "Welsh"),
        ("?email=refund", "RefundIssued", "English"),
        ("?email=refund&language=cy", "RefundIssued", "Welsh"),
        ("?email=other&language=fr", "PaymentConfirmed", "English"),
    ] {
        let address = house.at(&format!("/test/settings/email-previews{query}"));
        let page = bob.open(&address).await;
        assert_eq!(page.text("#subject"), subject);
        assert!(page.text("#plain").starts_with(language), "{query}");
        assert_eq!(
            page.texts("[aria-current]").len(),
            3,
            "tab, e-mail and language"
        );
        let alone = page.attribute("iframe", "src").unwrap();
        assert_eq!(page.attribute("#letter-alone", "href").unwrap(), alone);
        let letter = bob.open(&alone).await;
        assert!(letter.text("pre").starts_with(language));
        let policy = letter.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'unsafe-inline'"));
        assert!(policy.ends_with("frame-ancestors 'self'; sandbox"));
    }
    let refund = bob
        .open(&house.at("/test/settings/email-previews?email=refund"))
        .await;
    assert!(refund.text("#not-sent").contains("settings say"));
}

#[tokio::test]
async fn a_payments_page_shows_what_its_paying_user_was_sent() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    let payment = house.paid("FL-1").await;
    let address = house.at_payment(&payment, "");
    assert!(
        !ada.open(&address).await.has("#emails"),
        "nothing is written yet"
    );

    house.hand_on_events().await;
    let page = ada.open(&address).await;
    assert_eq!(page.text("#emails li strong"), "Payment confirmation");
    assert_eq!(page.text("#emails .tag"), "To be sent");
    assert!(page.text("#emails").contains("To grace@example.org"));
    house.world.mailer.fail(Some(MailMishap::NotNow));
    house.world.clock.pass(Duration::from_secs(60));
    house.messages_go_out().await;
    let page = ada.open(&address).await;
    assert!(
        page.text("#emails")
            .contains("Tried once: busy on purpose. It is tried again by itself")
    );
    house.world.mailer.fail(None);
    house.world.clock.pass(Duration::from_secs(5 * 60));
    house.messages_go_out().await;
    let page = ada.open(&address).await;
    assert_eq!(page.text("#emails .tag"), "Sent");
    assert!(!page.text("#emails").contains("Tried"));

    house.world.mailer.fail(Some(MailMishap::Never));
    let refused = house.paid("FL-2").await;
    house.messages_go_out().await;
    let page = ada.open(&house.at_payment(&refused, "")).await;
    assert_eq!(page.text("#emails .tag"), "Given up");
    assert!(
        page.text("#emails")
            .contains("Tried once: refused on purpose")
    );
}

#[tokio::test]
async fn whom_an_email_went_to_is_for_those_who_may_see_paying_users() {
    let house = House::build().await;
    let live = house.go_live().await;
    let payment = house.created_in(&live, "FL-1").await;
    house.pay(&payment).await;
    house.messages_go_out().await;
    let (mut dev, _) = house.signed_in("dev@example.org", Role::Developer).await;

    let page = dev
        .open(&house.at(&format!("/live/transactions/{payment}")))
        .await;

    assert_eq!(page.text("#emails li strong"), "Payment confirmation");
    assert!(!page.html.contains("grace@example.org"));
}

#[tokio::test]
async fn platform_administrators_see_what_was_given_up() {
    let house = House::build().await;
    let (mut keeper, _) = house.keeper().await;
    let page = keeper.open("/admin/platform").await;
    assert!(!page.has("#emails-given-up"));
    let page = keeper.follow(&page, "#platform-emails").await;
    assert_eq!(page.text("#no-emails"), "None was given up.");
    house.world.mailer.fail(Some(MailMishap::Never));
    let payment = house.paid("FL-1").await;
    house.add_member(ADA, Role::ServiceAdmin).await;
    let mut ada = house.browser();
    let forgotten = ada.open("/admin/forgotten-password").await;
    ada.submit(&forgotten, "forgotten-password", &[("email", ADA)])
        .await;
    house.mail().await;

    let page = keeper.open("/admin/platform").await;
    let page = keeper.follow(&page, "#emails-given-up").await;

    assert_eq!(page.text("#showing"), "1 to 2 of 2 e-mails");
    let mut kinds = page.texts("#emails tbody th");
    kinds.sort();
    assert_eq!(
        kinds,
        ["Link to set a new password", "Payment confirmation"]
    );
    assert!(page.text("#emails").contains(ADA));
    assert!(page.text("#emails").contains("refused on purpose"));
    assert!(!page.html.contains("grace@example.org"));
    let link = page.attribute("#emails td a", "href").unwrap();
    assert_eq!(link, format!("/admin/platform/payments/{payment}"));
    let past = keeper.open("/admin/platform/emails?page=2").await;
    assert_eq!(past.text("#no-emails"), "There are none on this page.");
    assert!(past.has("#newer"));
}

#[tokio::test]
async fn work_of_messages_is_named_among_what_is_stuck() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in(ADA, Role::ServiceAdmin).await;
    house.webhook(&mut ada, "Website").await;
    house.paid("FL-1").await;
    house.hand_on_events().await;
    house.world.clock.pass(Duration::from_secs(20 * 60));
    let (mut keeper, _) = house.keeper().await;

    let page = keeper.open("/admin/platform/work").await;

    let stuck = page.texts("#work tbody th");
    for what in ["Tell a webhook what happened", "Send an e-mail"] {
        assert!(stuck.iter().any(|found| found == what), "{stuck:?}");
    }
}
