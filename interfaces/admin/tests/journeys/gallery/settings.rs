//! The settings, as those who may change them and those who may not see them.

use domain::staff::Role;

use super::{Named, said};
use crate::browser::Browser;
use crate::house::House;

const ORGANISATION: [(&str, &str); 7] = [
    ("organisation-name", "Rivers and Lakes Agency"),
    ("address-line1", "1 Water Lane"),
    ("address-line2", "Floor 2"),
    ("address-city", "Aberystwyth"),
    ("address-postcode", "SY23 1AA"),
    ("telephone", "01970 000000"),
    ("website", "https://rivers.example.org/"),
];

#[tokio::test]
async fn what_the_settings_say() {
    insta::assert_snapshot!("words_of_settings", said(&pages().await));
}

/// The pages of a service that has settled nothing, then of one that has.
pub(super) async fn pages() -> Vec<Named> {
    let house = &House::build().await;
    let (mut ada, _) = house
        .signed_in("settings.ada@example.org", Role::ServiceAdmin)
        .await;
    let (mut viewer, _) = house
        .signed_in("settings.viewer@example.org", Role::Viewer)
        .await;
    let before = ada.open(&house.at("/test/settings")).await;
    let mut pages = of_service(house, &mut ada).await;
    pages.extend(of_payments(house, &mut ada).await);
    let mut root = house
        .visiting_platform_admin("settings.root@example.org")
        .await;
    let question = house.at("/test/settings/card-details-by-api");
    pages.extend([
        ("settings_before", before),
        (
            "settings_seen",
            viewer.open(&house.at("/test/settings")).await,
        ),
        (
            "settings_platform",
            root.open(&house.at("/test/settings")).await,
        ),
        ("settings_platform_question", root.open(&question).await),
    ]);
    pages
}

async fn of_service(house: &House, ada: &mut Browser) -> Vec<Named> {
    let name = ada.open(&house.at("/settings/name?mode=test")).await;
    let fields = [("name", ""), ("welsh-name", "<b>")];
    let no_name = ada.submit(&name, "change-setting", &fields).await;
    let fields = [("welsh-name", "Trwyddedau pysgota")];
    ada.submit(&name, "change-setting", &fields).await;
    let named = ada.open(&house.at("/settings/name?mode=test")).await;
    let organisation = ada
        .open(&house.at("/settings/organisation?mode=test"))
        .await;
    let wrong = [
        ("telephone", "12"),
        ("website", "www"),
        ("address-country", "XX"),
    ];
    let not_described = ada.submit(&organisation, "change-setting", &wrong).await;
    ada.submit(&organisation, "change-setting", &ORGANISATION)
        .await;
    let described = ada
        .open(&house.at("/settings/organisation?mode=test"))
        .await;
    let branding = ada.open(&house.at("/settings/branding?mode=test")).await;
    let fields = [
        ("header", "own"),
        ("header-colour", "blue"),
        ("button", "own"),
        ("button-colour", "#ffdd00"),
    ];
    let unreadable = ada.submit(&branding, "change-setting", &fields).await;
    let fields = [
        ("header", "own"),
        ("header-colour", "#1d4e89"),
        ("button", "own"),
        ("button-colour", "#64323c"),
    ];
    let preview = [fields.as_slice(), &[("then", "preview")]].concat();
    let preview = ada.submit(&branding, "change-setting", &preview).await;
    let branded = ada.submit(&branding, "change-setting", &fields).await;
    vec![
        ("settings", branded),
        ("settings_name", named),
        ("settings_name_wrong", no_name),
        ("settings_organisation", organisation),
        ("settings_organisation_wrong", not_described),
        ("settings_organisation_filled", described),
        ("settings_branding", branding),
        ("settings_branding_wrong", unreadable),
        ("settings_branding_preview", preview),
    ]
}

async fn of_payments(house: &House, ada: &mut Browser) -> Vec<Named> {
    let at = |page: &str| house.at(&format!("/test/settings/{page}"));
    let cards = ada.open(&at("cards")).await;
    let csrf = cards.value("input[name=csrfToken]");
    let nothing = format!("csrfToken={csrf}");
    let no_cards = ada.send("POST", &at("cards"), Some(&nothing), &[]).await;
    let email = ada.open(&at("email")).await;
    let no_answer = ada.send("POST", &at("email"), Some(&nothing), &[]).await;
    let surcharges = ada.open(&at("surcharges")).await;
    let fields = [("credit", "two"), ("debit", "1.5")];
    let no_amount = ada.submit(&surcharges, "change-setting", &fields).await;
    let fields = [("credit", "2.50"), ("debit", "0.50")];
    let changed = ada.submit(&surcharges, "change-setting", &fields).await;
    let filled = ada.open(&at("surcharges")).await;
    let approval = ada.open(&at("approval")).await;
    let fields = [("approval", "on"), ("approval-limit", "")];
    let no_limit = ada.submit(&approval, "change-setting", &fields).await;
    let hide = ada.open(&at("hide-card-number")).await;
    vec![
        ("settings_cards", cards),
        ("settings_cards_none", no_cards),
        ("settings_email", email),
        ("settings_email_wrong", no_answer),
        ("settings_surcharges", surcharges),
        ("settings_surcharges_wrong", no_amount),
        ("settings_surcharges_filled", filled),
        ("settings_changed", changed),
        ("settings_approval", approval),
        ("settings_approval_wrong", no_limit),
        ("settings_hide_card_number", hide),
    ]
}
