//! Payments and their rows.

use domain::payment::PaymentData;
use domain::payment::state::StateName;
use domain::payment::{
    Change, Description, Email, Payment, PaymentState, Reference, ReturnUrl, Status,
};
use domain::refund::Refund;
use domain::{AccountId, PaymentId, Timestamp};

use super::card::{self, CardColumns};
use super::facts::Facts;
use super::people::{has_personal_data, prefilled_from_text, prefilled_to_text};
use super::state::{state, state_facts};
use super::{Impossible, amount, count, instant, metadata, millis, named, present, stored, word};
use crate::entity::payments::Model;

/// The row of a payment as it will be once it is saved, one version on.
pub(crate) fn to_row(payment: &Payment) -> Model {
    let facts = state_facts(&payment.state);
    let card = card::to_columns(payment.card.as_ref());
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
        return_url: payment.return_url.as_str().to_owned(),
        delayed_capture: payment.delayed_capture,
        email: payment
            .email
            .as_ref()
            .map(|email| email.as_str().to_owned()),
        metadata: metadata::to_text(&payment.metadata),
        prefilled: payment.prefilled.as_ref().map(prefilled_to_text),
        card_first_six: card.first_six,
        card_last_four: card.last_four,
        card_expiry: card.expiry,
        card_holder: card.holder,
        card_brand: card.brand,
        card_type: card.card_type,
        card_address: card.address,
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
        finished_at: millis(finished_at(payment)),
        has_personal_data: has_personal_data(payment),
        refunds: stored(payment.refunds.len()),
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
            Change::Stepped(..) | Change::Created | Change::Refunded { .. } | Change::Redacted => {
                None
            }
        })
}

/// The payment that a row and its refunds describe.
pub(crate) fn from_row(row: Model, refunds: Vec<Refund>) -> Result<Payment, Impossible> {
    let id = row.id.clone();
    read(row, refunds).map_err(|e| e.in_row("payment", &id))
}

fn read(row: Model, refunds: Vec<Refund>) -> Result<Payment, Impossible> {
    // Refunds are read after their payment, so there may be newer ones; never fewer.
    if refunds.len() < count("refunds", row.refunds)? {
        return Err(Impossible::new("refunds"));
    }
    let prefilled = row.prefilled.as_deref().map(prefilled_from_text);
    let state = read_state(&row)?;
    let card = card::from_columns(CardColumns {
        first_six: row.card_first_six,
        last_four: row.card_last_four,
        expiry: row.card_expiry,
        holder: row.card_holder,
        brand: row.card_brand,
        card_type: row.card_type,
        address: row.card_address,
    })?;
    Ok(Payment::restore(PaymentData {
        id: present("id", PaymentId::parse(&row.id))?,
        account: present("account", AccountId::parse(&row.account))?,
        provider: named("provider", &row.provider)?,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        amount: amount(row.amount)?,
        reference: sound("reference", Reference::parse(row.reference))?,
        description: sound("description", Description::parse(row.description))?,
        return_url: sound("return_url", ReturnUrl::parse(row.return_url))?,
        delayed_capture: row.delayed_capture,
        email: row
            .email
            .map(|email| sound("email", Email::parse(email)))
            .transpose()?,
        metadata: metadata::from_text(row.metadata.as_deref())?,
        prefilled: prefilled.transpose()?,
        card,
        state,
        refunds,
        capture_submitted_at: instant(row.capture_submitted_at),
        events: count("events", row.events)?,
        version: count("version", row.version)?,
    }))
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

fn sound<T, E>(column: &'static str, parsed: Result<T, E>) -> Result<T, Impossible> {
    parsed.map_err(|_| Impossible::new(column))
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

            let read = from_row(to_row(&original), original.refunds.clone()).unwrap();

            prop_assert_eq!(&*read, &*saved);
        }
    }

    #[test]
    fn impossible_rows_are_refused_and_name_themselves() {
        let row = || to_row(&sample());
        let spoilt: [(&str, Model); 9] = [
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
                    return_url: "javascript:x".to_owned(),
                    ..row()
                },
            ),
            (
                "card_expiry",
                Model {
                    card_first_six: Some("424242".to_owned()),
                    ..row()
                },
            ),
        ];
        for (column, row) in spoilt {
            let id = row.id.clone();
            let error = from_row(row, Vec::new()).unwrap_err();
            assert_eq!(error, Impossible::new(column).in_row("payment", &id));
        }
    }

    #[test]
    fn references_are_folded_as_people_read_them() {
        assert_eq!(to_row(&sample()).reference_lower, "straße ärger 7");
    }
}
