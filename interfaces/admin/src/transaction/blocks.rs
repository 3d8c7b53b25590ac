//! The facts of a payment, in groups. A fact that does not exist has no row.

mod dispute;

use application::staff::transactions::Transaction;
use domain::account::Provider;
use domain::card::CardType;
use domain::payment::metadata::MetadataValue;
use domain::payment::{Address, Change, Step};
use domain::{Amount, Payment};

use crate::dashboard::pictures::brand_name;
use crate::london;
use crate::place::Place;
use crate::transactions::filters::Filters;
use crate::transactions::standing::Tag;

/// Facts that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Names its section; empty where nothing leads there.
    pub(super) id: String,
    pub(super) heading: &'static str,
    pub(super) facts: Vec<Fact>,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    /// Names its cell; empty for facts that come more than once.
    pub(super) id: &'static str,
    pub(super) label: String,
    /// One line or more.
    pub(super) lines: Vec<String>,
    /// Where they lead.
    pub(super) href: Option<String>,
}

/// Every group that has facts.
pub(super) fn of(place: &Place, transaction: &Transaction) -> Vec<Block> {
    let payment = &transaction.payment;
    let mut blocks = vec![
        details(place, transaction),
        amounts(payment),
        method(payment, transaction.permitted.personal_data),
        provider(payment),
    ];
    blocks.extend(payment.disputes.iter().rev().map(dispute::of));
    blocks.push(metadata(payment));
    blocks.retain(|block| !block.facts.is_empty());
    blocks
}

fn details(place: &Place, transaction: &Transaction) -> Block {
    let payment = &transaction.payment;
    let list = place.mode_path("/transactions");
    let status = payment.status();
    let challenged = |step: &Step| matches!(step, Step::RequireChallenge);
    let challenged = transaction
        .events
        .iter()
        .any(|event| matches!(&event.change, Change::Stepped(step, _) if challenged(step)));
    let failure = status
        .failure()
        .map(|(code, message)| format!("{code}: {message}"));
    let mut stands = vec![Tag::of_payment(status).label.to_owned()];
    stands.extend(failure);
    let expires = payment.expires_at().map(london::date_time);
    let paid_out = payment.settled_on.map(london::calendar_day);
    let three_d_secure = match (challenged, status.finished()) {
        (true, _) => Some("Required"),
        (false, true) => Some("Not required"),
        (false, false) => None,
    };
    let yes = |is: bool, text: &str| is.then(|| text.to_owned());
    Block {
        id: String::new(),
        heading: "Details",
        facts: facts([
            (
                "reference",
                "Reference number",
                Some(payment.reference.as_str().to_owned()),
            ),
            ("service", "Service", Some(place.service.name.to_string())),
            (
                "description",
                "Description",
                Some(payment.description.as_str().to_owned()),
            ),
            (
                "date-created",
                "Date created",
                Some(london::date_time(payment.created_at)),
            ),
        ])
        .chain([Fact {
            id: "state",
            label: "Payment status".to_owned(),
            lines: stands,
            href: None,
        }])
        .chain(facts([
            ("expires", "Expires", expires),
            (
                "three-d-secure",
                "3-D Secure",
                three_d_secure.map(str::to_owned),
            ),
            ("moto", "Ordered by", yes(payment.moto, "Mail or telephone")),
            (
                "delayed-capture",
                "Delayed capture",
                yes(
                    payment.delayed_capture,
                    "The service takes the money itself",
                ),
            ),
            ("settled", "Paid out", paid_out),
        ]))
        .chain(payment.agreement.as_ref().map(|part| Fact {
            id: "agreement",
            label: "Agreement".to_owned(),
            lines: vec![part.agreement.to_string()],
            href: Some(Filters::of_agreement(&part.agreement).keep(&list)),
        }))
        .collect(),
    }
}

fn amounts(payment: &Payment) -> Block {
    let fee = payment.surcharge.as_ref().map(Amount::to_string);
    let total = fee.as_ref().map(|_| payment.total().to_string());
    let refunded = super::refunded(payment);
    let net = refunded
        .as_ref()
        .and_then(|_| Amount::from_minor(payment.total().minor() - payment.amount_refunded()).ok());
    let held = Amount::from_minor(payment.amount_awaiting_approval());
    let held = held.ok().filter(|held| *held > Amount::ZERO);
    let touched = refunded.is_some() || held.is_some();
    let left = touched.then(|| payment.amount_available().to_string());
    Block {
        id: String::new(),
        heading: "Amount",
        facts: facts([
            ("amount", "Payment amount", Some(payment.amount.to_string())),
            ("card-fee", "Card fee", fee),
            ("total-amount", "Total amount", total),
            ("refunded-amount", "Refunded amount", refunded),
            (
                "net-amount",
                "Net of refunds",
                net.map(|net| net.to_string()),
            ),
            (
                "held-amount",
                "Held for approval",
                held.map(|held| held.to_string()),
            ),
            ("left-amount", "Left to refund", left),
        ])
        .collect(),
    }
}

fn method(payment: &Payment, shows_people: bool) -> Block {
    let card = payment.card.clone().unwrap_or_default();
    let email = payment
        .email
        .as_ref()
        .map(|email| email.as_str().to_owned());
    let brand = card.brand.map(|brand| match card.card_type {
        Some(CardType::Debit) => format!("{} debit", brand_name(brand)),
        Some(CardType::Credit) => format!("{} credit", brand_name(brand)),
        None => brand_name(brand).to_owned(),
    });
    let number = card.last_four.map(|last| match card.first_six {
        Some(first) => {
            let (first, second) = first.split_at_checked(4).unwrap_or((&first, ""));
            format!("{first} {second}•• •••• {last}")
        }
        None => format!("•••• {last}"),
    });
    let holder = card.holder.map(|holder| holder.as_str().to_owned());
    let person = |text: Option<String>| text.filter(|_| shows_people);
    let mut block = Block {
        id: String::new(),
        heading: "Payment method",
        facts: facts([
            ("brand", "Card", brand),
            ("card_number", "Card number", number),
            (
                "card_expiry_date",
                "Card expires",
                card.expiry.map(|expiry| expiry.to_string()),
            ),
            ("cardholder_name", "Name on card", person(holder)),
            ("email", "E-mail address", person(email)),
        ])
        .collect(),
    };
    if let Some(address) = card.billing_address.filter(|_| shows_people) {
        block.facts.push(Fact {
            id: "billing-address",
            label: "Billing address".to_owned(),
            lines: lines_of(address),
            href: None,
        });
    }
    block
}

fn provider(payment: &Payment) -> Block {
    let name = match payment.provider {
        Provider::Sandbox => "Sandbox, in which no money moves",
        provider @ (Provider::Worldpay | Provider::Stripe) => provider.label(),
    };
    let reference = payment.state.psp_reference();
    let reference = reference.map(|reference| reference.as_str().to_owned());
    let report = payment.report.as_ref();
    let processor = report.map(|report| report.processor_id.clone());
    let elsewhere = report.map(|report| report.provider_id.clone());
    Block {
        id: String::new(),
        heading: "Payment provider",
        facts: facts([
            ("provider", "Provider", Some(name.to_owned())),
            (
                "transaction-id",
                "Provider’s reference",
                reference.or(elsewhere),
            ),
            ("processor-id", "Processor’s reference", processor),
            ("payment-id", "Payment ID", Some(payment.id.to_string())),
        ])
        .collect(),
    }
}

fn metadata(payment: &Payment) -> Block {
    let mut facts: Vec<Fact> = payment
        .metadata
        .pairs()
        .iter()
        .map(|(key, value)| Fact {
            id: "",
            label: key.clone(),
            lines: vec![match value {
                MetadataValue::Text(text) | MetadataValue::Number(text) => text.clone(),
                MetadataValue::Bool(value) => value.to_string(),
            }],
            href: None,
        })
        .collect();
    facts.sort_by_key(|fact| fact.label.to_lowercase());
    Block {
        id: String::new(),
        heading: "Metadata",
        facts,
    }
}

/// The facts that exist.
fn facts<const N: usize>(
    rows: [(&'static str, &'static str, Option<String>); N],
) -> impl Iterator<Item = Fact> {
    rows.into_iter().filter_map(|(id, label, value)| {
        Some(Fact {
            id,
            label: label.to_owned(),
            lines: vec![value?],
            href: None,
        })
    })
}

fn lines_of(address: Address) -> Vec<String> {
    let Address {
        line1,
        line2,
        city,
        postcode,
        country,
    } = address;
    [line1, line2, city, postcode, country]
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
        .collect()
}
