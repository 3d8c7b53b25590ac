//! An e-mail address that looks misspelt is asked about once.

use domain::account::EmailCollection;
use domain::payment::Status;
use memory::Call;
use poem::http::StatusCode;

use crate::browser::{Browser, Page};
use crate::house::{self, House};

/// A good card, and an address at the wrong place.
fn misspelt() -> Vec<(&'static str, &'static str)> {
    with_email("ada@gmial.com")
}

fn with_email(email: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields = house::card("4242424242424242");
    fields.push(("email", email));
    fields
}

async fn asked(house: &House) -> (Browser, Page) {
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;
    let page = browser.submit(&form, "card-details", &misspelt()).await;
    (browser, page)
}

#[tokio::test]
async fn the_page_comes_back_with_both_addresses() {
    let house = House::build().await;

    let (_, page) = asked(&house).await;

    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.title(), "Error: Enter card details");
    assert_eq!(
        page.links("#error-summary li a"),
        [("email-typo-error".into(), "#email-corrected".into())]
    );
    let error = page.text("#email-typo-error");
    assert!(page.text("#error-email-typo").ends_with(&error));
    for selector in [
        "#card-details-wrap > #card-details #email[value='ada@gmial.com']",
        "#card-details input[type=hidden][name=originalemail][value='ada@gmial.com']",
        "fieldset[role=radiogroup][aria-invalid=true][aria-describedby~=error-email-typo] > legend",
        "input#email-corrected[type=radio][name=email-typo-sugestion][value='ada@gmail.com'][checked]",
        "input#email-uncorrected[type=radio][name=email-typo-sugestion][value='ada@gmial.com']:not([checked])",
        "label[for=email-corrected]",
        "label[for=email-uncorrected]",
    ] {
        assert!(page.has(selector), "{selector}");
    }
    assert!(!page.html.contains("4242424242424242"));
    assert_eq!(house.world.psp.count(Call::Authorise), 0);
    assert_eq!(house.status().await, Status::Started);
}

#[tokio::test]
async fn the_box_wins_if_it_was_edited_and_else_what_is_selected() {
    for (email, selected, expected) in [
        ("ada@gmial.com", "ada@gmail.com", "ada@gmail.com"),
        ("ada@gmial.com", "ada@gmial.com", "ada@gmial.com"),
        ("ada@example.org", "ada@gmail.com", "ada@example.org"),
    ] {
        let house = House::build().await;
        let (mut browser, page) = asked(&house).await;
        let mut fields = with_email(email);
        fields.push(("email-typo-sugestion", selected));

        let confirm = browser.submit(&page, "card-details", &fields).await;

        assert_eq!(confirm.title(), "Confirm your payment");
        assert_eq!(confirm.text("#email"), expected);
    }
}

#[tokio::test]
async fn another_misspelling_is_asked_about_again() {
    let house = House::build().await;
    let (mut browser, page) = asked(&house).await;

    let fields = with_email("ada@hotmial.com");
    let again = browser.submit(&page, "card-details", &fields).await;
    let confirm = browser
        .submit(&again, "card-details", &with_email("ada@hotmial.com"))
        .await;

    assert_eq!(again.value("[name=originalemail]"), "ada@hotmial.com");
    assert_eq!(again.value("#email-corrected"), "ada@hotmail.com");
    assert_eq!(confirm.text("#email"), "ada@hotmail.com");
}

#[tokio::test]
async fn a_choice_is_kept_while_something_else_is_wrong() {
    let house = House::build().await;
    let (mut browser, page) = asked(&house).await;
    let mut fields = misspelt();
    fields.extend([("cardNo", ""), ("email-typo-sugestion", "ada@gmial.com")]);

    let refused = browser.submit(&page, "card-details", &fields).await;
    let confirm = browser.submit(&refused, "card-details", &misspelt()).await;

    assert!(refused.has("#card-no-error") && !refused.has("#email-typo-error"));
    assert!(refused.has("#email-uncorrected[checked]"));
    assert!(!refused.has("#email-corrected[checked]"));
    assert_eq!(confirm.text("#email"), "ada@gmial.com");
}

#[tokio::test]
async fn nothing_is_asked_before_something_was_sent_or_where_no_address_is_wanted() {
    let house = House::build().await;
    let link = house.link().await;
    let mut browser = house.browser();
    let form = browser.open(&link).await;
    house
        .change_account(|account| account.email = EmailCollection::Off)
        .await;

    let confirm = browser.submit(&form, "card-details", &misspelt()).await;

    assert!(!form.has("#email-corrected") && !form.has("[name=originalemail]"));
    assert_eq!(confirm.title(), "Confirm your payment");
    assert!(!confirm.has("#email"));
}
