//! Paying users are promised the e-mails that they get, and no others.

use domain::account::EmailCollection;

use crate::browser::Page;
use crate::house::{self, House};

/// The card page and the confirm page of a payment.
async fn pages_of(house: &House, link: &str) -> [Page; 2] {
    let mut browser = house.browser();
    let form = browser.open(link).await;
    let confirm = browser
        .submit(&form, "card-details", &house::card("4242424242424242"))
        .await;
    browser.submit(&confirm, "confirmation", &[]).await;
    house.work().await;
    [form, confirm]
}

#[tokio::test]
async fn a_confirmation_is_promised_and_written() {
    let house = House::build().await;
    for (link, hint, goes_to, label) in [
        (
            house.link().await,
            "A confirmation will be sent to this address once you have paid.",
            "Your confirmation will be sent to:",
            "Confirmation email",
        ),
        (
            house.welsh_link().await,
            "Caiff cadarnhad ei anfon i’r cyfeiriad hwn ar ôl i chi dalu.",
            "Caiff eich cadarnhad ei anfon i:",
            "E-bost cadarnhau",
        ),
    ] {
        let [form, confirm] = pages_of(&house, &link).await;

        assert_eq!(form.text("#email-hint"), hint);
        assert_eq!(
            form.attribute("#email", "aria-describedby").as_deref(),
            Some("email-hint")
        );
        assert_eq!(form.text("#email-confirmation"), goes_to);
        assert!(form.attribute("#email-confirmation", "hidden").is_some());
        assert_eq!(label_of_email(&confirm), label);
    }
    assert_eq!(house.world.mailer.sent().len(), 2);
}

#[tokio::test]
async fn no_confirmation_is_promised_where_none_is_written() {
    let house = House::build().await;
    house
        .change_account(|account| account.confirms_payments = false)
        .await;
    for (link, label) in [
        (house.link().await, "Email"),
        (house.welsh_link().await, "E-bost"),
    ] {
        let [form, confirm] = pages_of(&house, &link).await;

        assert!(form.has("#email"));
        assert!(!form.has("#email-hint") && !form.has("#email-confirmation"));
        assert_eq!(form.attribute("#email", "aria-describedby"), None);
        assert_eq!(confirm.text("#email"), "ada@example.org");
        assert_eq!(label_of_email(&confirm), label);
    }
    assert!(house.world.mailer.sent().is_empty());
}

#[tokio::test]
async fn accounts_that_ask_for_no_address_promise_and_write_nothing() {
    let house = House::build().await;
    house
        .change_account(|account| account.email = EmailCollection::Off)
        .await;

    let [form, confirm] = pages_of(&house, &house.prefilled_link().await).await;

    for selected in ["#email", "#email-hint", "#email-confirmation"] {
        assert!(!form.has(selected) && !confirm.has(selected), "{selected}");
    }
    assert!(house.world.mailer.sent().is_empty());
}

fn label_of_email(confirm: &Page) -> String {
    let labels = confirm.texts(".facts th");
    labels.last().unwrap().clone()
}
