//! What payments have in other tables, of every shape.

use domain::dispute::{Dispute, DisputeReason, DisputeStatus};
use domain::payment::Approval;
use domain::payment::approval::{ApprovalOutcome, Decided};
use domain::refund::{Issuer, Refund, RefundState};
use domain::{DisputeId, RefundId, StaffId};
use proptest::prelude::*;

use super::{amounts, any_of, days, ids, instants, references};

prop_compose! {
    pub(super) fn refunds()(
        id in ids(),
        amount in amounts(),
        at in instants(),
        state in refund_states(),
        settled_on in prop::option::of(days()),
        issued_by in prop::option::of(issuers()),
    ) -> Refund {
        Refund { id: RefundId::from_random(id), amount, created_at: at, state, settled_on, issued_by }
    }
}

prop_compose! {
    pub(crate) fn approvals()(
        id in ids(),
        amount in amounts(),
        (asked_by, asked_at) in (issuers(), instants()),
        decision in prop::option::of((
            approval_outcomes(),
            instants(),
            prop::option::of(issuers()),
        )),
    ) -> Approval {
        Approval {
            refund: RefundId::from_random(id),
            amount,
            asked_by,
            asked_at,
            decision: decision.map(|(outcome, at, by)| Decided { outcome, at, by }),
        }
    }
}

prop_compose! {
    pub(super) fn disputes()(
        id in ids(),
        amount in amounts(),
        fee in prop::option::of(amounts()),
        (created_at, evidence_due_at) in (instants(), prop::option::of(instants())),
        (reason, status) in (any_of::<DisputeReason>(), any_of::<DisputeStatus>()),
        settled_on in prop::option::of(days()),
    ) -> Dispute {
        Dispute {
            id: DisputeId::from_random(id),
            amount,
            fee,
            created_at,
            evidence_due_at,
            reason,
            status,
            settled_on,
        }
    }
}

prop_compose! {
    fn issuers()(id in ids(), email in "[a-z]{1,10}@[a-z]{1,10}") -> Issuer {
        Issuer { staff: StaffId::from_random(id), email }
    }
}

pub(super) fn approval_outcomes() -> impl Strategy<Value = ApprovalOutcome> {
    prop::sample::select(vec![
        ApprovalOutcome::Approved,
        ApprovalOutcome::Declined,
        ApprovalOutcome::Lapsed,
    ])
}

pub(super) fn refund_states() -> impl Strategy<Value = RefundState> {
    prop_oneof![
        Just(RefundState::Requested),
        Just(RefundState::Failed),
        references().prop_map(RefundState::Submitted),
        references().prop_map(RefundState::Succeeded),
    ]
}
