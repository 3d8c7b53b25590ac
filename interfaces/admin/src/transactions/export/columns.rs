//! The columns of the file (as in GOV.UK Pay): their names and order are what people's
//! spreadsheets are made for.

use application::staff::export::Export;
use domain::Payment;
use domain::account::Provider;
use domain::card::CardSummary;
use domain::dispute::{Dispute, DisputeStatus};
use domain::payment::Status;
use domain::payment::metadata::MetadataValue;
use domain::ports::queries::{FoundTransaction, TransactionPart, TransactionStatus};
use domain::refund::{Refund, RefundState};

use super::cell::{date, money, text, time};

const FIRST: [&str; 20] = [
    "Reference",
    "Description",
    "Email",
    "Amount",
    "Card Brand",
    "Cardholder Name",
    "Card Expiry Date",
    "Card Number",
    "State",
    "Finished",
    "Error Code",
    "Error Message",
    "Provider ID",
    "GOV.UK Payment ID",
    "Issued By",
    "Date Created",
    "Time Created",
    "Corporate Card Surcharge",
    "Total Amount",
    "Wallet Type",
];
/// What Stripe keeps of a payment.
const FEES: [&str; 5] = [
    "Fee",
    "Net",
    "Fee (transaction)",
    "Fee (3DS)",
    "Fee (fraud protection)",
];
const CARD_TYPE: &str = "Card Type";
const MOTO: &str = "MOTO";
const LAST: [&str; 2] = ["Payment Provider", "3-D Secure Required"];

/// Which columns this file has.
pub(super) struct Columns {
    has_fees: bool,
    has_moto: bool,
    /// In the order of their columns.
    metadata_keys: Vec<String>,
}

/// What differs between a payment and what belongs to one.
struct Own {
    amount: i64,
    error: Option<(&'static str, &'static str)>,
    finished: bool,
    psp_reference: Option<String>,
    issued_by: Option<String>,
    surcharge: Option<i64>,
    total: Option<i64>,
    net: Option<i64>,
}

impl Columns {
    /// The columns of an export.
    pub(super) fn of(export: &Export) -> Self {
        let accounts = &export.accounts;
        let mut metadata_keys = export.metadata_keys.clone();
        metadata_keys.sort();
        Self {
            has_fees: accounts
                .iter()
                .any(|account| account.provider == Provider::Stripe),
            has_moto: accounts
                .iter()
                .any(|account| account.allows_moto || account.allows_moto_api),
            metadata_keys,
        }
    }

    /// Those that every file has.
    #[cfg(test)]
    pub(super) fn none() -> Self {
        Self {
            has_fees: false,
            has_moto: false,
            metadata_keys: Vec::new(),
        }
    }

    /// Their names.
    pub(super) fn head(&self) -> Vec<String> {
        let mut names: Vec<String> = FIRST.map(str::to_owned).into();
        if self.has_fees {
            names.extend(FEES.map(str::to_owned));
        }
        names.push(CARD_TYPE.to_owned());
        if self.has_moto {
            names.push(MOTO.to_owned());
        }
        names.extend(LAST.map(str::to_owned));
        let keys = self.metadata_keys.iter();
        names.extend(keys.map(|key| text(&format!("{key} (metadata)"))));
        names
    }

    /// What stands in them for one transaction.
    pub(super) fn row(&self, found: &FoundTransaction) -> Vec<String> {
        let payment = &found.payment;
        let (card, nothing) = (payment.card.clone().unwrap_or_default(), String::new);
        let own = Own::of(found);
        let own_text = |part: Option<String>| part.map(|part| text(&part)).unwrap_or_default();
        let own_money = |part: Option<i64>| part.map(money).unwrap_or_default();
        let (code, message) = own.error.unwrap_or_default();
        let mut cells = vec![
            text(payment.reference.as_str()),
            text(payment.description.as_str()),
            own_text(
                payment
                    .email
                    .as_ref()
                    .map(|email| email.as_str().to_owned()),
            ),
            money(own.amount),
        ];
        cells.extend(of_card(&card));
        cells.extend([
            state(found.status()).to_owned(),
            own.finished.to_string(),
            code.to_owned(),
            message.to_owned(),
            own_text(own.psp_reference),
            payment.id.to_string(),
            own_text(own.issued_by),
            date(found.created_at()),
            time(found.created_at()),
            own_money(own.surcharge),
            own_money(own.total),
            // No wallet pays here.
            nothing(),
        ]);
        if self.has_fees {
            cells.extend([
                nothing(),
                own_money(own.net),
                nothing(),
                nothing(),
                nothing(),
            ]);
        }
        let card_type = card.card_type.map(<&str>::from);
        cells.push(card_type.unwrap_or_default().to_owned());
        let is_payment = matches!(found.part, TransactionPart::Payment);
        if self.has_moto {
            let moto = is_payment.then(|| payment.moto.to_string());
            cells.push(moto.unwrap_or_default());
        }
        // Whether 3-D Secure was required is not kept with the payment.
        cells.extend([payment.provider.word().to_owned(), nothing()]);
        let keys = self.metadata_keys.iter();
        cells.extend(keys.map(|key| match is_payment {
            true => value(payment, key).unwrap_or_default(),
            false => nothing(),
        }));
        cells
    }
}

impl Own {
    fn of(found: &FoundTransaction) -> Self {
        match &found.part {
            TransactionPart::Payment => Self::of_payment(&found.payment),
            TransactionPart::Refund(refund) => Self::of_refund(refund),
            TransactionPart::Dispute(dispute) => Self::of_dispute(dispute),
        }
    }

    fn of_payment(payment: &Payment) -> Self {
        let (status, total) = (payment.status(), payment.total().minor());
        let report = payment.report.as_ref();
        let psp_reference = payment.state.psp_reference();
        Self {
            amount: payment.amount.minor(),
            error: status.failure(),
            finished: status.finished(),
            psp_reference: psp_reference
                .map(|reference| reference.as_str().to_owned())
                .or(report.map(|report| report.provider_id.clone())),
            issued_by: None,
            surcharge: Some(payment.surcharge.map_or(0, |surcharge| surcharge.minor())),
            total: match status {
                Status::Success => Some(total),
                status => status.finished().then_some(0),
            },
            net: Some(if status == Status::Success { total } else { 0 }),
        }
    }

    fn of_refund(refund: &Refund) -> Self {
        let given_back = -refund.amount.minor();
        let psp_reference = match &refund.state {
            RefundState::Submitted(reference) | RefundState::Succeeded(reference) => {
                Some(reference.as_str().to_owned())
            }
            RefundState::Requested | RefundState::Failed => None,
        };
        Self {
            amount: given_back,
            error: None,
            finished: refund.status().finished(),
            psp_reference,
            issued_by: refund.issued_by.as_ref().map(|issuer| issuer.email.clone()),
            surcharge: None,
            total: Some(given_back),
            net: Some(given_back),
        }
    }

    fn of_dispute(dispute: &Dispute) -> Self {
        let amount = dispute.amount.minor();
        let is_won = dispute.status == DisputeStatus::Won;
        Self {
            amount: if is_won { amount } else { -amount },
            error: None,
            finished: matches!(dispute.status, DisputeStatus::Won | DisputeStatus::Lost),
            psp_reference: None,
            issued_by: None,
            surcharge: None,
            total: None,
            net: dispute.net_amount(),
        }
    }
}

fn of_card(card: &CardSummary) -> [String; 4] {
    let holder = card.holder.as_ref().map(|holder| text(holder.as_str()));
    [
        card.brand
            .map(|brand| brand.label())
            .unwrap_or_default()
            .to_owned(),
        holder.unwrap_or_default(),
        card.expiry
            .map(|expiry| expiry.to_string())
            .unwrap_or_default(),
        card.last_four.as_deref().map(text).unwrap_or_default(),
    ]
}

fn value(payment: &Payment, key: &str) -> Option<String> {
    let mut pairs = payment.metadata.pairs().iter();
    let (_, value) = pairs.find(|(name, _)| name == key)?;
    Some(match value {
        MetadataValue::Text(value) => text(value),
        // These are what they look like, and no formulas.
        MetadataValue::Number(value) => value.clone(),
        MetadataValue::Bool(value) => value.to_string(),
    })
}

/// The words of the file for where a transaction stands. They are not those of the pages.
fn state(status: TransactionStatus) -> &'static str {
    match status {
        TransactionStatus::InProgress => "In progress",
        TransactionStatus::Success => "Success",
        TransactionStatus::Declined => "Declined",
        TransactionStatus::TimedOut => "Timed out",
        TransactionStatus::Cancelled => "Cancelled",
        TransactionStatus::Error => "Error",
        TransactionStatus::RefundSubmitted => "Refund submitted",
        TransactionStatus::RefundSuccess => "Refund success",
        TransactionStatus::RefundError => "Refund error",
        TransactionStatus::DisputeNeedsResponse => "Dispute awaiting evidence",
        TransactionStatus::DisputeUnderReview => "Dispute under review",
        TransactionStatus::DisputeLost => "Dispute lost to customer",
        TransactionStatus::DisputeWon => "Dispute won in your favour",
    }
}
