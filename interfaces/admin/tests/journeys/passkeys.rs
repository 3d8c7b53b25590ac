//! Passkeys: added by their owner, good in place of a code, and removed.

use domain::staff::Role;
use memory::MemoryDevice;
use poem::http::StatusCode;

use crate::browser::{Browser, Page};
use crate::house::{House, PASSWORD, with_password};

const ADA: &str = "ada@example.org";
const PROFILE: &str = "/admin/profile";
const ADD: &str = "/admin/profile/passkeys/add";

/// What a device answers to the form of a page.
fn answer(page: &Page, device: &mut MemoryDevice) -> String {
    let options = page.attribute("form[data-passkey]", "data-options");
    device.answer(&options.expect("options"))
}

/// Adds a passkey, and shows the profile.
pub(crate) async fn added(browser: &mut Browser, device: &mut MemoryDevice, name: &str) -> Page {
    let page = browser.open(ADD).await;
    let answer = answer(&page, device);
    let fields = [("name", name), ("answer", &answer)];
    browser.submit(&page, "add-passkey", &fields).await
}

#[tokio::test]
async fn a_passkey_takes_the_place_of_the_code() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    let mut phone = MemoryDevice::new("phone");
    let page = added(&mut browser, &mut phone, "My phone").await;
    assert_eq!(page.text(".news"), "The passkey “My phone” was added.");
    assert_eq!(page.texts("#passkeys tbody tr").len(), 1);

    let mut other = house.browser();
    other.open(&house.at("/team")).await;
    let page = with_password(&mut other, ADA, PASSWORD).await;
    let proof = answer(&page, &mut phone);
    let page = other
        .submit(&page, "passkey-form", &[("answer", &proof)])
        .await;
    assert_eq!(page.text("h1"), "Your services");
    assert!(
        !browser
            .open(PROFILE)
            .await
            .text("#passkeys tbody")
            .contains("Not yet")
    );
}

#[tokio::test]
async fn whoever_has_none_is_asked_for_a_code_alone() {
    let house = House::build().await;
    house.signed_in(ADA, Role::Viewer).await;
    let page = with_password(&mut house.browser(), ADA, PASSWORD).await;
    assert!(page.has("#code-form") && !page.has("#passkey-form"));
}

#[tokio::test]
async fn a_proof_is_good_once_and_for_who_was_asked() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    let mut phone = MemoryDevice::new("phone");
    added(&mut browser, &mut phone, "My phone").await;
    let mut first = house.browser();
    let page = with_password(&mut first, ADA, PASSWORD).await;
    let proof = answer(&page, &mut phone);
    let asked = page.value("#passkey-form [name=asked]");

    // Another browser that has the password too, and overheard everything.
    let mut second = house.browser();
    let theirs = with_password(&mut second, ADA, PASSWORD).await;
    let fields = [("asked", asked.as_str()), ("answer", proof.as_str())];
    let refused = second.submit(&theirs, "passkey-form", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = refused.text("#error-summary li");
    assert!(told.starts_with("That passkey was not accepted"), "{told}");

    let fields = [("answer", proof.as_str())];
    let page = first.submit(&page, "passkey-form", &fields).await;
    assert_eq!(page.text("h1"), "Your services");
    let again = second.submit(&refused, "passkey-form", &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn wrong_proofs_count_as_wrong_codes() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    let mut phone = MemoryDevice::new("phone");
    added(&mut browser, &mut phone, "My phone").await;
    let mut other = house.browser();
    let page = with_password(&mut other, ADA, PASSWORD).await;
    for _ in 0..5 {
        let fields = [("answer", "nothing")];
        other.submit(&page, "passkey-form", &fields).await;
    }

    let proof = answer(&page, &mut phone);
    let refused = other
        .submit(&page, "passkey-form", &[("answer", &proof)])
        .await;
    assert_eq!(refused.text("h1"), "Too many wrong answers");
}

#[tokio::test]
async fn a_name_is_asked_for_and_comes_back_and_a_device_is_added_once() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    let mut phone = MemoryDevice::new("phone");
    let page = added(&mut browser, &mut phone, "  ").await;
    assert_eq!(
        page.text("#error-summary li"),
        "Enter a name of 50 characters or fewer"
    );
    added(&mut browser, &mut phone, "My phone").await;
    let page = added(&mut browser, &mut phone, "The same").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.value("#name"), "The same");
    let page = browser.submit(&page, "add-passkey", &[("name", "x")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn ten_are_enough() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    for number in 0..10 {
        let name = format!("device-{number}");
        added(&mut browser, &mut MemoryDevice::new(&name), &name).await;
    }
    let page = browser.open(ADD).await;
    assert_eq!(page.address, PROFILE);
    assert!(page.text(".news").contains("You have 10 passkeys"));
    assert!(!page.has("#add-a-passkey"));
}

#[tokio::test]
async fn a_removed_passkey_is_worth_nothing_and_nobody_removes_anothers() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    let (mut bob, _) = house.signed_in("bob@example.org", Role::ServiceAdmin).await;
    let mut phone = MemoryDevice::new("phone");
    let profile = added(&mut browser, &mut phone, "My phone").await;
    let mut waiting = house.browser();
    let code = with_password(&mut waiting, ADA, PASSWORD).await;

    let address = profile.attribute("#passkeys .ways a", "href").unwrap();
    assert_eq!(bob.open(&address).await.status, StatusCode::NOT_FOUND);
    let token = bob.open(PROFILE).await.value("input[name=csrfToken]");
    let body = format!("csrfToken={token}");
    let theirs = bob.send("POST", &address, Some(&body), &[]).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);

    let page = browser.open(&address).await;
    let page = browser.submit(&page, "remove-passkey", &[]).await;
    assert_eq!(page.text(".news"), "The passkey “My phone” was removed.");
    assert!(!page.has("#passkeys"));
    let proof = answer(&code, &mut phone);
    let refused = waiting
        .submit(&code, "passkey-form", &[("answer", &proof)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.has("#passkey-form"));
}

#[tokio::test]
async fn no_passkey_is_added_or_used_from_elsewhere() {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    for address in [ADD, "/admin/code/passkey"] {
        let body = "csrfToken=00&name=Mine&answer=x&asked=00";
        let page = browser.send("POST", address, Some(body), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{address}");
    }
}
