//! What integrators' own tests select on the card and confirm pages, and what
//! stands in the fields.

use serde_json::json;
use system_tests::client::Page;
use system_tests::harness::{Server, Walk};

/// The selectors that integrators' browser tests use (web 1.4 to 1.7, 1.16).
#[tokio::test]
async fn what_integrators_select_stays() {
    let server = Server::on_sqlite().await;
    let mut walk = Walk::begin(&server).await;

    assert_eq!(walk.page.title(), "Enter card details");
    assert_eq!(walk.page.heading(), "Enter card details");
    for selector in [
        "main#main-content.charge-new.govuk-grid-column-two-thirds",
        ".charge-new__content > #card-details-wrap > form#card-details[name=cardDetails][method=post][novalidate]",
        "#card-details #charge-id[name=chargeId][type=hidden]",
        "#card-details #csrf[name=csrfToken][type=hidden]",
        "#card-details .withdrawal-text + ul.accepted-cards > li.visa[data-key=visa][data-debit=true][data-credit=true]",
        "label#card-no-lbl[for=card-no]",
        "input#card-no[name=cardNo][type=text][autocomplete=cc-number][inputmode=numeric][maxlength='26']",
        "#expiry-date-lbl",
        "#expiry-date-hint",
        "#card-details #expiry-month[name=expiryMonth][autocomplete=cc-exp-month][maxlength='2']",
        "#card-details #expiry-year[name=expiryYear][autocomplete=cc-exp-year][maxlength='4']",
        "input#cardholder-name[name=cardholderName][autocomplete=cc-name][maxlength='200']",
        "input#cvc[name=cvc][type=text][autocomplete=cc-csc][maxlength='4']",
        "#address-hint",
        "input#address-line-1[name=addressLine1][autocomplete='billing address-line1']",
        "input#address-line-2[name=addressLine2][autocomplete='billing address-line2']",
        "input#address-city[name=addressCity][autocomplete='billing address-level2']",
        "select#address-country[name=addressCountry] option[value=GB][selected]",
        "input#address-postcode[name=addressPostcode][maxlength='10']",
        "#card-details-wrap > #card-details #email[name=email][type=email][maxlength='254']",
        "button#submit-card-details[data-prevent-double-click]",
        "form#cancel[name=cancel] #csrf2[name=csrfToken]",
        "form#cancel button#cancel-payment[name=cancel]",
        "#error-summary[hidden]",
        "#payment-description",
        "#payment-summary-breakdown[hidden] #payment-summary-breakdown-amount",
        "#amount[data-amount='145.00']",
    ] {
        assert_eq!(walk.page.count(selector), 1, "{selector}");
    }
    assert_eq!(walk.page.count("#address-country option"), 249);
    assert_eq!(walk.page.text("#amount"), Some("£145.00".into()));

    walk.submit_card("4242424242424242").await;
    has_what_integrators_select_on_confirm(&walk.page);
}

fn has_what_integrators_select_on_confirm(page: &Page) {
    assert_eq!(page.title(), "Confirm your payment");
    assert_eq!(page.heading(), "Confirm your payment");
    for selector in [
        ".govuk-grid-row > #main-content.confirm-page #confirm",
        "form#confirmation #csrf[name=csrfToken]",
        "form#confirmation #chargeId[name=chargeId]",
        "form#cancel #cancel-payment",
    ] {
        assert_eq!(page.count(selector), 1, "{selector}");
    }
    for (selector, text) in [
        ("#payment-description", "Street trading licence"),
        ("#amount", "£145.00"),
        ("#card-number", "●●●●●●●●●●●●4242"),
        ("#expiry-date", "11/39"),
        ("#cardholder-name", "Ade Okafor"),
        (
            "#address",
            "3 Harbour Road, Flat 2, Northport, SW1A 1AA, United Kingdom",
        ),
        ("#email", "ade.okafor@example.org"),
    ] {
        assert_eq!(page.text(selector), Some(text.into()), "{selector}");
    }
}

#[tokio::test]
async fn what_the_service_knows_is_filled_in() {
    let server = Server::on_sqlite().await;
    let known = json!({
        "email": "ade.okafor@example.org",
        "prefilled_cardholder_details": {
            "cardholder_name": "Ade Okafor",
            "billing_address": {
                "line1": "3 Harbour Road",
                "line2": "Flat 2",
                "postcode": "75001",
                "city": "Northport",
                "country": "FR",
            },
        },
    });
    let walk = Walk::begin_with(&server, known).await;

    let form = walk.page.form("card-details");
    for (field, value) in [
        ("cardNo", ""),
        ("cardholderName", "Ade Okafor"),
        ("addressLine1", "3 Harbour Road"),
        ("addressLine2", "Flat 2"),
        ("addressCity", "Northport"),
        ("addressCountry", "FR"),
        ("addressPostcode", "75001"),
        ("email", "ade.okafor@example.org"),
    ] {
        assert_eq!(form.value(field), value, "{field}");
    }

    let unknown =
        json!({ "prefilled_cardholder_details": { "billing_address": { "country": "XX" } } });
    let walk = Walk::begin_with(&server, unknown).await;
    assert_eq!(walk.page.form("card-details").value("addressCountry"), "GB");
}

#[tokio::test]
async fn an_empty_form_names_every_field_that_is_missing() {
    let server = Server::on_sqlite().await;
    let mut walk = Walk::begin(&server).await;
    let form = walk.page.form("card-details");

    let page = walk
        .visitor
        .press(&form, "submit-card-details")
        .await
        .page();

    assert_eq!(page.status(), 200);
    assert!(!page.has("#error-summary[hidden]"));
    let links: Vec<String> = [
        "card-no",
        "expiry-month",
        "cardholder-name",
        "cvc",
        "address-line-1",
        "address-city",
        "address-postcode",
        "email",
    ]
    .map(|css| page.attribute(&format!("#{css}-error"), "href").unwrap())
    .to_vec();
    assert_eq!(page.count("#error-summary li a"), links.len());
    for link in links {
        assert_eq!(page.count(link.as_str()), 1, "{link} leads to the field");
    }
    assert!(page.has("#error-expiry-date") && page.has("#error-card-no"));
    assert!(!page.has("#error-address-line-2"));
}
