//! What belongs to the service: its name, whose it is, its colours.

use domain::account::{Branding, Colour};
use domain::ports::Queries;
use domain::staff::Role;
use poem::http::StatusCode;

use super::{post, says, token};
use crate::house::House;

impl House {
    async fn service_now(&self) -> domain::account::Service {
        let service = self.world.store.service(self.service_id()).await;
        service.unwrap().unwrap()
    }
}

#[tokio::test]
async fn a_service_gets_another_name_and_a_welsh_one() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let index = ada.open(&house.at("/test/settings")).await;
    assert_eq!(says(&index, "name"), ["Fishing licences", "No Welsh name"]);
    let form = ada.follow(&index, "#change-name").await;
    assert_eq!(form.value("#name"), "Fishing licences");
    let fields = [
        ("name", " Rod licences "),
        ("welsh-name", "Trwyddedau gwialen"),
    ];

    let page = ada.submit(&form, "change-setting", &fields).await;

    assert_eq!(page.text(".news"), "Changed: Service name.");
    assert_eq!(
        says(&page, "name"),
        ["Rod licences", "In Welsh: Trwyddedau gwialen"]
    );
    assert!(page.title().contains("Rod licences"));
    assert_eq!(
        house.recorded().await,
        ["name: Rod licences; Welsh name: Trwyddedau gwialen"]
    );
    let form = ada.follow(&page, "#change-name").await;
    let page = ada
        .submit(&form, "change-setting", &[("welsh-name", "  ")])
        .await;
    assert_eq!(says(&page, "name"), ["Rod licences", "No Welsh name"]);
    assert_eq!(house.service_now().await.welsh_name, None);
}

#[tokio::test]
async fn names_that_may_not_be_are_asked_for_again() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/settings/name")).await;
    let long = "x".repeat(51);
    for (name, welsh, field, problem) in [
        ("", "", "#name", "Enter a name for the service"),
        (
            &*long,
            "",
            "#name",
            "The name must have 50 characters or fewer",
        ),
        ("a < b", "", "#name", "The name must not have < > or |"),
        (
            "Rods",
            &*long,
            "#welsh-name",
            "The Welsh name must have 50 characters or fewer",
        ),
        (
            "Rods",
            "a|b",
            "#welsh-name",
            "The Welsh name must not have < > or |",
        ),
    ] {
        let fields = [("name", name), ("welsh-name", welsh)];
        let page = ada.submit(&form, "change-setting", &fields).await;

        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.title().starts_with("Error: Service name"));
        assert_eq!(page.text("#error-summary li"), problem);
        assert_eq!(page.attribute("#error-summary a", "href").unwrap(), field);
        assert_eq!(page.value("#name"), name);
    }
    assert_eq!(house.service_now().await.name.as_str(), "Fishing licences");
}

#[tokio::test]
async fn an_organisation_is_described() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let index = ada.open(&house.at("/test/settings")).await;
    assert_eq!(says(&index, "organisation"), ["Not described yet"]);
    let form = ada.follow(&index, "#change-organisation").await;
    assert_eq!(form.value("#address-country option[selected]"), "GB");
    let fields = [
        ("organisation-name", "Rivers Agency"),
        ("address-line1", "1 Water Lane"),
        ("address-city", "Dublin"),
        ("address-postcode", "D02 X285"),
        ("address-country", "IE"),
        ("telephone", "01 234 5678"),
        ("website", "https://rivers.example.org/"),
    ];

    let page = ada.submit(&form, "change-setting", &fields).await;

    assert_eq!(
        says(&page, "organisation"),
        [
            "Rivers Agency",
            "1 Water Lane, Dublin, D02 X285, Ireland",
            "01 234 5678",
            "https://rivers.example.org/"
        ]
    );
    assert_eq!(house.recorded().await, ["organisation: Rivers Agency"]);
    let form = ada.follow(&page, "#change-organisation").await;
    assert_eq!(form.value("#organisation-name"), "Rivers Agency");
    assert_eq!(form.value("#address-country option[selected]"), "IE");
    let page = ada.submit(&form, "change-setting", &[]).await;
    assert_eq!(page.text(".news"), "Nothing was changed.");
}

#[tokio::test]
async fn every_part_of_an_organisation_that_is_wrong_is_told() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/settings/organisation")).await;
    let fields = [
        ("organisation-name", ""),
        ("address-line1", "<script>"),
        ("address-city", ""),
        ("address-postcode", "12345678901234567890123456"),
        ("address-country", "XX"),
        ("telephone", "12"),
        ("website", "www.example.org"),
    ];

    let page = ada.submit(&form, "change-setting", &fields).await;

    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        page.texts("#error-summary li"),
        [
            "Enter the name of the organisation",
            "The building and street must not have < > or |",
            "Enter the town or city",
            "The postcode must have 25 characters or fewer",
            "Choose a country",
            "Enter a telephone number, like 020 7946 0000",
            "Enter the whole address of the website, like https://www.example.org",
        ]
    );
    assert_eq!(page.value("#address-country option[selected]"), "");
    assert_eq!(page.value("#address-line1"), "<script>");
    assert_eq!(house.service_now().await.organisation, None);
}

#[tokio::test]
async fn colours_are_looked_at_then_kept_then_given_up() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/settings/branding")).await;
    let fill = |page: &crate::browser::Page, id| page.attribute(id, "fill").unwrap();
    assert_eq!(fill(&form, "#preview-header"), "#16232e");
    let own = [
        ("header", "own"),
        ("header-colour", "#1D4E89"),
        ("button", "usual"),
    ];

    let preview = [own.as_slice(), &[("then", "preview")]].concat();
    let page = ada.submit(&form, "change-setting", &preview).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(fill(&page, "#preview-header"), "#1d4e89");
    assert_eq!(fill(&page, "#preview-button"), "#0a6150");
    assert_eq!(house.service_now().await.branding, Branding::default());

    let page = ada.submit(&page, "change-setting", &own).await;
    assert_eq!(
        says(&page, "branding"),
        [
            "Head of the page: #1d4e89",
            "Buttons that go on: #0a6150 (usual)"
        ]
    );
    assert_eq!(
        house.service_now().await.branding.header,
        Colour::parse("#1d4e89").ok()
    );
    let form = ada.follow(&page, "#change-branding").await;
    assert!(form.has("#header-own[checked]") && form.has("#button-usual[checked]"));
    assert_eq!(form.value("#header-colour"), "#1d4e89");
    ada.submit(&form, "change-setting", &[("header", "usual")])
        .await;

    assert_eq!(house.service_now().await.branding, Branding::default());
    assert_eq!(
        house.recorded().await,
        [
            "header: usual; button: usual",
            "header: #1d4e89; button: usual"
        ]
    );
}

#[tokio::test]
async fn colours_that_cannot_be_read_on_are_refused() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let form = ada.open(&house.at("/settings/branding")).await;
    let address = house.at("/settings/branding");
    for (fields, at, problem) in [
        (
            "header=own&header-colour=&button=usual",
            "#header-colour",
            "Enter the colour of the head as #",
        ),
        (
            "header=usual&button=own&button-colour=%23ffdd00&then=preview",
            "#button-colour",
            "White words on the buttons",
        ),
        ("button=usual", "#header", "Choose the usual colour"),
    ] {
        let page = post(&mut ada, &address, &token(&form), fields).await;

        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(page.attribute("#error-summary a", "href").unwrap(), at);
        assert!(page.text("#error-summary li").starts_with(problem));
    }
    assert!(house.recorded().await.is_empty());
}

#[tokio::test]
async fn pages_of_the_service_lead_back_to_the_mode_they_were_reached_from() {
    let house = House::build().await;
    house.go_live().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    for (mode, heading) in [("test", "Test settings"), ("live", "Live settings")] {
        let index = ada.open(&house.at(&format!("/{mode}/settings"))).await;
        let form = ada.follow(&index, "#change-name").await;
        let name = format!("Seen from {mode}");
        let again = ada.submit(&form, "change-setting", &[("name", "")]).await;
        let page = ada
            .submit(&again, "change-setting", &[("name", &name)])
            .await;

        assert_eq!(page.text("h1"), heading);
        assert_eq!(says(&page, "name")[0], name);
    }
    for odd in ["", "?mode=", "?mode=nothing", "?mode=../../x"] {
        let form = ada.open(&house.at(&format!("/settings/name{odd}"))).await;
        assert_eq!(
            form.attribute("a.back", "href").unwrap(),
            house.at("/live/settings")
        );
    }
}

#[tokio::test]
async fn the_settings_lead_to_the_psp_and_to_going_live() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let (mut viewer, _) = house.signed_in("bob@example.org", Role::Viewer).await;

    let page = ada.open(&house.at("/test/settings")).await;
    let seen = viewer.open(&house.at("/test/settings")).await;

    for way in ["#psp", "#go-live"] {
        assert_eq!(ada.follow(&page, way).await.status, StatusCode::OK);
        assert!(!seen.has(way));
    }
}

#[tokio::test]
async fn whoever_is_about_to_go_live_goes_on_there() {
    let house = House::build().await;
    let (mut ada, _) = house.signed_in("ada@example.org", Role::ServiceAdmin).await;
    let address = house.at("/settings/organisation?then=go-live");
    let form = ada.open(&address).await;
    assert_eq!(form.text("a.back"), "Back to going live");
    let fields = [
        ("organisation-name", "Rivers Agency"),
        ("address-line1", "1 Water Lane"),
        ("address-city", "Aberystwyth"),
    ];
    let again = ada.submit(&form, "change-setting", &fields).await;
    assert_eq!(again.text("#error-summary li"), "Enter the postcode");

    let fields = [("address-postcode", "SY23 1AA")];
    let page = ada.submit(&again, "change-setting", &fields).await;

    assert_eq!(page.address, house.at("/go-live"));
    assert_eq!(page.text(".news"), "Changed: Organisation.");
}
