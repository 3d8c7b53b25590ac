//! The pages of those who register themselves.

use crate::browser::{Browser, Page};
use crate::house::House;

const ADA: &str = "ada@council.example";

/// Every page, empty, wrong and right.
pub(super) async fn pages() -> Vec<(&'static str, Page)> {
    let house = House::taking_registrations().await;
    let mut browser = house.browser();
    let empty = browser.open("/admin/register").await;
    let wrong = asked(&mut browser, &empty, "ada@example.org").await;
    let sent = asked(&mut browser, &empty, ADA).await;
    let password = browser.open(&house.last_link(ADA).await).await;
    let none = browser.submit(&password, "register-password", &[]).await;
    let over = browser.open("/admin/register/00").await;
    vec![
        ("register", empty),
        ("register-wrong", wrong),
        ("register-sent", sent),
        ("register-password", password),
        ("register-password-none", none),
        ("register-over", over),
        (
            "sign-in-where-people-register",
            browser.open("/admin/sign-in").await,
        ),
    ]
}

async fn asked(browser: &mut Browser, page: &Page, email: &str) -> Page {
    browser.submit(page, "register", &[("email", email)]).await
}
