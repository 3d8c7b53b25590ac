//! The payments of the gallery, and each page about them.

use application::checkout::Checkout;
use askama::Template;
use domain::Amount;
use domain::account::{GatewayAccount, Mode, Service};
use domain::payment::{Description, Language, Payment};

use super::made_up::{
    NOW, account, authorised, described, live_account, payment, said_by_service, service,
    silent_account, telephone_payment,
};
use crate::card_details::{Scene, TypedCard};
use crate::confirm::ConfirmPage;
use crate::form::Form;
use crate::outcome::{Links, Outcome, OutcomePage, WayOn};
use crate::sandbox::{SandboxPage, SandboxScene};
use crate::settings::PagesSettings;
use crate::text::Texts;
use crate::waiting::WaitingPage;

const CSRF: &str = "a-form-token";

/// Every page that a paying user can see.
pub(super) fn every_page(language: Language) -> Vec<(&'static str, String)> {
    let mut pages = checkout_pages(language);
    pages.extend(outcome_pages(language));
    pages
}

fn checkout_pages(language: Language) -> Vec<(&'static str, String)> {
    let (settings, texts) = (settings(language), Texts::of(language));
    let (service, account) = (service(), account(Mode::Test));
    let payment = payment(language);
    let waiting = |page: WaitingPage| {
        rendered(&WaitingPage {
            frame: page.frame.of_service(&service, Mode::Test),
            ..page
        })
    };
    let card_page = |account: &GatewayAccount, stored_for: Option<&Description>| {
        let scene = Scene {
            stored_for,
            ..scene(&payment, (&service, account), &settings)
        };
        let typed = TypedCard::prefilled(&payment, account);
        rendered(&scene.card_details(&typed, Default::default()))
    };
    let [_, _, agreement] = said_by_service(language);
    let stored_for = Description::parse(agreement).unwrap();
    vec![
        ("card_details", card_page(&account, None)),
        ("card_details_errors", wrong_card_details(language)),
        ("card_details_email_typo", misspelt_email(language)),
        ("card_details_live", card_page(&live_account(), None)),
        (
            "card_details_agreement",
            card_page(&account, Some(&stored_for)),
        ),
        ("card_details_telephone", telephone_page(language)),
        (
            "confirm",
            confirm_page(authorised(language, None), account.clone()),
        ),
        (
            "confirm_surcharge",
            confirm_page(
                authorised(language, Amount::from_minor(250).ok()),
                account.clone(),
            ),
        ),
        (
            "confirm_without_email",
            confirm_page(authorised(language, None), silent_account()),
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
    let (service, payment) = (service(), payment(language));
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
        let whose = (&service, Mode::Test);
        let page = OutcomePage::of_payment(outcome, links, texts, whose, &settings);
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
    rendered_again(typed, &account(Mode::Test), language)
}

fn misspelt_email(language: Language) -> String {
    let typed = "cardNo=4242424242424242&expiryMonth=10&expiryYear=29&cardholderName=Ada+Lovelace&cvc=737\
                 &addressLine1=1+High+Street&addressCity=Leeds&addressCountry=GB&addressPostcode=LS1+1AA\
                 &email=ada.lovelace@gmial.com";
    rendered_again(typed, &account(Mode::Test), language)
}

/// The card page after a form with problems.
pub(super) fn rendered_again(typed: &str, account: &GatewayAccount, language: Language) -> String {
    let typed = TypedCard::take(&mut Form::parse(typed.as_bytes()).unwrap());
    let payment = payment(language);
    let problems = typed.check(&payment, account, NOW).unwrap_err();
    let (service, settings) = (service(), settings(language));
    let scene = scene(&payment, (&service, account), &settings);
    rendered(&scene.card_details(&typed, problems))
}

/// The card page of an order by telephone, for a service that has described itself.
fn telephone_page(language: Language) -> String {
    let (service, settings) = (described(service()), settings(language));
    let account = GatewayAccount {
        masks_card_number: true,
        masks_security_code: true,
        presumes_uk: false,
        mode: Mode::Live,
        ..silent_account()
    };
    let payment = telephone_payment(language);
    let typed = TypedCard::prefilled(&payment, &account);
    let scene = scene(&payment, (&service, &account), &settings);
    rendered(&scene.card_details(&typed, Default::default()))
}

fn scene<'a>(
    payment: &'a Payment,
    (service, account): (&'a Service, &'a GatewayAccount),
    settings: &'a PagesSettings,
) -> Scene<'a> {
    Scene {
        payment,
        service,
        account,
        stored_for: None,
        form_token: CSRF,
        settings,
        now: NOW,
    }
}

fn confirm_page(payment: Payment, account: GatewayAccount) -> String {
    let language = payment.language;
    let checkout = Checkout {
        payment,
        account,
        service: service(),
        agreement: None,
        now: NOW,
    };
    rendered(&ConfirmPage::new(&checkout, CSRF, &settings(language)))
}

pub(super) fn rendered(page: &impl Template) -> String {
    page.render().unwrap()
}

pub(super) fn settings(language: Language) -> PagesSettings {
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
