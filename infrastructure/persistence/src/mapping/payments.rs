//! Payments and their rows.

use domain::agreement::StoredCard;
use domain::card::CardSummary;
use domain::payment::state::StateName;
use domain::payment::{
    AgreementPart, Change, Description, Email, Payment, PaymentData, PaymentState, Reference,
    ReturnUrl, Status,
};
use domain::{AccountId, AgreementId, Amount, PaymentId, Timestamp};

use super::card::{self, CardColumns};
use super::facts::Facts;
use super::people::{has_personal_data, prefilled_from_text, prefilled_to_text};
use super::state::{state, state_facts};
use super::{
    Impossible, amount, count, day, instant, metadata, millis, named, present, report, sound,
    stored, word,
};
use crate::aggregate::Parts;
use crate::entity::payments::Model;

/// The row of a payment as it will be once it is saved, one version on.
pub(crate) fn to_row(payment: &Payment) -> Model {
    let facts = state_facts(&payment.state);
    let card = card::to_columns(payment.card.as_ref());
    let agreement = payment.agreement.as_ref();
    let email = payment.email.as_ref().map(Email::as_str);
    let report = payment.report.as_ref();
    Model {
        id: payment.id.as_str().to_owned(),
        account: payment.account.as_str().to_owned(),
        provider: word(payment.provider),
        created_at: payment.created_at.as_millis(),
        updated_at: payment.updated_at.as_millis(),
        amount: payment.amount.minor(),
        reference: payment.reference.as_str().to_owned(),
        reference_lower: payment.reference.as_str().to_lowercase(),
        description: payment.description.as_str().to_owned(),
        mode: word(payment.mode),
        return_url: payment
            .return_url
            .as_ref()
            .map(|url| url.as_str().to_owned()),
        language: word(payment.language),
        moto: payment.moto,
        delayed_capture: payment.delayed_capture,
        agreement: agreement.map(|part| part.agreement.as_str().to_owned()),
        agreement_payment_type: agreement.map(|part| word(part.payment_type)),
        email_lower: email.map(str::to_lowercase),
        email: email.map(str::to_owned),
        metadata: metadata::to_text(&payment.metadata),
        prefilled: payment.prefilled.as_ref().map(prefilled_to_text),
        has_card: payment.card.is_some(),
        card_first_six: card.first_six,
        card_last_four: card.last_four,
        card_expiry: card.expiry,
        card_holder_lower: card.holder.as_deref().map(str::to_lowercase),
        card_holder: card.holder,
        card_brand: card.brand,
        card_type: card.card_type,
        card_address: card.address,
        surcharge: payment.surcharge.map(Amount::minor),
        stored_card: payment
            .stored_card
            .as_ref()
            .map(|card| card.as_str().to_owned()),
        report: report.map(report::to_text),
        report_provider_id: report.map(|report| report.provider_id.clone()),
        status: word(payment.status()),
        state: word(payment.state.name()),
        operation: facts.operation,
        order_code: facts.order_code,
        psp_reference: facts.psp_reference,
        captures_failed: facts.captures_failed,
        captured_on: facts.captured_on,
        cancelled_by: facts.cancelled_by,
        decline_reason: facts.decline_reason,
        clean_up: facts.clean_up,
        capture_submitted_at: millis(payment.capture_submitted_at),
        settled_on: payment.settled_on.map(day::to_text),
        finished_at: millis(finished_at(payment)),
        has_personal_data: has_personal_data(payment),
        refunds: stored(payment.refunds.len()),
        approvals: stored(payment.approvals.len()),
        disputes: stored(payment.disputes.len()),
        events: stored(payment.events),
        version: next_version(payment),
    }
}

/// The version a payment has once it is saved.
pub(crate) fn next_version(payment: &Payment) -> i64 {
    stored(payment.version.saturating_add(1))
}

/// When the payment first reached a finished status, if that was since it was
/// last saved.
fn finished_at(payment: &Payment) -> Option<Timestamp> {
    payment
        .unpublished()
        .iter()
        .find_map(|event| match event.change {
            Change::Stepped(_, status) if status.finished() => Some(event.at),
            Change::Stepped(..)
            | Change::Created
            | Change::Refunded { .. }
            | Change::ApprovalAsked { .. }
            | Change::ApprovalDecided { .. }
            | Change::Disputed { .. }
            | Change::Settled(_)
            | Change::Redacted => None,
        })
}

/// The payment that a row and its parts describe.
pub(crate) fn from_row(row: Model, parts: Parts) -> Result<Payment, Impossible> {
    let id = row.id.clone();
    read(row, parts).map_err(|e| e.in_row("payment", &id))
}

fn read(row: Model, parts: Parts) -> Result<Payment, Impossible> {
    // Parts are read after their payment, so there may be newer ones; never fewer.
    for (column, expected, found) in [
        ("refunds", row.refunds, parts.refunds.len()),
        ("approvals", row.approvals, parts.approvals.len()),
        ("disputes", row.disputes, parts.disputes.len()),
    ] {
        if found < count(column, expected)? {
            return Err(Impossible::new(column));
        }
    }
    let prefilled = row.prefilled.as_deref().map(prefilled_from_text);
    let report = row.report.as_deref().map(report::from_text);
    Ok(Payment::restore(PaymentData {
        id: present("id", PaymentId::parse(&row.id))?,
        account: present("account", AccountId::parse(&row.account))?,
        provider: named("provider", &row.provider)?,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        amount: amount(row.amount)?,
        state: read_state(&row)?,
        agreement: read_agreement(&row)?,
        card: read_card(&row)?,
        mode: named("mode", &row.mode)?,
        language: named("language", &row.language)?,
        moto: row.moto,
        delayed_capture: row.delayed_capture,
        reference: sound("reference", Reference::taken_before(row.reference))?,
        description: sound("description", Description::taken_before(row.description))?,
        return_url: row
            .return_url
            .map(|url| sound("return_url", ReturnUrl::parse(url)))
            .transpose()?,
        email: row
            .email
            .map(|email| sound("email", Email::parse(email)))
            .transpose()?,
        metadata: metadata::from_text(row.metadata.as_deref())?,
        prefilled: prefilled.transpose()?,
        surcharge: row.surcharge.map(amount).transpose()?,
        stored_card: row.stored_card.map(StoredCard::given),
        report: report.transpose()?,
        refunds: parts.refunds,
        approvals: parts.approvals,
        disputes: parts.disputes,
        capture_submitted_at: instant(row.capture_submitted_at),
        settled_on: day::settled_on(row.settled_on.as_deref())?,
        events: count("events", row.events)?,
        version: count("version", row.version)?,
    }))
}

fn read_agreement(row: &Model) -> Result<Option<AgreementPart>, Impossible> {
    let Some(agreement) = &row.agreement else {
        return Ok(None);
    };
    let column = "agreement_payment_type";
    let payment_type = present(column, row.agreement_payment_type.as_deref())?;
    Ok(Some(AgreementPart {
        agreement: present("agreement", AgreementId::parse(agreement))?,
        payment_type: named(column, payment_type)?,
    }))
}

fn read_card(row: &Model) -> Result<Option<CardSummary>, Impossible> {
    if !row.has_card {
        return Ok(None);
    }
    let columns = CardColumns {
        first_six: row.card_first_six.clone(),
        last_four: row.card_last_four.clone(),
        expiry: row.card_expiry.clone(),
        holder: row.card_holder.clone(),
        brand: row.card_brand.clone(),
        card_type: row.card_type.clone(),
        address: row.card_address.clone(),
    };
    card::from_columns(columns).map(Some)
}

fn read_state(row: &Model) -> Result<PaymentState, Impossible> {
    let name: StateName = named("state", &row.state)?;
    let state = state(
        name,
        Facts {
            operation: row.operation.clone(),
            order_code: row.order_code.clone(),
            psp_reference: row.psp_reference.clone(),
            captures_failed: row.captures_failed,
            captured_on: row.captured_on.clone(),
            cancelled_by: row.cancelled_by.clone(),
            decline_reason: row.decline_reason.clone(),
            clean_up: row.clean_up.clone(),
        },
    )?;
    // Searches go by the status, so it must be the state's.
    if named::<Status>("status", &row.status)? == Status::of(&state) {
        Ok(state)
    } else {
        Err(Impossible::new("status"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::mapping::samples::{payment_data, sample};

    proptest! {
        #[test]
        fn every_payment_reads_back(data in payment_data()) {
            let original = Payment::restore(data);
            let mut saved = original.clone();
            saved.saved();

            let read = from_row(to_row(&original), Parts::of(&original)).unwrap();

            prop_assert_eq!(&*read, &*saved);
        }
    }

    #[test]
    fn impossible_rows_are_refused_and_name_themselves() {
        let row = || to_row(&sample());
        let spoilt: [(&str, Model); 12] = [
            (
                "status",
                Model {
                    status: "success".to_owned(),
                    ..row()
                },
            ),
            (
                "state",
                Model {
                    state: "paid".to_owned(),
                    ..row()
                },
            ),
            (
                "state",
                Model {
                    clean_up: Some("done".to_owned()),
                    ..row()
                },
            ),
            (
                "psp_reference",
                Model {
                    state: "authorised".to_owned(),
                    order_code: Some("x".to_owned()),
                    ..row()
                },
            ),
            (
                "amount",
                Model {
                    amount: -1,
                    ..row()
                },
            ),
            (
                "refunds",
                Model {
                    refunds: 1,
                    ..row()
                },
            ),
            (
                "version",
                Model {
                    version: -1,
                    ..row()
                },
            ),
            (
                "return_url",
                Model {
                    return_url: Some("javascript:x".to_owned()),
                    ..row()
                },
            ),
            (
                "card_expiry",
                Model {
                    has_card: true,
                    card_expiry: Some("13/2031".to_owned()),
                    ..row()
                },
            ),
            (
                "approvals",
                Model {
                    approvals: 1,
                    ..row()
                },
            ),
            (
                "disputes",
                Model {
                    disputes: 1,
                    ..row()
                },
            ),
            (
                "agreement_payment_type",
                Model {
                    agreement: Some("a".repeat(26)),
                    ..row()
                },
            ),
        ];
        for (column, row) in spoilt {
            let id = row.id.clone();
            let error = from_row(row, Parts::default()).unwrap_err();
            assert_eq!(error, Impossible::new(column).in_row("payment", &id));
        }
    }

    #[test]
    fn references_are_folded_as_people_read_them() {
        assert_eq!(to_row(&sample()).reference_lower, "straße ärger 7");
    }
}
