//! Every page, rendered from fixed payments: for the golden files of its
//! elements, and for looking at.
//!
//! `BURSAR_PAGES_GALLERY=<folder> cargo test -p pages gallery` writes the pages
//! and their assets there, to be served from the folder's root.

use std::path::Path;

use askama::Template;
use domain::account::{EmailCollection, GatewayAccount, Mode, Provider, Service};
use domain::id::ID_LENGTH;
use domain::payment::{Description, NewPayment, Payment, Reference, ReturnUrl};
use domain::{AccountId, Amount, PaymentId, ServiceId, Timestamp};
use scraper::{ElementRef, Html};

use crate::assets;
use crate::card_details::{Scene, TypedCard};
use crate::confirm::{ConfirmPage, EnteredCard};
use crate::form::Form;
use crate::frame::Frame;
use crate::outcome::{Links, Outcome, OutcomePage, WayOn, text};
use crate::sandbox::SandboxPage;
use crate::settings::PagesSettings;
use crate::waiting::WaitingPage;

const NOW: Timestamp = Timestamp::from_millis(1_795_348_800_000);
const CSRF: &str = "a-form-token";

/// The elements that integrators' tests select by, on the pages that have them.
#[test]
fn elements_names_and_titles_are_a_contract() {
    for (name, html) in every_page() {
        insta::assert_snapshot!(name, outline(&html));
    }
}

#[test]
fn no_page_has_script_or_style_of_its_own() {
    for (name, html) in every_page() {
        let page = Html::parse_document(&html);
        for element in page.root_element().descendent_elements() {
            let inline = match element.value().name() {
                "style" => true,
                "script" => element.attr("src").is_none(),
                _ => false,
            };
            let handlers = element
                .value()
                .attrs()
                .any(|(attribute, _)| attribute == "style" || attribute.starts_with("on"));
            assert!(!inline && !handlers, "{name}: {:?}", element.value());
        }
    }
}

#[test]
fn no_id_stands_twice_on_a_page() {
    for (name, html) in every_page() {
        let page = Html::parse_document(&html);
        let mut ids: Vec<&str> = page
            .root_element()
            .descendent_elements()
            .filter_map(|element| element.attr("id"))
            .collect();
        ids.sort_unstable();
        assert!(
            ids.windows(2).all(|pair| pair[0] != pair[1]),
            "{name}: {ids:?}"
        );
    }
}

#[test]
fn card_number_and_security_code_never_come_back() {
    let html = wrong_card_details();

    assert!(!html.contains("4242424242424241") && !html.contains("98765"));
    assert!(
        html.contains("Ada Lovelace"),
        "what else was typed comes back"
    );
}

#[test]
fn the_gallery_is_written_where_it_is_asked_for() {
    let Ok(folder) = std::env::var("BURSAR_PAGES_GALLERY") else {
        return;
    };
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder.join("pages/assets")).unwrap();
    for asset in assets::ALL {
        std::fs::write(
            folder.join(asset.path().trim_start_matches('/')),
            asset.content(),
        )
        .unwrap();
    }
    for (name, html) in every_page() {
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
}

fn every_page() -> Vec<(String, String)> {
    let settings = settings();
    let account = account(Mode::Test);
    let payment = payment();
    let waiting = |page: WaitingPage| WaitingPage {
        frame: page.frame.of_account(&account),
        ..page
    };
    let mut pages = vec![
        (
            "card_details",
            rendered(
                &scene(&payment, &account, &settings)
                    .card_details(&TypedCard::prefilled(&payment), Default::default()),
            ),
        ),
        ("card_details_errors", wrong_card_details()),
        ("card_details_email_typo", misspelt_email()),
        (
            "card_details_live",
            rendered(
                &scene(&payment, &live_account(), &settings)
                    .card_details(&TypedCard::prefilled(&payment), Default::default()),
            ),
        ),
        (
            "confirm",
            rendered(&confirm_page(&payment, &account, &settings)),
        ),
        (
            "auth_waiting",
            rendered(&waiting(WaitingPage::for_bank(&settings))),
        ),
        (
            "capture_waiting",
            rendered(&waiting(WaitingPage::for_capture(&settings))),
        ),
        (
            "sandbox",
            rendered(&SandboxPage::new(
                NOW,
                Some("The clock has moved."),
                CSRF.to_owned(),
                &settings,
            )),
        ),
    ];
    for (name, outcome) in [
        ("in_progress_card", Outcome::InProgress(WayOn::CardDetails)),
        (
            "in_progress_waiting",
            Outcome::InProgress(WayOn::AuthWaiting),
        ),
        (
            "in_progress_challenge",
            Outcome::InProgress(WayOn::Challenge),
        ),
        ("in_progress_confirm", Outcome::InProgress(WayOn::Confirm)),
        ("paid", Outcome::Paid),
        ("capture_failed", Outcome::CaptureFailed),
        ("declined", Outcome::Declined),
        ("failed", Outcome::Failed),
        ("expired", Outcome::Expired),
        ("cancelled_by_paying_user", Outcome::CancelledByPayingUser),
        ("cancelled_by_service", Outcome::CancelledByService),
        ("not_begun", Outcome::NotBegun),
    ] {
        let links = Links::of(outcome, payment.id.as_str(), CSRF);
        pages.push((name, outcome_page(outcome, links, Some(&account))));
    }
    for (name, outcome) in [
        ("no_session", Outcome::NoSession),
        ("foreign_form", Outcome::ForeignForm),
        ("not_found", Outcome::NotFound),
        ("request_denied", Outcome::RequestDenied),
        ("broken", Outcome::Broken),
    ] {
        pages.push((name, outcome_page(outcome, Links::default(), None)));
    }
    pages
        .into_iter()
        .map(|(name, html)| (name.to_owned(), html))
        .collect()
}

fn outcome_page(outcome: Outcome, links: Links, account: Option<&GatewayAccount>) -> String {
    let text = text::of(outcome);
    let frame = Frame::named(text.title, &settings());
    let frame = match account {
        Some(account) => frame.of_account(account),
        None => frame,
    };
    rendered(&OutcomePage { frame, text, links })
}

fn wrong_card_details() -> String {
    let typed = "cardNo=4242424242424241&expiryMonth=13&expiryYear=26&cardholderName=Ada+Lovelace&cvc=98765\
                 &addressLine1=&addressCity=&addressCountry=GB&addressPostcode=75001&email=nobody";
    rendered_again(typed)
}

/// The card page after a form with problems.
fn rendered_again(typed: &str) -> String {
    let typed = TypedCard::take(&mut Form::parse(typed.as_bytes()).unwrap());
    let account = account(Mode::Test);
    let problems = typed.check(&account, NOW).unwrap_err();
    rendered(&scene(&payment(), &account, &settings()).card_details(&typed, problems))
}

fn misspelt_email() -> String {
    let typed = "cardNo=4242424242424242&expiryMonth=10&expiryYear=29&cardholderName=Ada+Lovelace&cvc=737\
                 &addressLine1=1+High+Street&addressCity=Leeds&addressCountry=GB&addressPostcode=LS1+1AA\
                 &email=ada.lovelace@gmial.com";
    rendered_again(typed)
}

fn scene<'a>(
    payment: &'a Payment,
    account: &'a GatewayAccount,
    settings: &'a PagesSettings,
) -> Scene<'a> {
    Scene {
        payment,
        account,
        form_token: CSRF,
        settings,
        now: NOW,
    }
}

fn confirm_page(
    payment: &Payment,
    account: &GatewayAccount,
    settings: &PagesSettings,
) -> ConfirmPage {
    let card = EnteredCard {
        last_four: "4242".to_owned(),
        expiry: "10/29".to_owned(),
        holder: "Ada Lovelace".to_owned(),
        address: Some("12 St James's Square, London, SW1Y 4JH, United Kingdom".to_owned()),
        email: Some("ada.lovelace@example.org".to_owned()),
    };
    ConfirmPage {
        card,
        ..ConfirmPage::new(payment, account, CSRF, settings)
    }
}

fn rendered(page: &impl Template) -> String {
    page.render().unwrap()
}

fn settings() -> PagesSettings {
    PagesSettings {
        product_name: "Bursar".to_owned(),
        public_url: "http://127.0.0.1:8080".to_owned(),
        api_url: "http://127.0.0.1:8080".to_owned(),
        support_address: Some("help@example.org".to_owned()),
        sandbox: true,
        sandbox_api_key: Some(
            "api_test_0123456789abcdefghijklmnop0123456789abcdefghijklmnopqrstuv".into(),
        ),
    }
}

fn account(mode: Mode) -> GatewayAccount {
    let service = Service {
        id: ServiceId::from_random([1; ID_LENGTH]),
        name: "Apply for a fishing licence".to_owned(),
        created_at: NOW,
    };
    GatewayAccount::open(
        AccountId::from_random([2; ID_LENGTH]),
        &service,
        mode,
        Provider::Sandbox,
        NOW,
    )
}

fn live_account() -> GatewayAccount {
    GatewayAccount {
        asks_billing_address: false,
        email: EmailCollection::Off,
        ..account(Mode::Live)
    }
}

fn payment() -> Payment {
    let new = NewPayment {
        id: PaymentId::from_random([3; ID_LENGTH]),
        account: AccountId::from_random([2; ID_LENGTH]),
        provider: Provider::Sandbox,
        amount: Amount::from_minor(123_450).unwrap(),
        reference: Reference::parse("FL-2026-0001").unwrap(),
        description: Description::parse("Fishing licence, 12 months").unwrap(),
        return_url: ReturnUrl::parse("https://service.example/done").unwrap(),
        delayed_capture: false,
        email: None,
        metadata: Default::default(),
        prefilled: None,
    };
    Payment::create(new, NOW)
}

/// The page's title, then its elements: tag, id, classes, and what forms send
/// by what name, each under its parent. Countries, texts and looks are left out.
fn outline(html: &str) -> String {
    let page = Html::parse_document(html);
    let title = page
        .root_element()
        .descendent_elements()
        .find(|element| element.value().name() == "title");
    let body = page
        .root_element()
        .descendent_elements()
        .find(|element| element.value().name() == "body");
    let mut lines = format!(
        "title {:?}\n",
        title.map(|title| title.inner_html()).unwrap_or_default()
    );
    add(&mut lines, body.unwrap(), 0);
    lines
}

fn add(lines: &mut String, element: ElementRef<'_>, depth: usize) {
    let tag = element.value().name();
    if matches!(tag, "option" | "svg") {
        return;
    }
    lines.push_str(&"  ".repeat(depth));
    lines.push_str(tag);
    if let Some(id) = element.attr("id") {
        lines.push_str(&format!("#{id}"));
    }
    for class in element.attr("class").unwrap_or_default().split_whitespace() {
        lines.push_str(&format!(".{class}"));
    }
    for attribute in [
        "name",
        "type",
        "method",
        "action",
        "href",
        "value",
        "hidden",
        "checked",
        "data-amount",
    ] {
        if let Some(value) = element.attr(attribute) {
            lines.push_str(&format!(" {attribute}={value}"));
        }
    }
    lines.push('\n');
    for child in element.child_elements() {
        add(lines, child, depth + 1);
    }
}
