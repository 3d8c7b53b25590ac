//! The pages of passkeys.

use domain::staff::Role;
use memory::MemoryDevice;

use super::{ADA, Named, said};
use crate::house::{House, PASSWORD, with_password};
use crate::passkeys::added;

#[tokio::test]
async fn what_the_pages_of_passkeys_say() {
    insta::assert_snapshot!("words_of_passkeys", said(&pages().await));
}

pub(super) async fn pages() -> Vec<Named> {
    let house = House::build().await;
    let (mut browser, _) = house.signed_in(ADA, Role::Viewer).await;
    let add = browser.open("/admin/profile/passkeys/add").await;
    let nameless = browser.submit(&add, "add-passkey", &[]).await;
    added(&mut browser, &mut MemoryDevice::new("phone"), "My phone").await;
    let mut key = MemoryDevice::new("key");
    let profile = added(&mut browser, &mut key, "The key in the safe").await;
    let remove = browser.follow(&profile, "#passkeys .ways a").await;
    let code = with_password(&mut house.browser(), ADA, PASSWORD).await;
    vec![
        ("passkey_add", add),
        ("passkey_add_nameless", nameless),
        ("passkeys", profile),
        ("passkey_remove", remove),
        ("code_or_passkey", code),
    ]
}
