//! What the list of transactions is made of: payments, refunds and disputes, and what
//! must hold of each.

use domain::ports::queries::{TransactionSearch, TransactionStatus};
use domain::refund::RefundStatus;
use domain::refund::state::RefundStateName;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition, DbBackend};

use crate::entity::{disputes, payments, refunds};
use crate::mapping::metadata::spellings;
use crate::mapping::word;
use crate::queries::condition::{any_unstorable, contains, is_storable};
use crate::queries::search::Searched;

/// A table whose rows are transactions.
pub(super) trait Listed: Searched {
    /// The payment each is, or is about.
    const PAYMENT: Self::Column;
    /// Where each stands.
    const STATUS: Self::Column;

    /// How the column of statuses says what is looked for.
    fn words(statuses: &[TransactionStatus]) -> Vec<String>;
}

impl Listed for payments::Entity {
    const PAYMENT: payments::Column = payments::Column::Id;
    const STATUS: payments::Column = payments::Column::Status;

    fn words(statuses: &[TransactionStatus]) -> Vec<String> {
        let payments = statuses.iter().flat_map(|status| status.of_payments());
        payments.map(|status| word(*status)).collect()
    }
}

impl Listed for refunds::Entity {
    const PAYMENT: refunds::Column = refunds::Column::Payment;
    const STATUS: refunds::Column = refunds::Column::State;

    fn words(statuses: &[TransactionStatus]) -> Vec<String> {
        let refunds = statuses.iter().filter_map(|status| status.of_refunds());
        let states = refunds.flat_map(states);
        states.map(|state| word(*state)).collect()
    }
}

impl Listed for disputes::Entity {
    const PAYMENT: disputes::Column = disputes::Column::Payment;
    const STATUS: disputes::Column = disputes::Column::Status;

    fn words(statuses: &[TransactionStatus]) -> Vec<String> {
        let disputes = statuses.iter().filter_map(|status| status.of_disputes());
        disputes.map(word).collect()
    }
}

/// The states of refunds that services see as this status.
fn states(status: RefundStatus) -> &'static [RefundStateName] {
    match status {
        RefundStatus::Submitted => &[RefundStateName::Requested, RefundStateName::Submitted],
        RefundStatus::Success => &[RefundStateName::Succeeded],
        RefundStatus::Error => &[RefundStateName::Failed],
    }
}

/// What must hold of the payment, whether it is listed itself or something about it.
pub(super) fn of_payment(search: &TransactionSearch, backend: DbBackend) -> Condition {
    use payments::{Column, Entity};
    let part = |column: Column, text: &Option<String>| {
        text.as_ref().map(|text| contains((Entity, column), text))
    };
    let last_digits = search.last_digits.as_ref();
    let agreement = search.agreement.as_ref();
    let brands = (!search.brands.is_empty()).then(|| Column::CardBrand.is_in(brands(search)));
    let value = search.metadata_value.as_ref();
    Condition::all()
        .add_option(part(Column::ReferenceLower, &search.reference))
        .add_option(part(Column::EmailLower, &search.email))
        .add_option(part(Column::CardHolderLower, &search.cardholder_name))
        .add_option(last_digits.map(|digits| Column::CardLastFour.eq(digits.as_str())))
        .add_option(brands)
        .add_option(agreement.map(|agreement| Column::Agreement.eq(agreement.as_str())))
        .add_option(value.map(|value| has_value(value, backend)))
}

/// The brands that can be in a row.
fn brands(search: &TransactionSearch) -> impl Iterator<Item = &str> {
    let brands = search.brands.iter().map(String::as_str);
    brands.filter(|brand| is_storable(brand))
}

/// Has this value in its metadata. JSON writes a quotation mark inside a text with a
/// backslash, so what is looked for can be part of no key and of no other value.
fn has_value(value: &str, backend: DbBackend) -> Condition {
    let position = match backend {
        DbBackend::Sqlite => "instr",
        _ => "strpos",
    };
    let metadata = Expr::col((payments::Entity, payments::Column::Metadata));
    let mut any = Condition::any();
    for spelling in spellings(value) {
        let place = Func::cust(position).args([metadata.clone(), Expr::val(spelling)]);
        any = any.add(Expr::from(place).gt(0));
    }
    any
}

/// Whether something is looked for that can be in no row.
pub(super) fn can_match_nothing(search: &TransactionSearch) -> bool {
    any_unstorable([
        &search.reference,
        &search.email,
        &search.cardholder_name,
        &search.last_digits,
    ]) || (!search.brands.is_empty() && brands(search).next().is_none())
}
