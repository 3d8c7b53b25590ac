//! The service, the account and the payments that the gallery is about.

use domain::account::{
    Branding, Colour, EmailCollection, GatewayAccount, Mode, Organisation, Provider, Service,
    ServiceName,
};
use domain::card::{Brand, CardSummary, Expiry, Holder};
use domain::id::ID_LENGTH;
use domain::payment::{
    Address, AuthorisationMode, Description, Email, Language, NewPayment, Payment, Reference,
    ReturnUrl,
};
use domain::{AccountId, Amount, PaymentId, ServiceId, Timestamp};

pub(super) const NOW: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// What the pages show that is not ours: the names and words of services,
/// operators and paying users.
pub(super) const FOREIGN: [&str; 20] = [
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
    "Rivers Agency",
    "1 Water Lane",
    "Floor 2",
    "Aberystwyth",
    "https://rivers.example.org/fishing",
];

/// What a service says in this language: its name, what a payment is for, what an
/// agreement is for. Services write these themselves, whatever the pages speak.
pub(super) fn said_by_service(language: Language) -> [&'static str; 3] {
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

/// A service with a name in each language, of which nothing else is known.
pub(super) fn service() -> Service {
    let [english, welsh] = [Language::English, Language::Welsh].map(|language| {
        let [name, ..] = said_by_service(language);
        ServiceName::parse(name).unwrap()
    });
    let id = ServiceId::from_random([1; ID_LENGTH]);
    Service {
        welsh_name: Some(welsh),
        ..Service::new(id, english, NOW)
    }
}

/// The same with colours of its own, and whose it is.
pub(super) fn described(service: Service) -> Service {
    Service {
        organisation: Some(Organisation {
            name: "Rivers Agency".to_owned(),
            line1: "1 Water Lane".to_owned(),
            line2: Some("Floor 2".to_owned()),
            city: "Aberystwyth".to_owned(),
            postcode: "SY23 1AA".to_owned(),
            country: "GB".to_owned(),
            telephone: Some("01970 000000".to_owned()),
            website: Some("https://rivers.example.org/fishing".to_owned()),
        }),
        branding: Branding {
            header: Colour::parse("#1d4e89").ok(),
            button: Colour::parse("#64323c").ok(),
        },
        ..service
    }
}

pub(super) fn account(mode: Mode) -> GatewayAccount {
    GatewayAccount::open(
        AccountId::from_random([2; ID_LENGTH]),
        &service(),
        mode,
        Provider::Sandbox,
        NOW,
    )
}

pub(super) fn live_account() -> GatewayAccount {
    GatewayAccount {
        asks_billing_address: false,
        email: EmailCollection::Off,
        ..account(Mode::Live)
    }
}

/// One whose paying users give an e-mail address and get no confirmation.
pub(super) fn silent_account() -> GatewayAccount {
    GatewayAccount {
        confirms_payments: false,
        ..account(Mode::Test)
    }
}

pub(super) fn payment(language: Language) -> Payment {
    payment_by(language, false)
}

/// The same, as an order by telephone.
pub(super) fn telephone_payment(language: Language) -> Payment {
    payment_by(language, true)
}

fn payment_by(language: Language, moto: bool) -> Payment {
    let [_, description, _] = said_by_service(language);
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
        moto,
        agreement: None,
        delayed_capture: false,
        email: None,
        metadata: Default::default(),
        prefilled: None,
    };
    Payment::create(new, NOW)
}

/// A payment as the confirm page finds it.
pub(super) fn authorised(language: Language, surcharge: Option<Amount>) -> Payment {
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
