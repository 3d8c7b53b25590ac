//! Operations and their rows.

use domain::operation::{Operation, OperationKind};

use super::word;
use crate::entity::operations::Model;

pub(crate) fn to_row(operation: &Operation) -> Model {
    let (kind, refund) = kind_columns(&operation.kind);
    Model {
        id: operation.id.as_str().to_owned(),
        payment: operation.payment.as_str().to_owned(),
        kind: kind.to_owned(),
        refund: refund.map(str::to_owned),
        order_code: operation.order_code.as_str().to_owned(),
        begun_at: operation.begun_at.as_millis(),
        ended_at: operation.ended.map(|(at, _)| at.as_millis()),
        outcome: operation.ended.map(|(_, outcome)| word(outcome)),
    }
}

/// A kind's name, and the refund it is about.
pub(crate) fn kind_columns(kind: &OperationKind) -> (&'static str, Option<&str>) {
    match kind {
        OperationKind::Authorise => ("authorise", None),
        OperationKind::Capture => ("capture", None),
        OperationKind::Cancel => ("cancel", None),
        OperationKind::Refund(refund) => ("refund", Some(refund.as_str())),
    }
}
