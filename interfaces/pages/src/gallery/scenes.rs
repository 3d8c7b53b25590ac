//! The payments of the gallery, and each page about them.

use askama::Template;
use domain::account::{EmailCollection, GatewayAccount, Mode, Provider, Service};
use domain::card::{Brand, CardSummary, Expiry, Holder};
use domain::id::ID_LENGTH;
use domain::payment::{
    Address, AuthorisationMode, Description, Email, Language, NewPayment, Payment, Reference,
    ReturnUrl,
};
use domain::{AccountId, Amount, PaymentId, ServiceId, Timestamp};

use crate::card_details::{Scene, TypedCard};
use crate::confirm::ConfirmPage;
use crate::form::Form;
use crate::outcome::{Links, Outcome, OutcomePage, WayOn};
use crate::sandbox::{SandboxPage, SandboxScene};
use crate::settings::PagesSettings;
use crate::text::Texts;
use crate::waiting::WaitingPage;

pub(super) const NOW: Timestamp = Timestamp::from_millis(1_795_348_800_000);
const CSRF: &str = "a-form-token";

/// What the pages show that is not ours: the names and words of services,
/// operators and paying users.
pub(super) const FOREIGN: [&str; 15] = [
    "Apply for a fishing licence",
    "Gwneud cais am drwydded bysgota",
    "Fishing licence, 12 months",
    "Trwydded bysgota, 12 mis",
    "A licence every year",
    "Trwydded bob blwyddyn",
    "Bursar",
    "help@example.org",
    "cymorth@example.org",
    "Ada Lovelace",
    "12 Heol y Gadeirlan",
    "Caerdydd",
    "ada.lovelace@example.org",
    "ada.lovelace@gmial.com",
    "ada.lovelace@gmail.com",
];

/// What a service says in this language: its name, what a payment is for, what an
/// agreement is for. Services write these themselves, whatever the pages speak.
fn of_service(language: Language) -> [&'static str; 3] {
    match language {
        Language::English => [
            "Apply for a fishing licence",
            "Fishing licence, 12 months",
            "A licence every year",
        ],
        Language::Welsh => [
            "Gwneud cais am drwydded bysgota",
            "Trwydded bysgota, 12 mis",
            "Trwydded bob blwyddyn",
        ],
    }
}

/// Every page that a paying user can see.
pub(super) fn every_page(language: Language) -> Vec<(&'static str, String)> {
    let mut pages = checkout_pages(language);
    pages.extend(outcome_pages(language));
    pages
}

fn checkout_pages(language: Language) -> Vec<(&'static str, String)> {
    let (settings, texts) = (settings(language), Texts::of(language));
    let account = account(Mode::Test, language);
    let payment = payment(language);
    let waiting = |page: WaitingPage| {
        rendered(&WaitingPage {
            frame: page.frame.of_account(&account),
            ..page
        })
    };
    let card_page = |account: &GatewayAccount, stored_for: Option<&Description>| {
        let scene = Scene {
            stored_for,
            ..scene(&payment, account, &settings)
        };
        rendered(&scene.card_details(&TypedCard::prefilled(&payment), Default::default()))
    };
    let [_, _, agreement] = of_service(language);
    let stored_for = Description::parse(agreement).unwrap();
    vec![
        ("card_details", card_page(&account, None)),
        ("card_details_errors", wrong_card_details(language)),
        ("card_details_email_typo", misspelt_email(language)),
        (
            "card_details_live",
            card_page(&live_account(language), None),
        ),
        (
            "card_details_agreement",
            card_page(&account, Some(&stored_for)),
        ),
        ("confirm", confirm_page(authorised(language, None))),
        (
            "confirm_surcharge",
            confirm_page(authorised(language, Amount::from_minor(250).ok())),
        ),
        (
            "auth_waiting",
            waiting(WaitingPage::for_bank(texts, &settings)),
        ),
        (
            "capture_waiting",
            waiting(WaitingPage::for_capture(texts, &settings)),
        ),
    ]
}

fn outcome_pages(language: Language) -> Vec<(&'static str, String)> {
    let (settings, texts) = (settings(language), Texts::of(language));
    let account = account(Mode::Test, language);
    let payment = payment(language);
    let of_payment = [
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
    ]
    .map(|(name, outcome)| {
        let links = Links::of(outcome, payment.id.as_str(), CSRF, texts);
        let page = OutcomePage::of_payment(outcome, links, texts, &account, &settings);
        (name, rendered(&page))
    });
    let alone = [
        ("no_session", Outcome::NoSession),
        ("foreign_form", Outcome::ForeignForm),
        ("not_found", Outcome::NotFound),
        ("request_denied", Outcome::RequestDenied),
        ("broken", Outcome::Broken),
    ]
    .map(|(name, outcome)| {
        let page = OutcomePage::alone(outcome, texts, &settings);
        (name, rendered(&page))
    });
    of_payment.into_iter().chain(alone).collect()
}

/// The page of the sandbox, which is in English alone.
pub(super) fn sandbox_page() -> String {
    let scene = SandboxScene {
        now: NOW,
        news: Some("The clock has moved."),
        payment: None,
        form_token: CSRF.to_owned(),
    };
    rendered(&SandboxPage::new(scene, &settings(Language::English)))
}

pub(super) fn wrong_card_details(language: Language) -> String {
    let typed = "cardNo=4242424242424241&expiryMonth=13&expiryYear=26&cardholderName=Ada+Lovelace&cvc=98765\
                 &addressLine1=&addressCity=&addressCountry=GB&addressPostcode=75001&email=nobody";
    rendered_again(typed, &account(Mode::Test, language), language)
}

fn misspelt_email(language: Language) -> String {
    let typed = "cardNo=4242424242424242&expiryMonth=10&expiryYear=29&cardholderName=Ada+Lovelace&cvc=737\
                 &addressLine1=1+High+Street&addressCity=Leeds&addressCountry=GB&addressPostcode=LS1+1AA\
                 &email=ada.lovelace@gmial.com";
    rendered_again(typed, &account(Mode::Test, language), language)
}

/// The card page after a form with problems.
pub(super) fn rendered_again(typed: &str, account: &GatewayAccount, language: Language) -> String {
    let typed = TypedCard::take(&mut Form::parse(typed.as_bytes()).unwrap());
    let payment = payment(language);
    let problems = typed.check(&payment, account, NOW).unwrap_err();
    rendered(&scene(&payment, account, &settings(language)).card_details(&typed, problems))
}

fn scene<'a>(
    payment: &'a Payment,
    account: &'a GatewayAccount,
    settings: &'a PagesSettings,
) -> Scene<'a> {
    Scene {
        payment,
        account,
        stored_for: None,
        form_token: CSRF,
        settings,
        now: NOW,
    }
}

fn confirm_page(payment: Payment) -> String {
    let language = payment.language;
    let page = ConfirmPage::new(
        &payment,
        &account(Mode::Test, language),
        CSRF,
        &settings(language),
    );
    rendered(&page)
}

fn rendered(page: &impl Template) -> String {
    page.render().unwrap()
}

fn settings(language: Language) -> PagesSettings {
    let support_address = match language {
        Language::English => "help@example.org",
        Language::Welsh => "cymorth@example.org",
    };
    PagesSettings {
        product_name: "Bursar".to_owned(),
        public_url: "http://127.0.0.1:8080".to_owned(),
        api_url: "http://127.0.0.1:8080".to_owned(),
        support_address: Some(support_address.to_owned()),
        sandbox: true,
        sandbox_api_key: Some(
            "api_test_0123456789abcdefghijklmnop0123456789abcdefghijklmnopqrstuv".into(),
        ),
    }
}

pub(super) fn account(mode: Mode, language: Language) -> GatewayAccount {
    let [name, ..] = of_service(language);
    let service = Service {
        id: ServiceId::from_random([1; ID_LENGTH]),
        name: name.to_owned(),
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

fn live_account(language: Language) -> GatewayAccount {
    GatewayAccount {
        asks_billing_address: false,
        email: EmailCollection::Off,
        ..account(Mode::Live, language)
    }
}

fn payment(language: Language) -> Payment {
    let [_, description, _] = of_service(language);
    let new = NewPayment {
        id: PaymentId::from_random([3; ID_LENGTH]),
        account: AccountId::from_random([2; ID_LENGTH]),
        provider: Provider::Sandbox,
        amount: Amount::from_minor(123_450).unwrap(),
        reference: Reference::parse("FL-2026-0001").unwrap(),
        description: Description::parse(description).unwrap(),
        mode: AuthorisationMode::Web,
        return_url: ReturnUrl::parse("https://service.example/done").ok(),
        language,
        moto: false,
        agreement: None,
        delayed_capture: false,
        email: None,
        metadata: Default::default(),
        prefilled: None,
    };
    Payment::create(new, NOW)
}

/// A payment as the confirm page finds it.
fn authorised(language: Language, surcharge: Option<Amount>) -> Payment {
    let (line1, city) = ("12 Heol y Gadeirlan", "Caerdydd");
    let address = Address {
        line1: Some(line1.to_owned()),
        line2: None,
        city: Some(city.to_owned()),
        postcode: Some("CF11 9LJ".to_owned()),
        country: Some("GB".to_owned()),
    };
    let mut payment = payment(language);
    payment.enter_card(CardSummary {
        first_six: Some("424242".to_owned()),
        last_four: Some("4242".to_owned()),
        expiry: Expiry::parse("10", "29").ok(),
        holder: Holder::parse("Ada Lovelace").ok(),
        brand: Some(Brand::Visa),
        card_type: None,
        billing_address: Some(address),
    });
    payment.enter_email(Email::parse("ada.lovelace@example.org").unwrap());
    payment.add_surcharge(surcharge);
    payment
}
