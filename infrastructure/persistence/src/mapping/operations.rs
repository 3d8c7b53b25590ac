//! Operations and their rows.

use domain::operation::{Operation, OperationKind, OrderCode};
use domain::{OperationId, PaymentId, RefundId, Timestamp};

use super::{Impossible, named, present, word};
use crate::entity::operations::Model;

const AUTHORISE: &str = "authorise";
const CAPTURE: &str = "capture";
const CANCEL: &str = "cancel";
const REFUND: &str = "refund";

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

pub(crate) fn from_row(row: Model) -> Result<Operation, Impossible> {
    let id = row.id.clone();
    read(row).map_err(|e| e.in_row("operation", &id))
}

fn read(row: Model) -> Result<Operation, Impossible> {
    let ended = match (row.ended_at, &row.outcome) {
        (None, None) => None,
        (Some(at), Some(outcome)) => Some((Timestamp::from_millis(at), named("outcome", outcome)?)),
        _ => return Err(Impossible::new("outcome")),
    };
    Ok(Operation {
        id: present("id", OperationId::parse(&row.id))?,
        payment: present("payment", PaymentId::parse(&row.payment))?,
        kind: kind(&row.kind, row.refund.as_deref())?,
        order_code: OrderCode::stored(row.order_code),
        begun_at: Timestamp::from_millis(row.begun_at),
        ended,
    })
}

/// A kind's name, and the refund it is about.
pub(crate) fn kind_columns(kind: &OperationKind) -> (&'static str, Option<&str>) {
    match kind {
        OperationKind::Authorise => (AUTHORISE, None),
        OperationKind::Capture => (CAPTURE, None),
        OperationKind::Cancel => (CANCEL, None),
        OperationKind::Refund(refund) => (REFUND, Some(refund.as_str())),
    }
}

fn kind(name: &str, refund: Option<&str>) -> Result<OperationKind, Impossible> {
    Ok(match (name, refund) {
        (AUTHORISE, None) => OperationKind::Authorise,
        (CAPTURE, None) => OperationKind::Capture,
        (CANCEL, None) => OperationKind::Cancel,
        (REFUND, Some(refund)) => {
            OperationKind::Refund(present("refund", RefundId::parse(refund))?)
        }
        _ => return Err(Impossible::new("kind")),
    })
}

#[cfg(test)]
mod tests {
    use domain::operation::OperationOutcome;

    use super::*;

    fn operation(kind: OperationKind) -> Operation {
        let id = OperationId::from_random([1; 26]);
        Operation {
            order_code: OrderCode::of(&id),
            id,
            payment: PaymentId::from_random([2; 26]),
            kind,
            begun_at: Timestamp::from_millis(5),
            ended: None,
        }
    }

    #[test]
    fn operations_read_back() {
        let refund = RefundId::from_random([3; 26]);
        for kind in [
            OperationKind::Authorise,
            OperationKind::Capture,
            OperationKind::Cancel,
            OperationKind::Refund(refund),
        ] {
            let open = operation(kind);
            let ended = Operation {
                ended: Some((Timestamp::from_millis(6), OperationOutcome::NotAttempted)),
                ..open.clone()
            };
            for operation in [open, ended] {
                assert_eq!(from_row(to_row(&operation)), Ok(operation));
            }
        }
    }

    #[test]
    fn what_no_program_of_ours_wrote_is_impossible() {
        let row = || to_row(&operation(OperationKind::Capture));
        for (column, row) in [
            (
                "outcome",
                Model {
                    ended_at: Some(1),
                    ..row()
                },
            ),
            (
                "kind",
                Model {
                    refund: Some("r".repeat(26)),
                    ..row()
                },
            ),
            (
                "kind",
                Model {
                    kind: "guess".to_owned(),
                    ..row()
                },
            ),
        ] {
            assert_eq!(read(row), Err(Impossible::new(column)));
        }
    }
}
