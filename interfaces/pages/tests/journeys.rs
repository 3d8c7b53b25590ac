//! Journeys through the pages, following forms and redirects as a browser does.
#![cfg(test)]

#[path = "journeys/admission.rs"]
mod admission;
#[path = "journeys/browser.rs"]
mod browser;
#[path = "journeys/card_form.rs"]
mod card_form;
#[path = "journeys/email_typo.rs"]
mod email_typo;
#[path = "journeys/house.rs"]
mod house;
#[path = "journeys/kinds.rs"]
mod kinds;
#[path = "journeys/outbox.rs"]
mod outbox;
#[path = "journeys/outbox_letters.rs"]
mod outbox_letters;
#[path = "journeys/own_looks.rs"]
mod own_looks;
#[path = "journeys/paying.rs"]
mod paying;
#[path = "journeys/sandbox.rs"]
mod sandbox;
#[path = "journeys/telling.rs"]
mod telling;
#[path = "journeys/welsh.rs"]
mod welsh;

use browser::{Browser, Page};
use house::House;

/// A browser that has entered a good card.
async fn to_confirm_page(house: &House) -> (Browser, Page) {
    let mut browser = house.browser();
    let form = browser.open(&house.link().await).await;
    let page = browser
        .submit(&form, "card-details", &house::card("4242424242424242"))
        .await;
    (browser, page)
}
