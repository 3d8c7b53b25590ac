//! What a service says about itself, and what it settles about its pages.

use domain::account::{Branding, Colour, Organisation, ServiceName};
use domain::payment::Language;
use poem::http::StatusCode;

use crate::house::{self, House};

fn organisation() -> Organisation {
    Organisation {
        name: "Rivers Agency".to_owned(),
        line1: "1 Water Lane".to_owned(),
        line2: None,
        city: "Aberystwyth".to_owned(),
        postcode: "SY23 1AA".to_owned(),
        country: "GB".to_owned(),
        telephone: Some("01970 000000".to_owned()),
        website: Some("https://rivers.example.org/fishing".to_owned()),
    }
}

#[tokio::test]
async fn colours_stand_in_a_stylesheet_that_browsers_may_keep() {
    let house = House::build().await;
    let mut browser = house.browser();
    let usual = browser.open(&house.link().await).await;
    assert!(!usual.has("link[href*=brand]"));
    assert_eq!(
        usual.attribute("meta[name=theme-color]", "content"),
        Some("#16232e".to_owned())
    );
    house
        .change_service(|service| {
            service.branding = Branding {
                header: Colour::parse("#1d4e89").ok(),
                button: Colour::parse("#64323c").ok(),
            };
        })
        .await;

    let page = browser.open(&house.link().await).await;

    assert_eq!(
        page.attribute("meta[name=theme-color]", "content"),
        Some("#1d4e89".to_owned())
    );
    let address = page.attribute("link[href*=brand]", "href").unwrap();
    let rules = browser.open(&address).await;
    assert_eq!(rules.status, StatusCode::OK);
    assert_eq!(rules.header("content-type"), "text/css; charset=utf-8");
    assert!(rules.header("cache-control").contains("immutable"));
    assert!(rules.html.contains("#1d4e89") && rules.html.contains("--go: #64323c"));
    let forged = browser.open(&address.replace("1d4e89", "1d4e8a")).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_foot_says_whose_service_it_is() {
    let house = House::build().await;
    let mut browser = house.browser();
    assert!(!browser.open(&house.link().await).await.has("#organisation"));
    let whereabouts = "Rivers Agency, 1 Water Lane, Aberystwyth, SY23 1AA, United Kingdom";
    let telephone = "Telephone: 01970 000000";
    let website = "https://rivers.example.org/fishing (opens in a new tab)";
    let whole = format!("This service is run by {whereabouts}");
    for (has_telephone, has_website, expected) in [
        (true, true, vec![whole.as_str(), telephone, website]),
        (true, false, vec![whole.as_str(), telephone]),
        (false, true, vec![whole.as_str(), website]),
        (false, false, vec![whole.as_str()]),
    ] {
        house
            .change_service(|service| {
                let mut organisation = organisation();
                organisation.telephone = organisation.telephone.filter(|_| has_telephone);
                organisation.website = organisation.website.filter(|_| has_website);
                service.organisation = Some(organisation);
            })
            .await;

        let page = browser.open(&house.link().await).await;

        assert_eq!(page.texts("#organisation p"), expected);
        assert_eq!(page.has("#organisation a[rel~=noopener]"), has_website);
    }
}

#[tokio::test]
async fn a_welsh_page_has_the_welsh_name_if_there_is_one() {
    let house = House::build().await;
    let mut browser = house.browser();
    let page = browser.open(&house.welsh_link().await).await;
    assert_eq!(page.text(".bar__service"), "Fishing licences");
    house
        .change_service(|service| {
            service.welsh_name = ServiceName::parse("Trwyddedau pysgota").ok();
            service.organisation = Some(organisation());
        })
        .await;

    let welsh = browser.open(&house.welsh_link().await).await;
    let english = browser.open(&house.link().await).await;

    assert_eq!(welsh.text(".bar__service"), "Trwyddedau pysgota");
    assert_eq!(english.text(".bar__service"), "Fishing licences");
    assert!(welsh.text("#organisation").contains("Y Deyrnas Unedig"));
    assert!(
        welsh
            .text("#organisation")
            .contains("(yn agor mewn tab newydd)")
    );
}

#[tokio::test]
async fn the_country_is_presumed_only_where_the_account_says_so() {
    let house = House::build().await;
    let mut browser = house.browser();
    let chosen = "#address-country option[selected]";
    let page = browser.open(&house.link().await).await;
    assert_eq!(page.value(chosen), "GB");
    house
        .change_account(|account| account.presumes_uk = false)
        .await;

    let page = browser.open(&house.link().await).await;
    let known = browser.open(&house.prefilled_link().await).await;
    let wrong = browser
        .submit(&page, "card-details", &house::card("4242424242424242"))
        .await;

    assert_eq!(page.value(chosen), "");
    assert_eq!(page.text(chosen), "Choose a country or territory");
    assert_eq!(known.value(chosen), "FR");
    assert!(wrong.has("#error-address-country"));
}

#[tokio::test]
async fn what_is_typed_for_somebody_on_the_telephone_is_hidden() {
    let house = House::build().await;
    let mut browser = house.browser();
    for (number, code) in [(false, false), (true, false), (false, true), (true, true)] {
        house
            .change_account(|account| {
                account.allows_moto = true;
                account.masks_card_number = number;
                account.masks_security_code = code;
            })
            .await;
        let by_telephone = house.link_with(|command| command.moto = true).await;
        let page = browser.open(&by_telephone).await;
        let usual = browser.open(&house.link().await).await;

        for (id, hidden) in [("#card-no", number), ("#cvc", code)] {
            let is = |page: &crate::browser::Page, kind: &str, fills: bool| {
                page.attribute(id, "type").unwrap() == kind
                    && (page.attribute(id, "autocomplete").unwrap() != "off") == fills
            };
            let kind = if hidden { "password" } else { "text" };
            assert!(is(&page, kind, !hidden), "{id} {hidden}");
            assert!(is(&usual, "text", true), "{id}");
            assert_eq!(page.value(id), "");
        }
    }
}

#[tokio::test]
async fn a_page_whose_digits_are_hidden_takes_a_card_like_any_other() {
    let house = House::build().await;
    house
        .change_account(|account| {
            account.allows_moto = true;
            account.masks_card_number = true;
            account.masks_security_code = true;
        })
        .await;
    let mut browser = house.browser();
    let link = house.link_with(|command| {
        command.moto = true;
        command.language = Language::Welsh;
    });
    let form = browser.open(&link.await).await;
    let mut fields = house::card("4242424242424242");
    fields.retain(|(name, _)| !name.starts_with("address"));

    let confirm = browser.submit(&form, "card-details", &fields).await;

    assert_eq!(confirm.text("#card-number"), "●●●●●●●●●●●●4242");
}
