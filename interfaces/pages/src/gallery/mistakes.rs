//! Card pages on which every mistake is made once.

use domain::account::{EmailCollection, GatewayAccount, Mode};
use domain::card::brand::AcceptedCards;
use domain::card::{Brand, CardType};
use domain::payment::Language;

use super::made_up::account;
use super::scenes::rendered_again;

/// Whatever else is typed, it is good.
const REST: &str = "expiryMonth=10&expiryYear=29&cardholderName=Ada+Lovelace&cvc=737\
                    &addressLine1=1&addressCity=London&addressCountry=GB&addressPostcode=SW1Y+4JH\
                    &email=ada.lovelace@example.org";

/// The pages, each with a few mistakes.
pub(super) fn every_mistake(language: Language) -> Vec<String> {
    let usual = account(Mode::Test);
    let (name, line) = ("x".repeat(201), "x".repeat(101));
    let forms = [
        "".to_owned(),
        "cardNo=x&expiryMonth=13&expiryYear=29&cardholderName=4242424242424242&cvc=x\
         &addressLine2=4242424242424242&addressPostcode=x&addressCountry=GB&email=x"
            .to_owned(),
        format!(
            "cardNo=4242&expiryMonth=1&expiryYear=20&cardholderName={name}&addressLine2={line}"
        ),
        "cardNo=371449635398431&cvc=737".to_owned(),
        "cardNo=4242424242424242&cvc=7373&email=ada.lovelace@gmial.com".to_owned(),
        format!("cardNo=4242424242424241&{REST}"),
        format!("cardNo=9999999999999995&{REST}"),
        format!("cardNo=6759649826438453&{REST}"),
    ];
    let mut pages: Vec<String> = forms
        .iter()
        .map(|form| rendered_again(form, &usual, language))
        .collect();
    for (account, number) in [
        (only(CardType::Debit), "4242424242424242"),
        (only(CardType::Credit), "4000056655665556"),
        (without_prepaid(), "4000160000000004"),
    ] {
        let form = format!("cardNo={number}&{REST}");
        pages.push(rendered_again(&form, &account, language));
    }
    pages
}

fn only(card_type: CardType) -> GatewayAccount {
    GatewayAccount {
        cards: AcceptedCards::of([(Brand::Visa, card_type)]),
        email: EmailCollection::Optional,
        ..account(Mode::Live)
    }
}

fn without_prepaid() -> GatewayAccount {
    GatewayAccount {
        takes_prepaid: false,
        ..account(Mode::Live)
    }
}
