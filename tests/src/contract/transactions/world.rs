//! Transactions of every kind in three accounts, and what a search would find if it
//! looked at each of them.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::Result;
use domain::card::{Brand, CardSummary, Holder};
use domain::dispute::DisputeStatus;
use domain::operation::PspReference;
use domain::payment::metadata::MetadataValue;
use domain::payment::{
    AgreementPart, AgreementPaymentType, Metadata, NewPayment, PaymentData, Reference,
};
use domain::ports::queries::{
    FoundTransaction, TransactionCursor, TransactionPart, TransactionSearch,
};
use domain::refund::{Refund, RefundState};
use domain::{AccountId, AgreementId, Amount, Payment, Timestamp};

use crate::contract::specimens::{card, email};
use crate::contract::{Fixture, START};

/// How many payments there are: enough for every state, three times over.
const PAYMENTS: usize = 96;

pub(crate) const REFERENCES: [&str; 5] = ["LICENCE-1", "licence_2", "Trwydded Ŵ", "100%", "x"];
pub(crate) const EMAILS: [&str; 3] = ["Ada@Example.org", "grace_h@example.org", "ŵyn@ôl.cymru"];
pub(crate) const HOLDERS: [&str; 3] = ["Ada LOVELACE", "Siôn Ŵyn", "G. Hopper"];
const BRANDS: [Option<Brand>; 4] = [
    Some(Brand::Visa),
    Some(Brand::Mastercard),
    Some(Brand::Maestro),
    None,
];

/// What is in the store.
pub(crate) struct Transactions {
    /// Two accounts to look in; there is a third.
    pub(crate) accounts: Vec<AccountId>,
    /// The agreement that some payments belong to.
    pub(crate) agreement: AgreementId,
    /// Every payment, whosever.
    pub(crate) payments: Vec<Payment>,
}

/// An instant of a world in which much happens at the same time.
pub(crate) fn seconds(after_start: usize) -> Timestamp {
    START.plus(Duration::from_secs(after_start as u64))
}

impl Transactions {
    /// Fills the store.
    pub(crate) async fn added(fixture: &Fixture) -> Result<Self> {
        let mut agreement = fixture.agreement()?;
        fixture.add_agreement(&mut agreement).await?;
        let accounts = [
            fixture.account.id.clone(),
            fixture.other_account().await?.id,
            fixture.other_account().await?.id,
        ];
        let mut payments = Vec::new();
        let mut unit = fixture.unit().await?;
        let states = fixture.states().into_iter().cycle();
        for ((place, state), account) in (0..PAYMENTS).zip(states).zip(accounts.iter().cycle()) {
            let at = seconds(place % 11);
            let request = request(fixture, place, account, &agreement.id)?;
            let mut payment = Payment::create(request, at);
            if place % 5 != 4 {
                payment.enter_card(card_of(place)?);
            }
            if place % 6 == 5 {
                payment.add_surcharge(Some(Amount::from_minor(250)?));
            }
            let data: &PaymentData = &payment;
            let mut payment = Payment::restore(PaymentData {
                state,
                refunds: refunds(fixture, place, at)?,
                disputes: match dispute_status(place) {
                    None => Vec::new(),
                    Some(status) => vec![fixture.dispute(status, at.plus(LATER))?],
                },
                ..data.clone()
            });
            unit.payments().add(&mut payment).await?;
            payments.push(payment);
        }
        unit.commit().await?;
        let [one, two, _] = accounts;
        Ok(Self {
            accounts: vec![one, two],
            agreement: agreement.id.clone(),
            payments,
        })
    }

    /// What the search should find, newest first.
    pub(crate) fn that_match(&self, search: &TransactionSearch) -> Vec<FoundTransaction> {
        let here = self.payments.iter();
        let here = here.filter(|payment| self.accounts.contains(&payment.account));
        let mut all: Vec<FoundTransaction> = here
            .flat_map(with_parts)
            .filter(|found| matches(found, search))
            .collect();
        all.sort_by_key(|found| {
            let TransactionCursor { created_at, id } = found.cursor();
            std::cmp::Reverse((created_at, id))
        });
        all
    }

    /// The keys that the metadata of those has.
    pub(crate) fn keys_of(&self, search: &TransactionSearch) -> Vec<String> {
        let found = self.that_match(search);
        let pairs = found.iter().flat_map(|one| one.payment.metadata.pairs());
        let keys: BTreeSet<&String> = pairs.map(|(key, _)| key).collect();
        keys.into_iter().cloned().collect()
    }
}

/// How long after the payment its parts are made.
const LATER: Duration = Duration::from_secs(3);

fn request(
    fixture: &Fixture,
    place: usize,
    account: &AccountId,
    agreement: &AgreementId,
) -> Result<NewPayment> {
    let pick = |texts: &[&'static str]| texts.iter().copied().cycle().nth(place).unwrap_or("");
    let is_on_agreement = place % 8 == 3;
    Ok(NewPayment {
        account: account.clone(),
        reference: Reference::parse(pick(&REFERENCES))?,
        email: match place % 4 {
            3 => None,
            _ => Some(email(pick(&EMAILS))?),
        },
        agreement: is_on_agreement.then(|| AgreementPart {
            agreement: agreement.clone(),
            payment_type: AgreementPaymentType::Recurring,
        }),
        metadata: metadata(place)?,
        ..fixture.request()?
    })
}

fn metadata(place: usize) -> Result<Metadata> {
    let text = |text: &str| MetadataValue::Text(text.to_owned());
    let pairs = match place % 7 {
        0 => vec![("ledger", text("AB-1")), ("Åre", text("true"))],
        1 => vec![("ledger", MetadataValue::Number("1.50".to_owned()))],
        2 => vec![("paid \"twice\"", MetadataValue::Bool(true))],
        3 => vec![("AB-1", text("a\"},{\\ %_\n")), ("zebra", text("ab-1"))],
        4 => vec![("nought\0", text("nought\0")), ("Zebra", text(""))],
        _ => vec![],
    };
    let pairs = pairs
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value));
    Metadata::parse(pairs.collect()).map_err(|broken| anyhow::anyhow!("{broken:?}"))
}

fn card_of(place: usize) -> Result<CardSummary> {
    Ok(CardSummary {
        brand: BRANDS.into_iter().cycle().nth(place).flatten(),
        holder: match HOLDERS.iter().cycle().nth(place) {
            Some(name) if place % 4 != 1 => Some(Holder::parse(name)?),
            _ => None,
        },
        last_four: (place % 4 != 2).then(|| format!("{:04}", place % 3)),
        ..card()?
    })
}

/// None of most payments; of some as many as there are states.
fn refunds(fixture: &Fixture, place: usize, at: Timestamp) -> Result<Vec<Refund>> {
    let reference = PspReference::given("refund");
    let states = [
        RefundState::Requested,
        RefundState::Submitted(reference.clone()),
        RefundState::Succeeded(reference),
        RefundState::Failed,
    ];
    let number = place % 5;
    let states = states.into_iter().take(number).zip(1_u32..);
    states
        .map(|(state, nth)| {
            Ok(Refund {
                id: fixture.refund_id(),
                amount: Amount::from_minor(i64::from(nth))?,
                created_at: at.plus(LATER * nth),
                state,
                settled_on: None,
                issued_by: None,
            })
        })
        .collect()
}

fn dispute_status(place: usize) -> Option<DisputeStatus> {
    match place % 12 {
        2 => Some(DisputeStatus::NeedsResponse),
        5 => Some(DisputeStatus::UnderReview),
        7 => Some(DisputeStatus::Won),
        11 => Some(DisputeStatus::Lost),
        _ => None,
    }
}

fn with_parts(payment: &Payment) -> Vec<FoundTransaction> {
    let refunds = payment.refunds.iter().cloned().map(TransactionPart::Refund);
    let disputes = payment
        .disputes
        .iter()
        .cloned()
        .map(TransactionPart::Dispute);
    let parts = [TransactionPart::Payment].into_iter().chain(refunds);
    parts
        .chain(disputes)
        .map(|part| FoundTransaction {
            payment: payment.clone(),
            part,
        })
        .collect()
}

/// Whether one transaction is what the search asks for, condition by condition.
fn matches(found: &FoundTransaction, search: &TransactionSearch) -> bool {
    let payment = &found.payment;
    let card = payment.card.as_ref();
    let has_part = |text: Option<&str>, part: &Option<String>| match part {
        None => true,
        Some(part) => text.is_some_and(|text| text.to_lowercase().contains(&part.to_lowercase())),
    };
    let email = payment.email.as_ref().map(|email| email.as_str());
    let holder = card.and_then(|card| card.holder.as_ref());
    let brand = card.and_then(|card| card.brand).map(Brand::id);
    let last_four = card.and_then(|card| card.last_four.as_ref());
    let agreement = payment.agreement.as_ref().map(|part| &part.agreement);
    let value = |wanted: &String| {
        let mut values = payment.metadata.pairs().iter().map(|(_, value)| value);
        values.any(|value| match value {
            MetadataValue::Text(text) | MetadataValue::Number(text) => text == wanted,
            MetadataValue::Bool(truth) => truth.to_string() == *wanted,
        })
    };
    let brands = &search.brands;
    has_part(Some(payment.reference.as_str()), &search.reference)
        && has_part(email, &search.email)
        && has_part(holder.map(Holder::as_str), &search.cardholder_name)
        && (search.last_digits.is_none() || search.last_digits.as_ref() == last_four)
        && (brands.is_empty() || brand.is_some_and(|id| brands.iter().any(|one| one == id)))
        && search.metadata_value.as_ref().is_none_or(value)
        && (search.agreement.is_none() || search.agreement.as_ref() == agreement)
        && (search.statuses.is_empty() || search.statuses.contains(&found.status()))
        && search.from.is_none_or(|from| from <= found.created_at())
        && search.to.is_none_or(|to| found.created_at() < to)
}
