//! Events and their rows. An event's detail is JSON that holds no personal data:
//! names of steps and statuses, names at the PSP, and sums.

use domain::payment::{Change, Event};
use domain::ports::repositories::StoredEvent;
use domain::{DisputeId, PaymentId, RefundId, Timestamp};
use sea_orm::ActiveValue::{NotSet, Set};
use serde::{Deserialize, Serialize};

use super::facts::Facts;
use super::state::{step, step_facts};
use super::{Impossible, amount, count, day, from_json, json, named, present, stored, word};
use crate::entity::events::{ActiveModel, Model};

const CREATED: &str = "created";
const STEPPED: &str = "stepped";
const REFUNDED: &str = "refunded";
const APPROVAL_ASKED: &str = "approval_asked";
const APPROVAL_DECIDED: &str = "approval_decided";
const DISPUTED: &str = "disputed";
const SETTLED: &str = "settled";
const REDACTED: &str = "redacted";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stepped {
    step: String,
    status: String,
    #[serde(default)]
    facts: Facts,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Refunded {
    refund: String,
    amount: i64,
    status: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalAsked {
    refund: String,
    amount: i64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ApprovalDecided {
    refund: String,
    amount: i64,
    outcome: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Disputed {
    dispute: String,
    amount: i64,
    status: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settled {
    on: String,
}

/// The row of an event, which gets its place among all events when it is added.
pub(crate) fn to_row(event: &Event) -> ActiveModel {
    let (change, detail) = match &event.change {
        Change::Created => (CREATED, None),
        Change::Stepped(step, status) => {
            let detail = Stepped {
                step: word(step.name()),
                status: word(*status),
                facts: step_facts(step),
            };
            (STEPPED, Some(json(&detail)))
        }
        Change::Refunded {
            refund,
            amount,
            status,
        } => {
            let detail = Refunded {
                refund: refund.as_str().to_owned(),
                amount: amount.minor(),
                status: word(*status),
            };
            (REFUNDED, Some(json(&detail)))
        }
        Change::ApprovalAsked { refund, amount } => {
            let detail = ApprovalAsked {
                refund: refund.as_str().to_owned(),
                amount: amount.minor(),
            };
            (APPROVAL_ASKED, Some(json(&detail)))
        }
        Change::ApprovalDecided {
            refund,
            amount,
            outcome,
        } => {
            let detail = ApprovalDecided {
                refund: refund.as_str().to_owned(),
                amount: amount.minor(),
                outcome: word(*outcome),
            };
            (APPROVAL_DECIDED, Some(json(&detail)))
        }
        Change::Disputed {
            dispute,
            amount,
            status,
        } => {
            let detail = Disputed {
                dispute: dispute.as_str().to_owned(),
                amount: amount.minor(),
                status: word(*status),
            };
            (DISPUTED, Some(json(&detail)))
        }
        Change::Settled(on) => {
            let detail = Settled {
                on: day::to_text(*on),
            };
            (SETTLED, Some(json(&detail)))
        }
        Change::Redacted => (REDACTED, None),
    };
    ActiveModel {
        sequence: NotSet,
        payment: Set(event.payment.as_str().to_owned()),
        position: Set(stored(event.position)),
        at: Set(event.at.as_millis()),
        change: Set(change.to_owned()),
        detail: Set(detail),
        dispatched_at: Set(None),
        account: Set(None),
    }
}

pub(crate) fn from_row(row: &Model) -> Result<StoredEvent, Impossible> {
    read(row).map_err(|e| e.in_row("event", &row.sequence.to_string()))
}

fn read(row: &Model) -> Result<StoredEvent, Impossible> {
    let change = match (row.change.as_str(), row.detail.as_deref()) {
        (CREATED, None) => Change::Created,
        (STEPPED, Some(text)) => {
            let detail: Stepped = from_json("detail", text)?;
            Change::Stepped(
                step(named("detail", &detail.step)?, detail.facts)?,
                named("detail", &detail.status)?,
            )
        }
        (REFUNDED, Some(text)) => {
            let detail: Refunded = from_json("detail", text)?;
            Change::Refunded {
                refund: present("detail", RefundId::parse(&detail.refund))?,
                amount: amount(detail.amount)?,
                status: named("detail", &detail.status)?,
            }
        }
        (APPROVAL_ASKED, Some(text)) => {
            let detail: ApprovalAsked = from_json("detail", text)?;
            Change::ApprovalAsked {
                refund: present("detail", RefundId::parse(&detail.refund))?,
                amount: amount(detail.amount)?,
            }
        }
        (APPROVAL_DECIDED, Some(text)) => {
            let detail: ApprovalDecided = from_json("detail", text)?;
            Change::ApprovalDecided {
                refund: present("detail", RefundId::parse(&detail.refund))?,
                amount: amount(detail.amount)?,
                outcome: named("detail", &detail.outcome)?,
            }
        }
        (DISPUTED, Some(text)) => {
            let detail: Disputed = from_json("detail", text)?;
            Change::Disputed {
                dispute: present("detail", DisputeId::parse(&detail.dispute))?,
                amount: amount(detail.amount)?,
                status: named("detail", &detail.status)?,
            }
        }
        (SETTLED, Some(text)) => {
            let detail: Settled = from_json("detail", text)?;
            Change::Settled(day::from_text("detail", &detail.on)?)
        }
        (REDACTED, None) => Change::Redacted,
        _ => return Err(Impossible::new("change")),
    };
    Ok(StoredEvent {
        sequence: row.sequence,
        event: Event {
            payment: present("payment", PaymentId::parse(&row.payment))?,
            position: count("position", row.position)?,
            at: Timestamp::from_millis(row.at),
            change,
        },
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::TryIntoModel;

    use super::*;
    use crate::mapping::samples::events;

    fn stored_row(event: &Event) -> Model {
        let row = ActiveModel {
            sequence: Set(7),
            ..to_row(event)
        };
        row.try_into_model().unwrap()
    }

    proptest! {
        #[test]
        fn every_event_reads_back(event in events()) {
            let read = from_row(&stored_row(&event)).unwrap();

            prop_assert_eq!(read, StoredEvent { sequence: 7, event });
        }
    }

    #[test]
    fn impossible_rows_are_refused() {
        let row = |change: &str, detail: Option<&str>| Model {
            sequence: 1,
            payment: "p".repeat(26),
            position: 1,
            at: 0,
            change: change.to_owned(),
            detail: detail.map(str::to_owned),
            dispatched_at: None,
            account: None,
        };
        for row in [
            row("created", Some("{}")),
            row("stepped", None),
            row("stepped", Some(r#"{"step":"start","status":"paid"}"#)),
            row(
                "stepped",
                Some(r#"{"step":"start","status":"started","facts":{"email":"a@b"}}"#),
            ),
            row(
                "refunded",
                Some(r#"{"refund":"x","amount":1,"status":"success"}"#),
            ),
            row("approval_asked", None),
            row(
                "approval_decided",
                Some(r#"{"refund":"x","amount":1,"outcome":"approved"}"#),
            ),
            row("settled", Some(r#"{"on":"22/11/2026"}"#)),
            row("vanished", None),
        ] {
            assert!(from_row(&row).is_err(), "{row:?}");
        }
    }
}
